"""A photo on its way from a phone, in pieces, until the item that names it is taken."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class FieldUpload(CodeWritten):
	pass


def on_doctype_update():
	"""An upload is one of its person's."""
	frappe.db.add_unique("Field Upload", ["user", "upload"])
