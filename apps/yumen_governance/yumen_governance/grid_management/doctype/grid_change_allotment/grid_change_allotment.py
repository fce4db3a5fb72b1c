"""A record that a split gives to one of the new grids by name."""

from frappe.model.document import Document


class GridChangeAllotment(Document):
	pass
