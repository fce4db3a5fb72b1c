"""One place that was looked at on a patrol, and how it was found."""

from frappe.model.document import Document


class PatrolPlace(Document):
	pass
