"""A mediator who held a session, and whether they signed its record."""

from frappe.model.document import Document


class SessionMediator(Document):
	pass
