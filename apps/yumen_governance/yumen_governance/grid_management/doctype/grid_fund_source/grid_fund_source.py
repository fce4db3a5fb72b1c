"""A kind of post whose pay is put into the fund pool of a level 1 grid."""

from frappe.model.document import Document


class GridFundSource(Document):
	pass
