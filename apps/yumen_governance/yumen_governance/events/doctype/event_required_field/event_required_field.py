"""A field that a source or a category asks for."""

from frappe.model.document import Document


class EventRequiredField(Document):
	pass
