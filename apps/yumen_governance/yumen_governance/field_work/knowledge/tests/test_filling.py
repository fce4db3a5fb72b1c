"""What is known of a grid (三知三清六掌握)."""

import frappe
from frappe.utils import add_days, getdate, now_datetime

from yumen_governance.field_work.entry_days import taking
from yumen_governance.field_work.knowledge import filling
from yumen_governance.field_work.visits.tests.maker import FieldCase
from yumen_governance.grid_management.code_written import WrittenByActionsOnlyError
from yumen_governance.tests.factories import actor, make_grid

ITEMS = 12


class TestKnowledge(FieldCase):
	def rows(self, grid=None) -> dict:
		rows = frappe.get_all("Grid Knowledge", {"grid": grid or self.grid, "is_live": 1}, ["*"])
		return {row.item: row for row in rows}

	def known(self) -> set[str]:
		return {item for item, row in self.rows().items() if row.known_on}

	def test_every_grid_of_the_lowest_level_has_the_twelve_items(self):
		filling.keep_rows()
		made = filling.keep_rows()
		self.assertEqual((made, len(self.rows()), len(self.rows(self.community))), (0, ITEMS, 0))
		self.assertEqual(self.known(), set())

	def test_a_visit_brings_up_to_date_what_it_names_and_what_every_visit_does(self):
		visit = self.visit(knowledge=[{"item": "从业就业", "note": "一人务工"}])
		self.assertEqual(self.known(), {"知户情", "知民情", "从业就业"})
		row = self.rows()["从业就业"]
		self.assertEqual(
			(row.note, row.source_name, row.known_by_name), ("一人务工", visit.name, visit.visitor_name)
		)
		self.assertEqual(row.fresh_until, add_days(getdate(visit.visited_on), 90))

	def test_nobody_at_home_brings_nothing(self):
		self.visit(met="Nobody at Home", findings="")
		self.assertEqual(self.known(), set())

	def test_a_ticked_activity_brings_up_to_date_what_it_is_set_to(self):
		self.plan_day(getdate())
		plan = self.plan_of(self.member, getdate())
		self.take(
			taking.take_activity,
			actor("member"),
			plan=plan.name,
			activities=[{"activity": "环境卫生整治", "done": 1, "findings": "已清理"}],
		)
		self.assertEqual(self.known(), {"环境卫生"})
		self.assertEqual(self.rows()["环境卫生"].note, "已清理")

	def test_what_was_known_later_stays(self):
		filling.fill(self.grid, {"环境卫生": "新"}, filling.Source("", "", now_datetime(), "甲"))
		filling.fill(
			self.grid, {"环境卫生": "旧"}, filling.Source("", "", add_days(now_datetime(), -9), "乙")
		)
		self.assertEqual(self.rows()["环境卫生"].note, "新")

	def test_days_of_an_item_are_the_offices_to_change(self):
		filling.fill(self.grid, {"环境卫生": ""}, filling.Source("", "", now_datetime(), "甲"))
		item = frappe.get_doc("Knowledge Item", "环境卫生")
		item.stale_after_days = 5
		item.save()
		self.assertEqual(self.rows()["环境卫生"].fresh_until, add_days(getdate(), 5))

	def test_closed_grids_and_items_out_of_use_do_not_count(self):
		filling.keep_rows()
		frappe.db.set_value("Knowledge Item", "环境卫生", "is_active", 0)
		frappe.db.set_value("Grid", self.other_grid, "is_active", 0)
		filling.keep_rows()
		self.assertEqual((len(self.rows()), len(self.rows(self.other_grid))), (ITEMS - 1, 0))
		frappe.db.set_value("Grid", self.other_grid, "is_active", 1)
		filling.keep_rows()
		self.assertEqual(len(self.rows(self.other_grid)), ITEMS - 1)

	def test_nobody_writes_it_by_hand(self):
		filling.keep_rows()
		row = frappe.get_doc("Grid Knowledge", {"grid": self.grid})
		row.note = "x"
		self.assertRefused(WrittenByActionsOnlyError, row.save)
		self.assertRefused(WrittenByActionsOnlyError, row.delete)

	def test_paths_follow_a_grid_that_moves(self):
		filling.keep_rows()
		self.visit()
		target = make_grid(make_grid().name)
		grid = frappe.get_doc("Grid", self.grid)
		grid.parent_grid = target.name
		grid.save()
		path = frappe.db.get_value("Grid", self.grid, "grid_path")
		self.assertEqual({row.grid_path for row in self.rows().values()}, {path})
		visit = frappe.db.get_value("Household Visit", {"grid": self.grid}, "grid_path")
		self.assertEqual(visit, path)
