"""The shape of a party: what is sealed and coded, what follows from the ID number, what must agree."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from frappe import _
from frappe.utils import getdate

from yumen_governance.registry.code_lists import code_name
from yumen_governance.registry.identifiers import birth_date_of, id_problem, sex_of
from yumen_governance.registry.sealing.masks import mask_id_number
from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import (
	ID_NUMBER,
	PHONE,
	future_problems,
	id_problems,
	phone_problems,
)

PERSON, ORGANISATION = "Person", "Organisation"
UNTOLD = ("sex-0", "sex-9")
PHONES = ("phone", "guardian_phone", "agent_phone")
OF_AGE = 18
# What only a person, or only an organisation, has
OF_PERSONS = (
	*("id_number", "resident", "sex", "birth_date", "age", "ethnicity", "occupation"),
	*("is_minor", "guardian_name", "guardian_phone", "guardian_relation"),
)
OF_ORGANISATIONS = ("uscc", "legal_representative")


def derive(record: Record, today: date) -> None:
	"""Take birth date and sex from the ID number, and from the birth date whether the party is a minor."""
	for fieldname in OF_ORGANISATIONS if record.get("party_kind") == PERSON else OF_PERSONS:
		record.update({fieldname: None})
	number = record.get("id_number") or ""
	if number and not id_problem(number, today):
		told = record.get("sex") if record.get("sex") not in UNTOLD else None
		record.update(
			{
				"birth_date": record.get("birth_date") or birth_date_of(number),
				"sex": told or code_name("sex", sex_of(number)),
			}
		)
	if born := record.get("birth_date"):
		record.update({"age": age_on(getdate(born), today)})
	if record.get("party_kind") == PERSON and (record.get("birth_date") or record.get("age")):
		record.update({"is_minor": int((record.get("age") or 0) < OF_AGE)})


def age_on(born: date, today: date) -> int:
	"""Return how many years old somebody is."""
	return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from id_problems(record, "id_number", today)
	yield from _contradictions(record, today)
	yield from future_problems(record, today, "birth_date", "rights_told_on")
	yield from phone_problems(record, *PHONES)
	if record.get("is_minor") and not record.get("guardian_name"):
		yield Problem(
			"guardian_name",
			"",
			_(
				"A minor takes part through a guardian: name the guardian (Civil Code, articles 23 and 27; Civil"
				" Procedure Law, article 60)."
			),
		)
	if record.get("agent_authority") and not record.get("agent_name"):
		yield Problem("agent_name", "", _("Name the agent, or empty the agent's authority."))


def _contradictions(record: Mapping, today: date) -> Iterator[Problem]:
	number = record.get("id_number")
	if not number or id_problem(number, today):
		return
	if record.get("sex") != code_name("sex", sex_of(number)):
		yield Problem(
			"sex", record.get("sex"), _("The ID number says otherwise; empty it to take it from there.")
		)
	if getdate(record.get("birth_date")) != birth_date_of(number):
		yield Problem(
			"birth_date",
			mask_id_number(number),
			_("The ID number says {0}; empty it to take it from there.").format(birth_date_of(number)),
		)


SHAPE = Shape(
	"Dispute Party",
	seals={
		"id_number": replace(ID_NUMBER, indexed=True, tail=True),
		"phone": replace(PHONE, indexed=True),
		"guardian_phone": PHONE,
		"agent_phone": PHONE,
	},
	codes={"sex": "sex", "ethnicity": "ethnic", "guardian_relation": "kinship"},
	derive=derive,
	problems=problems,
)


def shape() -> Shape:
	"""Return the shape of a party (hook `sealed_shapes`)."""
	return SHAPE
