"""A document that a Service Item needs."""

from frappe.model.document import Document


class ServiceItemDocument(Document):
	pass
