"""A day that is off, or worked, by the State Council's notice."""

from frappe.model.document import Document


class WorkingCalendarDay(Document):
	pass
