"""A grid for which a committee or a mediator works."""

from frappe.model.document import Document


class MediationGrid(Document):
	pass
