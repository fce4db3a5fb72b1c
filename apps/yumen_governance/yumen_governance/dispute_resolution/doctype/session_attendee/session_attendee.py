"""One person present at a mediation session, and whether they signed its record."""

from frappe.model.document import Document


class SessionAttendee(Document):
	pass
