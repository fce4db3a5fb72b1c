"""Limits of intake that an office tunes: related events, pictures."""

from frappe.model.document import Document


class EventSettings(Document):
	pass
