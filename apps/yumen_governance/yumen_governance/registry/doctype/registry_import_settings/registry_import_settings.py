"""How large a file may be, and how long an unused one is kept."""

from frappe.model.document import Document


class RegistryImportSettings(Document):
	pass
