"""A method by which disputes are resolved: which facts its steps keep, when it may be used, and what may follow."""

import frappe
from frappe import _
from frappe.model.document import Document


class ResolutionMethod(Document):
	def validate(self):
		for row in (*self.conditions, *self.may_follow):
			if row.method == self.name:
				frappe.throw(_("Row {0}: a method can't come before or after itself.").format(row.idx))
		if self.form != "Consultation":
			self.consultation_type = None
