"""The answer to a question of the Service Item's own."""

from frappe.model.document import Document


class ServiceRequestAnswer(Document):
	pass
