"""An item of knowledge that a visit brought up to date."""

from frappe.model.document import Document


class VisitKnowledge(Document):
	pass
