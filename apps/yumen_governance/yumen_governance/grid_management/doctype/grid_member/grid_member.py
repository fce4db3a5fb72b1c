"""A person with a post in a grid."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from yumen_governance.grid_management.grid_paths import path_of

LEADER = "Grid Leader"


class LeaderTakenError(frappe.ValidationError):
	pass


class GridMember(Document):
	def validate(self):
		self.validate_term()
		self.validate_grid()
		self.validate_one_leader()
		self.grid_path = path_of(self.grid)

	def validate_term(self):
		if self.from_date and self.to_date and getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("The term of office can't end before it begins."))

	def validate_grid(self):
		if self.is_active and not frappe.db.get_value("Grid", self.grid, "is_active"):
			frappe.throw(_("Grid {0} is not in use.").format(self.grid))

	def validate_one_leader(self):
		if not self.is_active or self.post != LEADER:
			return
		filters = {"grid": self.grid, "post": LEADER, "is_active": 1, "name": ["!=", self.name or ""]}
		if other := frappe.db.get_value("Grid Member", filters, "member_name"):
			frappe.throw(_("{0} already leads this grid.").format(other), LeaderTakenError)
