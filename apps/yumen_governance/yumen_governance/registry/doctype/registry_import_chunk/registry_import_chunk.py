"""What one chunk of an import wrote, as far as its undoing needs it; written by the import alone."""

from frappe.model.document import Document


class RegistryImportChunk(Document):
	pass
