"""A column of an imported file, and the field that it fills."""

from frappe.model.document import Document


class RegistryImportColumn(Document):
	pass
