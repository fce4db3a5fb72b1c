"""Duties, sources of members, kinds of pooled pay and responsible units are there after an installation."""

import frappe

from yumen_governance.seed import categories, duties, funds, members
from yumen_governance.tests.case import GovernanceTestCase

NAMED_DUTIES = {"综治", "禁毒", "卫健", "民政", "社保", "道路交通", "安监", "计生", "消防"}


def names(doctype: str, filters: dict) -> set[str]:
	return set(frappe.get_all(doctype, filters, pluck="name"))


class TestPeopleSeeds(GovernanceTestCase):
	def test_duties_have_a_leading_unit_that_answers_for_them(self):
		self.assertLessEqual(NAMED_DUTIES, names("Grid Duty", {"is_active": 1}))
		for duty, department in frappe.get_all(
			"Grid Duty", {"name": ["in", list(duties.read())]}, ["name", "department"], as_list=True
		):
			with self.subTest(duty):
				unit = frappe.get_doc("Functional Unit", department)
				self.assertIn(duty, {row.duty for row in unit.duties})

	def test_every_entry_item_is_marked_as_a_sample(self):
		seeded = {"parent": ["in", list(duties.read())]}
		self.assertTrue(frappe.db.count("Grid Duty Item", seeded))
		self.assertFalse(frappe.db.count("Grid Duty Item", {**seeded, "is_sample": 0}))

	def test_duty_is_seeded_without_a_unit_that_the_office_deleted(self):
		name = next(iter(duties.read()))
		frappe.db.delete("Seeded Record", {"reference_name": name})
		frappe.db.delete("Grid Duty", {"name": name})
		frappe.db.delete("Functional Unit", {"name": duties.read()[name]["department"]})
		duties.seed()
		self.assertIsNone(frappe.db.get_value("Grid Duty", name, "department"))

	def test_every_post_has_somebody_to_be_filled_from(self):
		for field in ("for_leader", "for_deputy_leader", "for_full_time", "for_part_time"):
			self.assertTrue(names("Grid Member Source", {field: 1}) & set(members.SOURCES), field)
		self.assertNotIn("志愿者", names("Grid Member Source", {"for_leader": 1}))

	def test_pay_of_the_article_is_pooled(self):
		self.assertLessEqual(set(funds.SOURCES), names("Grid Fund Source", {"is_active": 1}))

	def test_yuan_is_written_with_its_sign(self):
		self.assertEqual(frappe.db.get_value("Currency", "CNY", "symbol"), "¥")

	def test_sign_that_the_office_chose_stays(self):
		frappe.db.set_value("Currency", "CNY", "symbol", "元")
		funds.seed()
		self.assertEqual(frappe.db.get_value("Currency", "CNY", "symbol"), "元")

	def test_categories_name_units_that_exist(self):
		for kind, unit in categories.UNITS.items():
			found = frappe.db.get_value("Event Category", {"category_name": kind}, "responsible_unit")
			self.assertEqual(found, unit, kind)
