"""The township on which the tests of splitting, merging, moving and closing work."""

import frappe
from frappe.utils import getdate

from yumen_governance.grid_management import grid_changes
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import make_grid

EVENT = "Governance Event"


class ChangeTestCase(GovernanceTestCase):
	"""A township with two communities; the first has three compounds."""

	def setUp(self):
		super().setUp()
		self.township = make_grid().name
		self.community, self.other = (make_grid(self.township).name for _ in range(2))
		self.first, self.second, self.third = (make_grid(self.community).name for _ in range(3))

	def order(self, kind, *sources, today=None, **values):
		change = {"kind": kind, "reason": "By order", "sources": sources, **values}
		return grid_changes.order(change, frappe.session.user, today or getdate())

	def split(self, source, *parts, **values):
		level_three = {"unit_type": "Residential Compound"}
		new = [{"grid_name": f"Part {code[-3:]}", "grid_code": code, **level_three} for code in parts]
		new[-1]["takes_rest"] = 1
		return self.order("Split Grid", source, new_grids=new, **values)

	def codes(self, *numbers):
		return [f"{self.community}{number:03}" for number in numbers]

	def where(self, record) -> str:
		return frappe.db.get_value(record.doctype, record.name, "grid")

	def path(self, doctype, name, fieldname="grid_path"):
		return frappe.db.get_value(doctype, name, fieldname)

	def state(self, grid):
		return frappe.db.get_value("Grid", grid, ["is_active", "grid_status", "successor"])

	def assertTreeIsSound(self):
		rows = frappe.get_all("Grid", fields=["name", "parent_grid", "lft", "rgt"], order_by="lft")
		places = {row.name: row for row in rows}
		self.assertEqual(
			sorted(end for row in rows for end in (row.lft, row.rgt)), list(range(1, 2 * len(rows) + 1))
		)
		for row in rows:
			if row.parent_grid:
				above = places[row.parent_grid]
				self.assertTrue(above.lft < row.lft < row.rgt < above.rgt, row)

	def assertPathsAreSound(self):
		for doctype, link, path in (
			("Grid Member", "grid", "grid_path"),
			(EVENT, "grid", "grid_path"),
			(EVENT, "lead_grid", "lead_grid_path"),
		):
			for row in frappe.get_all(doctype, {link: ["is", "set"]}, ["name", link, path]):
				self.assertEqual(row[path], self.path("Grid", row[link]), row)
