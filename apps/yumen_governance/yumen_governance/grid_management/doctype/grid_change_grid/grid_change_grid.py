"""A grid that a change concerns: one that gives away, or one that receives."""

from frappe.model.document import Document

COPIED = ("grid_name", "grid_code", "unit_type", "households", "population")


class GridChangeGrid(Document):
	def as_grid(self) -> dict:
		"""Return the values of the new Grid that this row orders."""
		return {fieldname: self.get(fieldname) for fieldname in COPIED}
