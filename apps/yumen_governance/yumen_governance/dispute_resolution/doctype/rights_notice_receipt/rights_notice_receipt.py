"""A party who received the notice of rights and duties."""

from frappe.model.document import Document


class RightsNoticeReceipt(Document):
	pass
