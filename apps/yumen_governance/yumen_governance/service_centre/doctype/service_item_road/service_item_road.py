"""A legal road that goes before a petition."""

from frappe.model.document import Document


class ServiceItemRoad(Document):
	pass
