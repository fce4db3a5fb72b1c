"""What a clock of a case measures, such as the time until somebody signs for it."""

from frappe.model.document import Document


class ClockKind(Document):
	pass
