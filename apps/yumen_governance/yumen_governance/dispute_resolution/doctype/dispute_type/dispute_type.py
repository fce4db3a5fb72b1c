"""Kinds of disputes, as the Ministry of Justice counts them, and those that the city adds."""

from frappe.model.document import Document


class DisputeType(Document):
	pass
