from frappe.model.document import Document


class EventRepresentative(Document):
	"""One of at most five people who speak for a group (信访工作条例, art. 20)."""
