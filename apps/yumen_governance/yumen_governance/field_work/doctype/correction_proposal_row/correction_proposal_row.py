"""One field that a proposal would change, old and new as people may read them."""

from frappe.model.document import Document


class CorrectionProposalRow(Document):
	pass
