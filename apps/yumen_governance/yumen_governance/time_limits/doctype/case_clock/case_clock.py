"""A clock of a case: one row for each kind and run. Written by code alone (time_limits/clocks.py)."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class CaseClock(CodeWritten):
	pass


def on_doctype_update():
	"""One clock of a kind and run for a case; the sweep finds due steps by their time alone."""
	frappe.db.add_unique(
		"Case Clock", ["reference_doctype", "reference_name", "kind", "run"], "one_run_of_a_kind"
	)
	frappe.db.add_index("Case Clock", ["kind", "status", "due_on"], "open_clocks_by_due")
