"""Somebody who sits at a window."""

from frappe.model.document import Document


class ServiceWindowStaff(Document):
	pass
