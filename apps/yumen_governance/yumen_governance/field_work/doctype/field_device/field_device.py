"""A phone on which a member is, or was, signed in: its keys belong to one session and go with it."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class FieldDevice(CodeWritten):
	pass


def on_doctype_update():
	"""One row for each person on a device."""
	frappe.db.add_unique("Field Device", ["user", "device"])
