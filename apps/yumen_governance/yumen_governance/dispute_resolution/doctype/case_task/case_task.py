"""What one unit does for a case, as its lead or assisting: asked, signed for, done, and what it recovered."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class CaseTask(CodeWritten):
	pass


def on_doctype_update():
	"""Find at once the tasks of a case, and what waits for a unit."""
	frappe.db.add_index("Case Task", ["dispute_case", "role", "status"])
	frappe.db.add_index("Case Task", ["unit", "status", "due_on"])
