"""The grid tree keeps its shape, and a move takes everything under it along."""

import frappe
from frappe.utils.nestedset import NestedSetMultipleRootsError

from yumen_governance.grid_management.doctype.grid.grid import (
	GridBoundaryError,
	GridCodeError,
	GridInUseError,
	GridLevelError,
	GridStateError,
)
from yumen_governance.grid_management.grid_codes import suggest_codes
from yumen_governance.grid_management.tests.test_grid_geometry import boundary, polygon, ring
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

	def test_parent_that_is_not_in_use_is_refused(self):
		ended = make_grid(is_active=0).name
		self.assertRefused(GridStateError, make_grid, ended)
		grid = frappe.get_doc("Grid", self.community)
		grid.parent_grid = ended
		self.assertRefused(GridStateError, grid.save)

	def test_parent_changed_without_the_action_is_written_down(self):
		grid, new_home = frappe.get_doc("Grid", self.community), make_grid().name
		grid.parent_grid = new_home
		grid.save()
		change = frappe.get_last_doc("Grid Change", {"kind": "Move Grid"})
		self.assertEqual((change.status, change.former_parent), ("Applied", self.township))
		self.assertEqual([row.grid for row in change.grids], [self.community, new_home])

	def test_form_opened_before_the_tree_moved_does_not_put_its_place_back(self):
		opened = frappe.get_doc("Grid", self.community)
		make_grid(self.township, grid_code=f"{self.township}001")
		make_grid(self.community)
		opened.lft, opened.description = opened.lft - 1, "Changed"
		opened.save()
		self.assertTreeIsSound()

	def assertTreeIsSound(self):
		rows = frappe.get_all("Grid", fields=["name", "parent_grid", "lft", "rgt"], order_by="lft")
		places = {row.name: row for row in rows}
		ends = [end for row in rows for end in (row.lft, row.rgt)]
		self.assertEqual(len(ends), len(set(ends)))
		for row in rows:
			if row.parent_grid:
				above = places[row.parent_grid]
				self.assertTrue(above.lft < row.lft < row.rgt < above.rgt, row)


class TestEndAndCode(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township = make_grid().name

	def test_use_is_not_ended_by_a_tick(self):
		for values in ({"is_active": 0}, {"grid_status": "Merged"}, {"successor": "620981"}):
			with self.subTest(values):
				grid = frappe.get_doc("Grid", self.township)
				grid.update(values)
				self.assertRefused(GridStateError, grid.save)

	def test_grid_that_ended_is_history(self):
		ended = make_grid(is_active=0)
		self.assertEqual(ended.grid_status, "Closed Down")
		for values in ({"grid_name": "Another"}, {"is_active": 1}):
			with self.subTest(values):
				self.assertRefused(GridStateError, frappe.get_doc("Grid", ended.name).update(values).save)

	def test_grid_that_was_never_used_is_deleted_and_its_code_never_issued_again(self):
		code = make_grid(self.township).name
		frappe.delete_doc("Grid", code)
		message = self.assertRefused(GridCodeError, make_grid, self.township, grid_code=code)
		self.assertIn("never issued twice", message)
		self.assertNotIn(code, suggest_codes(self.township, 20))

	def test_used_grid_is_not_deleted(self):
		member = make_grid(self.township)
		make_grid_member(member.name, "Grid Leader")
		with_event = make_grid(self.township)
		make_event(with_event.name)
		for grid in (member, with_event):
			message = self.assertRefused(GridInUseError, frappe.delete_doc, "Grid", grid.name)
			self.assertIn("Close it instead", message)
			self.assertRefused(GridInUseError, frappe.delete_doc, "Grid", grid.name, force=True)
			self.assertTrue(frappe.db.exists("Grid", grid.name))

	def test_grid_that_was_used_once_is_not_deleted(self):
		left, deserted = make_grid(self.township), make_grid(self.township)
		event = make_event(left.name)
		event.grid = self.township
		event.save(ignore_version=False)
		frappe.delete_doc("Grid Member", make_grid_member(deserted.name, "Grid Leader").name)
		for grid in (left, deserted):
			self.assertRefused(GridInUseError, frappe.delete_doc, "Grid", grid.name)

	def test_code_is_not_renamed(self):
		self.assertRefused(GridCodeError, frappe.rename_doc, "Grid", self.township, "620981997", force=True)

	def test_suggested_codes_are_the_lowest_free_ones(self):
		make_grid(self.township, grid_code=f"{self.township}002")
		frappe.delete_doc("Grid", make_grid(self.township, grid_code=f"{self.township}001").name)
		self.assertEqual(suggest_codes(self.township, 2), [f"{self.township}003", f"{self.township}004"])
		self.assertRefused(GridCodeError, suggest_codes, self.township, 999)


class TestFigures(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.community = make_grid(make_grid().name).name

	def warned(self, **values) -> str:
		frappe.clear_messages()
		make_grid(self.community, **{"unit_type": "Residential Compound", **values})
		return str(frappe.get_message_log())

	def test_urban_grid_of_unusual_size_is_saved_with_a_warning(self):
		self.assertIn("299 households, fewer than 300", self.warned(households=299))
		self.assertIn("501 households, more than 500", self.warned(households=501))
		self.assertIn("1001 people, more than 1000", self.warned(households=400, population=1001))

	def test_usual_rural_and_unknown_sizes_are_saved_in_silence(self):
		for values in (
			{"households": 300, "population": 1000},
			{"households": 500},
			{},
			{"unit_type": "Villager Group", "households": 40, "population": 9000},
		):
			with self.subTest(values):
				self.assertNotIn("usual size", self.warned(**values))

	def test_limits_are_settings(self):
		self.addCleanup(frappe.clear_document_cache, "Grid Settings", "Grid Settings")
		settings = frappe.get_doc("Grid Settings")
		settings.update({"min_households": 100, "max_households": 0, "max_population": 0}).save()
		self.assertNotIn("usual size", self.warned(households=100, population=9999))
		self.assertIn("fewer than 100", self.warned(households=99))

	def test_specialist_grid_says_what_it_is_for(self):
		self.assertRefused(frappe.ValidationError, make_grid, self.community, grid_kind="Specialist Grid")
		market = make_grid(self.community, grid_kind="Specialist Grid", specialist_purpose="Market")
		self.assertEqual(market.specialist_purpose, "Market")
		market.update({"grid_kind": "General Grid"}).save()
		self.assertFalse(market.specialist_purpose)

	def test_wrong_boundary_is_refused_in_chinese_and_nothing_is_stored(self):
		with self.in_language("zh"):
			message = self.assertRefused(
				GridBoundaryError,
				make_grid,
				self.community,
				boundary=boundary({"type": "Point", "coordinates": [97, 40]}),
			)
		self.assertIn("边界由多边形组成", message)

	def test_boundary_gives_box_and_area_and_a_measured_area_is_kept(self):
		drawn = boundary(polygon(ring(97, 40, 97.01, 40.01)))
		grid = make_grid(self.community, boundary=drawn)
		self.assertEqual((grid.min_lon, grid.min_lat, grid.max_lon, grid.max_lat), (97, 40, 97.01, 40.01))
		self.assertAlmostEqual(grid.area, 0.947, places=2)
		self.assertEqual(make_grid(self.community, boundary=drawn, area=2).area, 2)

	def test_box_is_not_taken_from_outside(self):
		grid = make_grid(self.community, boundary=boundary(polygon(ring(97, 40, 98, 41))))
		grid.update({"min_lon": 0, "max_lon": 180}).save()
		self.assertEqual((grid.min_lon, grid.max_lon), (97, 98))
