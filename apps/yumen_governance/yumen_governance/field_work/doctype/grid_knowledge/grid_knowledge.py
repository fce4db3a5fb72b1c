"""What is known of a grid: one row for each item, when it was last brought up to date, by whom and by what."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class GridKnowledge(CodeWritten):
	pass


def on_doctype_update():
	"""One row for each grid and item; index what coverage and phones ask."""
	frappe.db.add_unique("Grid Knowledge", ["grid", "item"], "one_for_each_item")
	frappe.db.add_index("Grid Knowledge", ["grid_path", "modified"])
	frappe.db.add_index("Grid Knowledge", ["is_live", "grid_path", "fresh_until"], "coverage")
