"""Who goes where on patrol, and how often; a job makes the tasks of each period."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from yumen_governance.grid_management.grid_paths import keep_paths


class PatrolPlan(Document):
	def validate(self):
		keep_paths(self, "grid")
		if cint(self.every_days) < 1:
			frappe.throw(_("A patrol comes again after one day at the soonest."))
		if not 1 <= cint(self.days_to_do) <= self.every_days:
			frappe.throw(_("There is at least one day to do it, and no more than until the next period."))
