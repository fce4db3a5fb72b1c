"""One thing that is looked at, said as the state that is in order."""

from frappe.model.document import Document


class PatrolChecklistItem(Document):
	pass
