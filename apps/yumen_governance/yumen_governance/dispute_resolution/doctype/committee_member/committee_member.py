"""One member of a mediation committee, with the post held in it."""

from frappe.model.document import Document


class CommitteeMember(Document):
	pass
