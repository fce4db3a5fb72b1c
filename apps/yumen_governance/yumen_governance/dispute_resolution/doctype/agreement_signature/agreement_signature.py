"""A party of a mediation agreement, and how and when they signed it."""

from frappe.model.document import Document


class AgreementSignature(Document):
	pass
