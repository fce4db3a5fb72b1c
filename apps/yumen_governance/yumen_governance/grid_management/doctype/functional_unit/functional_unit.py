"""A department or office that cases are assigned to."""

import frappe
from frappe import _
from frappe.model.naming import make_autoname
from frappe.utils.nestedset import NestedSet

from yumen_governance.grid_management.doctype.functional_unit import handlers

OFFICE = "Subordinate Office"


class FunctionalUnit(NestedSet):
	nsm_parent_field = "parent_unit"

	def autoname(self):
		self.unit_code = self.unit_code or make_autoname("FU-.####")
		self.name = self.unit_code

	def validate(self):
		self.validate_place()
		self.validate_handlers()
		self.validate_duties()

	def on_update(self):
		super().on_update()
		self.mark_parent_as_group()
		handlers.recount()
		self.active_handlers = frappe.db.get_value("Functional Unit", self.name, "active_handlers")

	def after_delete(self):
		handlers.recount()

	def validate_place(self):
		if self.unit_type == OFFICE and not self.parent_unit:
			frappe.throw(_("Enter the parent unit of a subordinate office."))

	def validate_handlers(self):
		users = [row.user for row in self.handlers]
		if len(users) != len(set(users)):
			frappe.throw(_("A handler is listed twice."))

	def validate_duties(self):
		"""A unit answers for the duties that it leads, as long as no other unit leads them."""
		duties = [row.duty for row in self.duties]
		if len(duties) != len(set(duties)):
			frappe.throw(_("A duty is listed twice."))
		led = frappe.get_all(
			"Grid Duty", {"department": self.name, "name": ["not in", duties or [""]]}, pluck="name"
		)
		if led and not self.is_new():
			frappe.throw(
				_("This unit leads the duty {0}. Name another lead department there first.").format(led[0])
			)

	def mark_parent_as_group(self):
		if self.parent_unit:
			frappe.db.set_value("Functional Unit", self.parent_unit, "is_group", 1, update_modified=False)
