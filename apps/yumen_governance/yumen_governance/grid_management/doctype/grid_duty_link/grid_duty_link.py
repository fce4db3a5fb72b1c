"""A duty that a grid member has or that a unit answers for."""

from frappe.model.document import Document


class GridDutyLink(Document):
	pass
