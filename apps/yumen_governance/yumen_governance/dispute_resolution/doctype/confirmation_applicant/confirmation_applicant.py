"""A party of an agreement that applies for its confirmation."""

from frappe.model.document import Document


class ConfirmationApplicant(Document):
	pass
