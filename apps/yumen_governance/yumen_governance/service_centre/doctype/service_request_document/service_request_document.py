"""A document that a visitor brought, or is to bring."""

from frappe.model.document import Document


class ServiceRequestDocument(Document):
	pass
