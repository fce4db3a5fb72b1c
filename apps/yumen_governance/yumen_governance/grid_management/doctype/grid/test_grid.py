"""The grid tree keeps its shape, and a move takes everything under it along."""

import frappe
from frappe.utils.nestedset import NestedSetMultipleRootsError

from yumen_governance.grid_management.doctype.grid.grid import GridCodeError, GridLevelError
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import make_event, make_grid, make_grid_member


class TestGrid(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township = make_grid().name
		self.community = make_grid(self.township).name
		self.compound = make_grid(self.community).name

	def test_level_and_path_follow_from_unit_type_and_parent(self):
		grid = frappe.get_doc("Grid", self.compound)
		self.assertEqual((grid.grid_level, grid.is_group), ("Level 3", 0))
		self.assertEqual(grid.grid_path, f"620981.{self.township}.{self.community}.{self.compound}.")

	def test_level_two_grid_under_a_level_three_one_is_refused(self):
		self.assertRefused(
			GridLevelError, make_grid, self.community, unit_type="Community", parent_grid=self.compound
		)

	def test_level_one_grid_under_another_is_refused(self):
		self.assertRefused(GridLevelError, make_grid, parent_grid=self.township, grid_code="620981998")

	def test_refusal_of_the_level_is_chinese(self):
		with self.in_language("zh"):
			message = self.assertRefused(
				GridLevelError, make_grid, self.community, unit_type="Community", parent_grid=self.compound
			)
		self.assertIn("二级网格的上级必须是一级网格", message)

	def test_unit_type_of_another_level_is_refused(self):
		for values in ({"unit_type": "Township"}, {"unit_type": "Villager Group", "grid_level": "Level 2"}):
			with self.subTest(values):
				self.assertRefused(GridLevelError, make_grid, self.township, **values)

	def test_grid_without_a_parent_is_refused(self):
		self.assertRefused(GridLevelError, make_grid, self.township, parent_grid=None)

	def test_unknown_parent_is_refused(self):
		self.assertRefused(frappe.LinkValidationError, make_grid, self.township, parent_grid="no such")

	def test_second_city_is_refused(self):
		city = {"grid_name": "C", "grid_code": "990000", "unit_type": "City", "parent_grid": None}
		self.assertRefused(NestedSetMultipleRootsError, make_grid, **city)

	def test_code_must_begin_with_the_code_of_the_parent(self):
		self.assertRefused(GridCodeError, make_grid, self.township, grid_code="111111111111")

	def test_code_must_have_the_digits_of_its_level(self):
		for code in (
			f"{self.township}1",
			f"{self.township}0001",
			f"{self.township}00A",
			f"{self.township}٠٠١",
		):
			with self.subTest(code):
				self.assertRefused(GridCodeError, make_grid, self.township, grid_code=code)

	def test_code_is_never_used_twice(self):
		self.assertRefused(frappe.DuplicateEntryError, make_grid, self.township, grid_code=self.community)

	def test_level_of_a_grid_is_kept(self):
		grid = frappe.get_doc("Grid", self.community)
		grid.update({"grid_level": "Level 3", "unit_type": "Villager Group"})
		self.assertRefused(GridLevelError, grid.save)

	def test_moving_a_grid_rewrites_the_paths_of_all_under_it(self):
		member = make_grid_member(self.compound)
		event = make_event(self.compound, lead_grid=self.community)
		bystander = make_event(self.township)
		new_home = make_grid().name
		grid = frappe.get_doc("Grid", self.community)
		grid.parent_grid = new_home
		grid.save()
		moved = f"620981.{new_home}.{self.community}."
		under = f"{moved}{self.compound}."
		for record, fieldname, path in (
			(grid, "grid_path", moved),
			(frappe.get_doc("Grid", self.compound), "grid_path", under),
			(member, "grid_path", under),
			(event, "grid_path", under),
			(event, "lead_grid_path", moved),
			(bystander, "grid_path", f"620981.{self.township}."),
		):
			with self.subTest(record.doctype, field=fieldname):
				self.assertEqual(frappe.db.get_value(record.doctype, record.name, fieldname), path)

	def test_grid_with_grids_under_it_is_not_deleted(self):
		self.assertRefused(frappe.ValidationError, frappe.delete_doc, "Grid", self.community)
