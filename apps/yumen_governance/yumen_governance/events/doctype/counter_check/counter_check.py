"""One night's comparison of the live counts with the events themselves. Written by the job alone."""

import frappe
from frappe import _

from yumen_governance.grid_management.code_written import CodeWritten, WrittenByActionsOnlyError


class CounterCheck(CodeWritten):
	def refuse_change(self):
		frappe.throw(
			_("The check of the counts is written by the system only; it can't be changed or deleted."),
			WrittenByActionsOnlyError,
		)
