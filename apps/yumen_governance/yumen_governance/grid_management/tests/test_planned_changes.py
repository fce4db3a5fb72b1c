"""Changes of a later day, what slipped through one, and which records are carried along."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.grid_management import grid_changes, grid_records, tasks
from yumen_governance.grid_management.grid_change_rules import GridChangeError
from yumen_governance.grid_management.grid_codes import GridCodeError
from yumen_governance.grid_management.grid_upkeep import carry_stragglers, mend_paths
from yumen_governance.grid_management.tests.changes import EVENT, ChangeTestCase
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid, make_grid_member


class TestPlanned(ChangeTestCase):
	def setUp(self):
		super().setUp()
		self.tomorrow = getdate(add_days(getdate(), 1))
		# The job commits and rolls back by change; here everything stays inside the test's savepoint
		for call in ("commit", "rollback"):
			patcher = patch.object(frappe.db, call)
			setattr(self, call, patcher.start())
			self.addCleanup(patcher.stop)
		frappe.db.delete("Grid Change", {"status": "Planned"})

	def on_day(self, day):
		return patch.object(tasks, "getdate", return_value=getdate(day))

	def test_change_of_a_later_day_is_applied_on_that_day_exactly_once(self):
		member = make_grid_member(self.first)
		change = self.order("Merge Grids", self.first, target=self.second, effective_date=self.tomorrow)
		self.assertEqual((change.status, self.where(member)), ("Planned", self.first))
		self.assertEqual(tasks.apply_planned_grid_changes(), [])
		with self.on_day(self.tomorrow):
			self.assertEqual(tasks.apply_planned_grid_changes(), [change.name])
			self.assertEqual(self.where(member), self.second)
			before = frappe.get_doc("Grid Change", change.name).as_dict()
			self.assertEqual(tasks.apply_planned_grid_changes(), [])
			grid_changes.apply_planned(change.name)
			self.assertEqual(frappe.get_doc("Grid Change", change.name).as_dict(), before)

	def test_missed_day_is_made_up_for(self):
		change = self.order("Merge Grids", self.first, target=self.second, effective_date=self.tomorrow)
		with self.on_day(add_days(self.tomorrow, 5)):
			self.assertEqual(tasks.apply_planned_grid_changes(), [change.name])

	def test_what_cannot_be_applied_is_written_down_and_told(self):
		with self.as_user(actor("administrator")):
			change = self.order("Merge Grids", self.first, target=self.second, effective_date=self.tomorrow)
		frappe.db.set_value("Grid", self.second, "is_active", 0)
		with self.on_day(self.tomorrow):
			self.assertEqual(tasks.apply_planned_grid_changes(), [])
		failed = frappe.get_doc("Grid Change", change.name)
		self.assertEqual(failed.status, "Could Not Be Applied")
		self.assertIn("not in use", failed.failure)
		self.assertTrue(self.rollback.called)
		told = {"document_name": change.name, "for_user": actor("administrator")}
		self.assertTrue(frappe.db.exists("Notification Log", told))
		frappe.db.set_value("Grid", self.second, "is_active", 1)
		self.assertEqual(grid_changes.apply_planned(change.name).status, "Applied")

	def test_deadlock_leaves_the_change_planned(self):
		change = self.order("Merge Grids", self.first, target=self.second, effective_date=self.tomorrow)
		with (
			self.on_day(self.tomorrow),
			patch.object(grid_changes, "apply_planned", side_effect=frappe.QueryDeadlockError),
		):
			self.assertEqual(tasks.apply_planned_grid_changes(), [])
		self.assertEqual(frappe.db.get_value("Grid Change", change.name, "status"), "Planned")

	def test_planned_change_holds_its_grids_and_codes_until_it_is_withdrawn(self):
		north, south = self.codes(1, 2)
		plan = self.split(self.first, north, south, effective_date=self.tomorrow)
		self.assertRefused(GridChangeError, self.order, "Merge Grids", self.first, target=self.second)
		self.assertRefused(GridCodeError, make_grid, self.community, grid_code=north)
		grid_changes.withdraw(plan.name)
		self.order("Merge Grids", self.first, target=self.second)
		self.assertTrue(make_grid(self.community, grid_code=north).name)
		with self.on_day(self.tomorrow):
			self.assertEqual(tasks.apply_planned_grid_changes(), [])

	def test_applied_change_is_not_withdrawn(self):
		change = self.order("Merge Grids", self.first, target=self.second)
		self.assertRefused(GridChangeError, grid_changes.withdraw, change.name)


class TestUpkeep(ChangeTestCase):
	def test_record_that_slipped_into_a_closed_grid_follows(self):
		self.order("Merge Grids", self.first, target=self.second)
		event = make_event(self.second)
		path = self.path("Grid", self.first)
		frappe.db.set_value(EVENT, event.name, {"grid": self.first, "grid_path": path})
		carry_stragglers()
		self.assertEqual(
			(self.where(event), self.path(EVENT, event.name)), (self.second, self.path("Grid", self.second))
		)
		self.assertEqual(carry_stragglers(), [])

	def test_path_that_missed_a_move_is_mended(self):
		event, member = make_event(self.second), make_grid_member(self.first)
		frappe.db.set_value(EVENT, event.name, "grid_path", "620981.")
		frappe.db.set_value("Grid Member", member.name, "grid_path", None)
		self.assertGreaterEqual(mend_paths(), 2)
		self.assertPathsAreSound()
		self.assertEqual(mend_paths(), 0)


class TestHook(GovernanceTestCase):
	def test_every_kind_of_record_with_a_grid_path_is_declared(self):
		declared = set(grid_records.path_fields()) | {("Grid", "grid_path")}
		fields = frappe.get_all(
			"DocField", {"fieldname": ["like", "%grid_path"], "fieldtype": "Data"}, ["parent", "fieldname"]
		)
		for field in fields:
			with self.subTest(field.parent, field=field.fieldname):
				self.assertIn((field.parent, field.fieldname), declared)

	def test_declared_fields_exist(self):
		for line in grid_records.declared():
			meta = frappe.get_meta(line.doctype)
			for fieldname in filter(None, (line.grid, line.path, line.follows, *(line.live or ()))):
				with self.subTest(line.doctype, field=fieldname):
					self.assertTrue(meta.has_field(fieldname))
					self.assertTrue(fieldname != line.grid or meta.get_field(fieldname).search_index)
