"""Office hours of a working day."""

from frappe.model.document import Document


class WorkingCalendarShift(Document):
	pass
