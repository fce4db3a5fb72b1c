"""A question of its own that a Service Item asks."""

from frappe.model.document import Document


class ServiceItemField(Document):
	pass
