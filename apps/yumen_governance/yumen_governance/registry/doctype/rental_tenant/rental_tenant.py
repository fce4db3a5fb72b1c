"""Somebody who rents a house, linked to their own record."""

from frappe.model.document import Document


class RentalTenant(Document):
	pass
