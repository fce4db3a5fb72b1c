"""One kind of message that a chat group is told of."""

from frappe.model.document import Document


class NotificationChannelMessage(Document):
	pass
