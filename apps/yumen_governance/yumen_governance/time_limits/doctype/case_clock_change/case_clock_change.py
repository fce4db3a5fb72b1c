"""A pause or an extension of a clock, and why."""

from frappe.model.document import Document


class CaseClockChange(Document):
	pass
