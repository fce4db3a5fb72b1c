"""A Service Item that a window offers."""

from frappe.model.document import Document


class ServiceWindowItem(Document):
	pass
