"""One thing to tell, written in the transaction of what it tells of (outbox.post); only the worker moves it on."""

import frappe
from frappe import _

from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.time_limits.outbox.rows import NOTICE


class OutgoingNotice(CodeWritten):
	def refuse_change(self):
		refuse_change()


def refuse_change() -> None:
	"""Refuse what would make the outbox untrue.

	:raises frappe.PermissionError: always
	"""
	frappe.throw(
		_("Messages are written by the system only. You can send them again."), frappe.PermissionError
	)


def on_doctype_update():
	"""Index what the worker takes next, and what was told of a record."""
	frappe.db.add_index(NOTICE, ["status", "run_at"])
	frappe.db.add_index(NOTICE, ["reference_doctype", "reference_name"])
