"""A role that may report from a source."""

from frappe.model.document import Document


class EventSourceRole(Document):
	pass
