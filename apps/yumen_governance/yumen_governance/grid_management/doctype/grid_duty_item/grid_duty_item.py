"""A matter that a duty brings into the grid (入格事项)."""

from frappe.model.document import Document


class GridDutyItem(Document):
	pass
