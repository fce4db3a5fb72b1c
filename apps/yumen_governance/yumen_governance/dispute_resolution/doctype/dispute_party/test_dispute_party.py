"""A party: sealed numbers, known residents, minors and their guardians, who speaks for a side."""

import frappe
from frappe.utils import add_years, getdate

from yumen_governance.api import dispute_parties
from yumen_governance.dispute_resolution.parties import MOST_REPRESENTATIVES, PartyError
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	fresh,
	invented_id,
	invented_phone,
	invented_uscc,
	make_dispute,
	make_grid,
	make_party,
	make_resident,
)

PARTY = "Dispute Party"


class TestParty(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.case = make_dispute()

	def test_numbers_are_sealed_and_masked(self):
		number, phone = invented_id("19710304"), invented_phone()
		party = make_party(self.case.name, id_number=number, phone=phone, agent_name="裴", agent_phone=phone)
		row = frappe.db.sql(f"select * from `tab{PARTY}` where name = %s", party.name, as_dict=True)[0]
		self.assertNotIn(number, str(row))
		self.assertNotIn(phone, str(row))
		self.assertTrue(row.id_number_index and row.phone_index)
		self.assertEqual((row.id_number_tail, party.agent_phone), (number[-4:], f"199****{phone[-4:]}"))

	def test_number_tells_birth_date_sex_and_age(self):
		party = make_party(self.case.name, id_number=invented_id("19710304", "2"))
		self.assertEqual((str(party.birth_date), party.sex), ("1971-03-04", "sex-2"))
		self.assertGreater(party.age, 50)

	def test_known_resident_is_found_by_the_number(self):
		number = invented_id()
		resident = make_resident(make_grid(make_grid(make_grid().name).name).name, id_number=number)
		party = make_party(self.case.name, id_number=number)
		self.assertEqual(party.resident, resident.name)
		with self.as_user(actor("clerk")):
			case = make_dispute()
			known = dispute_parties.known(case.name, number)
		self.assertEqual(known["party_name"], resident.resident_name)
		searched = {"reference_name": resident.name, "action": "Search", "case_name": case.name}
		self.assertTrue(frappe.db.exists("Sensitive Access Log", searched))

	def test_search_by_number_is_for_who_works_on_the_case(self):
		with self.as_user(actor("mediator")):
			self.assertRefused(frappe.PermissionError, dispute_parties.known, self.case.name, invented_id())

	def test_minor_needs_a_guardian_and_seals_the_case(self):
		born = add_years(getdate(), -12).strftime("%Y%m%d")
		with self.in_language("zh"):
			message = self.assertRefused(PartyError, make_party, self.case.name, id_number=invented_id(born))
		self.assertIn("《民法典》第二十三条", message)
		self.assertEqual(fresh(self.case).confidentiality, "Ordinary")
		party = make_party(
			self.case.name, id_number=invented_id(born), guardian_name="申静和", guardian_phone="19900001234"
		)
		case = fresh(self.case)
		self.assertTrue(party.is_minor and case.involves_minor)
		self.assertEqual(case.confidentiality, "Sealed")
		self.assertFalse(frappe.has_permission(PARTY, "read", party.name, actor("dispatcher")))

	def test_sixth_representative_of_a_side_is_refused_with_its_source(self):
		for _number in range(MOST_REPRESENTATIVES):
			make_party(self.case.name, is_representative=1)
		make_party(self.case.name, side="Respondent", is_representative=1)
		sixth = make_party(self.case.name)
		with self.in_language("zh"):
			message = self.assertRefused(PartyError, make_party, self.case.name, is_representative=1)
			self.assertRefused(PartyError, sixth.update({"is_representative": 1}).save)
		self.assertIn("《信访工作条例》第二十条", message)
		self.assertEqual(
			len([row for row in self.rows() if row.is_representative and row.side == "Applicant"]), 5
		)

	def rows(self):
		return frappe.get_all(PARTY, {"dispute_case": self.case.name}, ["is_representative", "side"])

	def test_same_person_stands_in_a_case_once(self):
		number = invented_id()
		make_party(self.case.name, id_number=number)
		self.assertRefused(PartyError, make_party, self.case.name, id_number=number, side="Respondent")
		make_party(make_dispute().name, id_number=number)

	def test_bad_values_are_refused_together(self):
		with self.in_language("zh"):
			message = self.assertRefused(
				PartyError, make_party, self.case.name, id_number="620981199001011234", phone="12"
			)
		self.assertTrue("身份证号" in message and "电话" in message)
		for values in (
			{"party_kind": "Organisation", "uscc": "91620981MA00000000"},
			{"agent_authority": "Special"},
			{"rights_told_on": "2099-01-01"},
			{"phone": "199****1234"},
		):
			with self.subTest(values):
				self.assertRefused(PartyError, make_party, self.case.name, **values)

	def test_organisation_has_no_personal_data(self):
		party = make_party(self.case.name, party_kind="Organisation", uscc=invented_uscc(), sex="sex-1")
		self.assertFalse(party.id_number or party.sex or party.birth_date)

	def test_mask_that_comes_back_leaves_the_stored_number(self):
		party = make_party(self.case.name)
		index = party.id_number_index
		dispute_parties.save(self.case.name, {"id_number": party.id_number, "address": "新址"}, party.name)
		self.assertEqual((fresh(party).id_number_index, fresh(party).address), (index, "新址"))

	def test_party_of_another_case_is_not_changed_through_mine(self):
		party = make_party(make_dispute().name)
		self.assertRefused(PartyError, dispute_parties.save, self.case.name, {"address": "x"}, party.name)

	def test_what_happens_to_parties_stands_in_the_timeline(self):
		party = make_party(self.case.name)
		dispute_parties.save(self.case.name, {"address": "新址"}, party.name)
		dispute_parties.remove(party.name)
		rows = frappe.get_all("Timeline Entry", {"reference_name": self.case.name}, pluck="action")
		self.assertEqual(sorted(rows), ["Add Party", "Change Party", "Remove Party"])
		self.assertFalse(frappe.db.exists(PARTY, party.name))

	def test_parties_of_an_ended_case_stay(self):
		party = make_party(self.case.name)
		self.case.db_set("stage", "Closed")
		self.assertRefused(PartyError, dispute_parties.remove, party.name)
