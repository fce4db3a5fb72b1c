"""One number that a Counter Check found wrong."""

from frappe.model.document import Document


class CounterDifference(Document):
	pass
