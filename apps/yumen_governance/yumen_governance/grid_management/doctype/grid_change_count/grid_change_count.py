"""How many records of a kind a change carried from one grid to another."""

from frappe.model.document import Document


class GridChangeCount(Document):
	pass
