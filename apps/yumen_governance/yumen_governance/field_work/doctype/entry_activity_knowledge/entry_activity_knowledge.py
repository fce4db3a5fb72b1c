"""An item of knowledge that an activity of an entry day brings up to date."""

from frappe.model.document import Document


class EntryActivityKnowledge(Document):
	pass
