"""An activity of an entry day: whether it was done, what was found, what became of that."""

from frappe.model.document import Document


class PlannedActivity(Document):
	pass
