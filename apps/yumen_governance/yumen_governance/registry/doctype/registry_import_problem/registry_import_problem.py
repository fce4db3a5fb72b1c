"""A line of the report of an import: what is wrong in a row."""

from frappe.model.document import Document


class RegistryImportProblem(Document):
	pass
