"""What an entry day brought in one grid, summed up by its leader."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from yumen_governance.field_work.entry_days import summing_up
from yumen_governance.field_work.entry_days.planning import summary_name
from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.grid_management.people import people_of

KEPT = ("status", "summed_up_by", "summed_up_by_name", "summed_up_on", "grid", "entry_day", "reminded_on")


class EntryDaySummary(Document):
	def autoname(self):
		self.name = summary_name(getdate(self.entry_day), self.grid)

	def onload(self):
		self.set_onload("people", people_of(self))

	def validate(self):
		before = self.get_doc_before_save()
		if before and not self.flags.is_acting:
			self.update({name: before.get(name) for name in KEPT})
			if before.status == summing_up.SUMMED_UP and (self.summary or "") != (before.summary or ""):
				frappe.throw(_("This entry day is summed up already."), summing_up.SummaryError)
		keep_paths(self, "grid")
		self.grid_title = frappe.db.get_value("Grid", self.grid, "grid_name")
		if self.status == summing_up.OPEN:
			summing_up.count(self)

	@frappe.whitelist(methods=["POST"])
	def sum_up(self) -> None:
		"""Close the summary as it is stored; every finding has a decision by then.

		:raises frappe.PermissionError: the person doesn't lead the grid
		:raises SummaryError: something is missing
		"""
		self.check_permission("write")
		self.reload()
		self.close(frappe.session.user, now_datetime())

	def close(self, user: str, now) -> None:
		"""Sum up and store; whoever calls has checked the permission."""
		if self.status == summing_up.SUMMED_UP:
			frappe.throw(_("This entry day is summed up already."), summing_up.SummaryError)
		summing_up.sum_up(self, user, now)
		self.flags.is_acting = True
		self.save()


def on_doctype_update():
	"""Index what leaders and phones ask."""
	frappe.db.add_index("Entry Day Summary", ["grid_path", "modified"])
	frappe.db.add_index("Entry Day Summary", ["status", "entry_day"], "open_by_day")
