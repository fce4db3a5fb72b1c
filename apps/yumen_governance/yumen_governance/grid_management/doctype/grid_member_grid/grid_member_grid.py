"""A further level 3 grid that a grid member looks after."""

from frappe.model.document import Document


class GridMemberGrid(Document):
	pass
