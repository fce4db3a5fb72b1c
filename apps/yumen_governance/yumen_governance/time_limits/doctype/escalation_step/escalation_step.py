"""One step of a ladder: when, what happens, who is told."""

from frappe.model.document import Document


class EscalationStep(Document):
	pass
