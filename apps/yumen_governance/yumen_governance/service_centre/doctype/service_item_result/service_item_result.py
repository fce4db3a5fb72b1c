"""A result that a Service Item may have."""

from frappe.model.document import Document


class ServiceItemResult(Document):
	pass
