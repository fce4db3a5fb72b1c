"""The demo city's registry: valid, invented, complete, and never doubled."""

from datetime import date

import frappe

from yumen_governance.demo.grids import ensure_grids
from yumen_governance.demo.households import People
from yumen_governance.demo.registry import LOADED, ensure_registry
from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.identifiers import id_problem, phone_problem
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.search_keys import TABLE
from yumen_governance.tests.case import GovernanceTestCase

TODAY = date(2026, 11, 23)


class TestPeople(GovernanceTestCase):
	def test_numbers_are_sound_unique_and_nobodys(self):
		families = list(People(TODAY).families(200))
		numbers = [person["id_number"] for family in families for person in family.people]
		self.assertEqual(len(set(numbers)), len(numbers))
		for number in numbers:
			self.assertIsNone(id_problem(number, TODAY))
			self.assertTrue(number.startswith("990000"))

	def test_phones_are_of_a_shape_that_no_operator_allocates(self):
		for family in People(TODAY).families(50):
			for phone in filter(None, (person["phone"] for person in family.people)):
				self.assertTrue(phone.startswith("1990000"))
				self.assertIsNone(phone_problem(phone))

	def test_same_day_makes_the_same_people(self):
		first, second = (list(People(TODAY).families(20)) for _ in range(2))
		self.assertEqual(first, second)


class TestDemoRegistry(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		for doctype in (*REGISTRY_DOCTYPES, "Rental Tenant", "Hazard Kind Link"):
			frappe.db.delete(doctype)
		frappe.db.sql(f"delete from `{TABLE}`")
		frappe.db.set_default(LOADED, None)
		ensure_grids()
		ensure_registry()

	def test_city_is_peopled_and_nothing_is_doubled(self):
		counts = {doctype: frappe.db.count(doctype) for doctype in REGISTRY_DOCTYPES}
		self.assertGreaterEqual(counts["Resident"], 280)
		self.assertGreaterEqual(counts["Household"], 120)
		for doctype, fewest in (
			("Organization", 12),
			("Public Facility", 12),
			("Hazard", 2),
			("Key Area", 2),
		):
			self.assertGreaterEqual(counts[doctype], fewest)
		ensure_registry()
		self.assertEqual({doctype: frappe.db.count(doctype) for doctype in REGISTRY_DOCTYPES}, counts)

	def test_records_are_as_if_they_had_been_saved_one_by_one(self):
		for doctype in REGISTRY_DOCTYPES:
			names = frappe.get_all(doctype, pluck="name", limit=12)
			for name in names:
				with self.subTest(doctype, name=name):
					doc = frappe.get_doc(doctype, name)
					before = doc.get_valid_dict()
					after = doc.save().get_valid_dict()
					changed = {key for key in before if before[key] != after[key]} - {"modified"}
					self.assertFalse(changed)

	def test_plain_values_are_sealed(self):
		row = frappe.get_all(
			"Resident", {"id_number": ["is", "set"]}, ["name", "sealed", "id_number"], limit=1
		)[0]
		plain = unseal("Resident", row.name, row.sealed)
		self.assertTrue(plain["id_number"].startswith("990000"))
		self.assertNotIn(plain["id_number"], str(frappe.get_doc("Resident", row.name).as_dict()))

	def test_residents_are_found(self):
		self.assertTrue(frappe.db.sql(f"select count(*) from `{TABLE}`")[0][0])
