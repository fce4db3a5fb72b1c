"""A patrol that is due: made by a job out of a Patrol Plan; its leader may give it to another member of the grid."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.field_work.patrols import due
from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.time_limits import outbox


class PatrolTask(Document):
	def validate(self):
		keep_paths(self, "grid")
		if self.has_value_changed("member"):
			self.take_account()

	def on_update(self):
		if self.get_doc_before_save() and self.has_value_changed("user"):
			outbox.post(due.notice_of(self.as_dict()))

	def take_account(self):
		"""Who goes needs an account for the phone."""
		row = frappe.db.get_value("Grid Member", self.member, ["user", "is_active"], as_dict=True)
		if not row or not row.is_active or not row.user:
			frappe.throw(_("Choose a member who is in office and has an account."))
		self.user = row.user


def on_doctype_update():
	"""A period's task is made once for each member, wherever its grid goes later; phones read by territory and time."""
	if not frappe.db.has_index("tabPatrol Task", "unique_period"):
		frappe.db.sql_ddl(
			"alter table `tabPatrol Task` add unique unique_period (patrol_plan, period_start, made_for, member)"
		)
	frappe.db.add_index("Patrol Task", ["grid_path", "modified"])
