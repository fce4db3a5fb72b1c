"""Where one chain of the Sensitive Access Log begins and ends; kept by chain.py alone."""

import frappe
from frappe import _

from yumen_governance.grid_management.code_written import WrittenOnce


class AccessLogChain(WrittenOnce):
	def refuse_change(self):
		frappe.throw(_("The access log is written by the system only."), frappe.PermissionError)
