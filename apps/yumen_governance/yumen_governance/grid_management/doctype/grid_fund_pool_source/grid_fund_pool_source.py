"""An amount that one kind of post puts into a fund pool."""

from frappe.model.document import Document


class GridFundPoolSource(Document):
	pass
