"""A record that left a grid: phones that keep the grid are told of it at their next pull."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class FieldDeparture(CodeWritten):
	pass


def on_doctype_update():
	"""A pull reads what left a territory since the last one."""
	frappe.db.add_index("Field Departure", ["former_path", "gone_on"])
