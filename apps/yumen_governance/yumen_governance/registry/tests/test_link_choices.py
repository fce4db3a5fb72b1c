"""What link fields offer: the right records, told apart by words, found by what people type."""

import frappe

from yumen_governance.registry.sensitive_access import LOG
from yumen_governance.registry.tests.test_record import RecordTestCase
from yumen_governance.tests.factories import actor, invented_id, make_organization, make_resident


class TestLinkChoices(RecordTestCase):
	def choices(self, doctype, txt, person="member", **arguments) -> list[dict]:
		with self.as_user(actor(person)):
			found = self.call("frappe.desk.search.search_link", doctype=doctype, txt=txt, **arguments)
			return frappe.local.response.get("results") if found is None else found

	def names(self, txt, **arguments) -> set[str]:
		return {row["value"] for row in self.choices("Resident", txt, **arguments)}

	def test_residents_are_found_by_name_part_initials_tail_and_whole_number(self):
		number = invented_id()
		resident = make_resident(
			self.grid, resident_name="钱塘江", id_number=number, phone="19900008642"
		).name
		for text in ("钱", "塘江", "qtj", "8642", number, "19900008642"):
			with self.subTest(text):
				self.assertIn(resident, self.names(text))

	def test_search_by_a_whole_number_is_written_down(self):
		number = invented_id()
		resident = make_resident(self.grid, id_number=number).name
		self.names(number)
		self.assertTrue(
			frappe.db.exists(LOG, {"user": actor("member"), "action": "Search", "reference_name": resident})
		)

	def test_filters_narrow_what_was_found(self):
		here = make_resident(self.grid, resident_name="钱塘甲").name
		gone = make_resident(self.grid, resident_name="钱塘乙").name
		self.assertLessEqual({here, gone}, self.names("钱塘", filters={"grid": self.grid}))
		self.assertNotIn(gone, self.names("钱塘", filters={"name": ["!=", gone]}))
		self.assertEqual(
			self.names("钱塘", filters=frappe.as_json([["Resident", "name", "=", here]])), {here}
		)

	def test_without_a_text_recent_records_of_the_own_territory_are_offered(self):
		mine, theirs = make_resident(self.grid).name, make_resident(self.other_grid).name
		offered = self.names("")
		self.assertIn(mine, offered)
		self.assertNotIn(theirs, offered)

	def test_choices_are_described_by_words_not_by_names_of_records(self):
		resident = make_resident(self.grid, resident_name="钱塘江")
		row = self.choices("Resident", "钱塘江")[0]
		self.assertEqual(row["label"], "钱塘江")
		self.assertEqual(row["description"], f"{resident.id_number} · Grid {self.grid}")
		organization = make_organization(self.grid, organization_name="钱塘商店")
		row = self.choices("Organization", "钱塘商店")[0]
		self.assertEqual(row["description"], f"{organization.uscc} · Grid {self.grid}")

	def test_codes_are_described_by_their_code(self):
		row = self.choices("Code Value", "回族", filters={"code_list": "ethnic"})[0]
		self.assertEqual((row["label"], row["description"]), ("回族", "03"))

	def test_other_doctypes_are_searched_as_ever(self):
		self.assertTrue(self.choices("Event Category", "矛盾"))

	def test_who_may_not_read_residents_is_refused(self):
		self.assertRefused(frappe.PermissionError, self.choices, "Resident", "钱塘", person="clerk")
