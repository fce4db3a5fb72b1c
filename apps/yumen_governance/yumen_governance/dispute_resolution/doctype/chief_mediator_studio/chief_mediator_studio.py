"""A studio of chief mediators."""

import frappe
from frappe import _
from frappe.model.document import Document


class StudioError(frappe.ValidationError):
	pass


class ChiefMediatorStudio(Document):
	def validate(self):
		if not self.head or not self.has_value_changed("head"):
			return
		head = frappe.db.get_value(
			"Mediator", self.head, ["mediator_name", "is_chief", "is_active"], as_dict=True
		)
		if not (head.is_chief and head.is_active):
			frappe.throw(_("{0} isn't a chief mediator in office.").format(head.mediator_name), StudioError)
