"""Where disputes come from: an application, the committee's own initiative, or another body."""

from frappe.model.document import Document


class CaseSource(Document):
	pass
