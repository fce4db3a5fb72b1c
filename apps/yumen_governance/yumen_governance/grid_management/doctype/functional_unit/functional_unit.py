"""A department or office that cases are assigned to."""

import frappe
from frappe import _
from frappe.model.naming import make_autoname
from frappe.utils.nestedset import NestedSet


class FunctionalUnit(NestedSet):
	nsm_parent_field = "parent_unit"

	def autoname(self):
		self.unit_code = self.unit_code or make_autoname("FU-.####")
		self.name = self.unit_code

	def validate(self):
		self.validate_handlers()

	def validate_handlers(self):
		users = [row.user for row in self.handlers]
		if len(users) != len(set(users)):
			frappe.throw(_("A handler is listed twice."))
