"""What kinds of notices there are."""

from frappe.model.document import Document


class NoticeCategory(Document):
	pass
