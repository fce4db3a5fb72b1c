"""By which channels a person is told of one kind of message."""

from frappe.model.document import Document


class NotificationPreferenceChoice(Document):
	pass
