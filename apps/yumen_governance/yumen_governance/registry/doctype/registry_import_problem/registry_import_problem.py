"""A line of the report of an import: what is wrong in a row."""

import frappe
from frappe.model.document import Document


class RegistryImportProblem(Document):
	pass


def on_doctype_update():
	"""Index the pages of a report."""
	frappe.db.add_index("Registry Import Problem", ["registry_import", "file_row"])
