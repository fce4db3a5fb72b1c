"""A type of dispute that a committee or a mediator takes."""

from frappe.model.document import Document


class MediationDisputeType(Document):
	pass
