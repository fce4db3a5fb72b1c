"""What a phone sent and what became of it: by this row, an item that comes again is answered and not done twice."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class FieldItem(CodeWritten):
	pass


def on_doctype_update():
	"""An item is one of its person's; the last version that somebody wrote of a record is found by the second index."""
	frappe.db.add_unique("Field Item", ["user", "item"])
	frappe.db.add_index("Field Item", ["touched", "user"])
