"""A notice that was read out."""

from frappe.model.document import Document


class PublicityTalkNotice(Document):
	pass
