"""What a member has to do on an entry day in one of their grids: whom to see and why, and the activities."""

import frappe
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from yumen_governance.field_work.entry_days import plans, shown
from yumen_governance.field_work.entry_days.planning import plan_name
from yumen_governance.field_work.knowledge import filling
from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.grid_management.people import people_of


class EntryDayPlan(Document):
	def autoname(self):
		self.name = plan_name(getdate(self.entry_day), self.grid, self.member)

	def onload(self):
		self.set_onload("people", people_of(self))
		self.set_onload("plan", shown.for_form(self, frappe.session.user))

	def validate(self):
		keep_paths(self, "grid")
		plans.check(self, frappe.session.user, now_datetime())

	def on_update(self):
		filling.fill_from_activities(self)


def on_doctype_update():
	"""Index what members, leaders and phones ask."""
	frappe.db.add_index("Entry Day Plan", ["grid_path", "modified"])
	frappe.db.add_index("Entry Day Plan", ["user", "modified"])
	frappe.db.add_index("Entry Day Plan", ["entry_day", "grid_path"], "plans_of_a_day")
