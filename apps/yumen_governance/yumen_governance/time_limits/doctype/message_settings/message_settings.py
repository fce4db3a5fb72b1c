"""How long messages are kept."""

from frappe.model.document import Document


class MessageSettings(Document):
	pass
