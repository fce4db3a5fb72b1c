"""One day of the Sensitive Access Log in figures, with what was unusual. Written by the daily job alone."""

import frappe
from frappe import _

from yumen_governance.grid_management.code_written import WrittenOnce


class AccessReport(WrittenOnce):
	def refuse_change(self):
		frappe.throw(
			_("The daily report is written by the system only; it can't be changed or deleted."),
			frappe.PermissionError,
		)
