"""Invented households for the demo city: who lives together, how old they are, what they do.

Pure Python: nothing here reads or writes the site. The same numbers give the same people.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from yumen_governance.demo.dataset import phone, read
from yumen_governance.registry.identifiers import with_check_digit

REGION = "990000"
FIRST_PHONE = 3000
WITH_PHONE, GROWN_UP, RETIRED = 14, 18, 60
EDUCATIONS = ("20", "30", "60", "70", "80")
# Marital status (GB/T 2261.2) by relation
MARITAL = {"0": "20", "1": "20", "5": "30"}
# Relation (GB/T 4761), sex, years younger (-) or older than the head
SPOUSE, SON, DAUGHTER, PARENT = ("1", "2", 0), ("2", "1", -26), ("3", "2", -28), ("5", "2", 25)
FAMILIES = (
	(),
	(SPOUSE,),
	(SPOUSE, SON),
	(SPOUSE, DAUGHTER),
	(SPOUSE, SON, PARENT),
	(SPOUSE, DAUGHTER, SON),
)
# Kinds of people left behind by relation to the head: children, the old, else women
LEFT_BEHIND, WOMAN = {"kinship-2": "03", "kinship-3": "03", "kinship-5": "01"}, "02"
COMMON, OTHERS = "01", ("03", "04", "35", "02")


@dataclass
class Family:
	"""A household: values of its Residents, the head first."""

	number: str
	people: list[dict] = field(default_factory=list)


class People:
	"""Makes people, each with a number and a name of their own."""

	def __init__(self, today: date):
		self.today, self.random, self.serial = today, random.Random(620981), count(1)
		self.foreigners = 0
		self.names = read("registry")

	def families(self, total: int) -> Iterator[Family]:
		"""Yield invented households."""
		for number in range(total):
			yield self.family(number)

	def family(self, number: int) -> Family:
		surname = self.random.choice(self.names["surnames"])
		age, ethnic = self.random.randint(28, 66), COMMON if number % 9 else self.random.choice(OTHERS)
		head = self.person(surname, self.random.choice("12"), age, ethnic, "0")
		family = Family(f"99{number + 1:07}", [head])
		for relation, sex, years in self.random.choice(FAMILIES):
			sex = "12"["21".index(head["sex"][-1])] if relation == "1" else sex
			own = surname if relation in "23" else self.random.choice(self.names["surnames"])
			family.people.append(self.person(own, sex, max(1, age + years), ethnic, relation))
		return family

	def name(self) -> str:
		"""Return the name of somebody who isn't registered."""
		return self.random.choice(self.names["surnames"]) + self.random.choice(self.names["male"])

	def person(self, surname: str, sex: str, age: int, ethnic: str, relation: str) -> dict:
		"""Return the values of a resident, for a place in a household."""
		born = self.today - timedelta(days=age * 365 + self.random.randint(0, 364))
		serial = next(self.serial)
		return {
			"resident_name": surname + self.random.choice(self.names["male" if sex == "1" else "female"]),
			"resident_kind": "Registered",
			"id_number": with_check_digit(f"{REGION}{born:%Y%m%d}{(2 * serial + (sex == '1')) % 1000:03}"),
			"phone": phone(FIRST_PHONE + serial) if age >= WITH_PHONE else None,
			"sex": f"sex-{sex}",
			"ethnic": f"ethnic-{ethnic}",
			"relation_to_head": f"kinship-{relation}",
			"marital": f"marital-{MARITAL.get(relation, '10')}",
			"registration_match": "registration_match-01",
			**(self.grown_up(serial, age) if age >= GROWN_UP else {}),
		}

	def grown_up(self, serial: int, age: int) -> dict:
		"""Return what only a grown-up has; who is of working age works."""
		works = age < RETIRED
		return {
			"political": "political-13" if serial % 7 else "political-01",
			"education": f"education-{self.random.choice(EDUCATIONS)}",
			"occupation": self.random.choice(self.names["occupations"]) if works else None,
			"workplace": self.random.choice(self.names["workplaces"]) if works and serial % 2 else None,
		}

	def become_floating(self, person: dict) -> None:
		"""Make somebody come from elsewhere."""
		person.update(
			{
				"resident_kind": "Floating",
				"inflow_reason": f"inflow_reason-{self.random.choice(('01', '03', '09'))}",
				"lodging_type": "lodging_type-02",
				"permit_type": "permit_type-01",
				"registered_on": self.today - timedelta(days=self.random.randint(20, 300)),
				"permit_expires_on": self.today + timedelta(days=self.random.randint(5, 400)),
				"registered_place": self.random.choice(self.names["origins"]),
				"registration_match": None,
			}
		)

	def become_foreign(self, person: dict) -> None:
		"""Make somebody a foreigner who married here."""
		serial = next(self.serial)
		person.update(
			{
				"resident_kind": "Foreign",
				"id_number": None,
				"birth_date": self.today - timedelta(days=31 * 365 + serial),
				"foreign_surname": "IVANOVA",
				"foreign_given_name": "ANNA",
				"resident_name": "安娜",
				"sex": "sex-2",
				"nationality": "nationality-KAZ",
				"document_type": "document_type-414",
				"other_document_number": f"N990000{serial:03}",
				"document_expires_on": self.today + timedelta(days=900),
				"visit_purpose": "visit_purpose-07",
				"arrived_on": self.today - timedelta(days=800),
				"ethnic": None,
				"political": None,
				"registration_match": None,
			}
		)

	def become_left_behind(self, person: dict) -> None:
		"""Let somebody's family work elsewhere."""
		kind = LEFT_BEHIND.get(person["relation_to_head"], WOMAN)
		person.update(
			{
				"resident_kind": "Left-behind",
				"left_behind_type": f"left_behind_type-{kind}",
				"family_phone": phone(FIRST_PHONE + 2000 + next(self.serial)),
				"family_income": self.random.randint(20, 60) * 1000,
				"difficulties": "家人在外务工，需要定期走访。",
			}
		)
