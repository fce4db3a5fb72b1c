from frappe.model.document import Document


class EventAssistingUnit(Document):
	"""A unit that assists with an event."""
