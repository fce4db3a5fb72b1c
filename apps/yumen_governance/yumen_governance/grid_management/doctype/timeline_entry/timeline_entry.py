"""One action on a case. Written once by timeline.record, never changed, never removed."""

import frappe
from frappe import _

from yumen_governance.grid_management.code_written import WrittenOnce


class TimelineIsAppendOnlyError(frappe.PermissionError):
	pass


class TimelineEntry(WrittenOnce):
	def before_insert(self):
		if not self.flags.written_by_code:
			frappe.throw(_("Timeline entries are written by the system only."), TimelineIsAppendOnlyError)

	def refuse_change(self):
		frappe.throw(_("A timeline entry can't be changed or deleted."), TimelineIsAppendOnlyError)


def on_doctype_update():
	"""Index the two columns that every reading of a timeline names."""
	frappe.db.add_index("Timeline Entry", ["reference_doctype", "reference_name"])
