"""A step of a ladder that has happened to a clock: this row is the escalation, and there is one at the most."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class CaseEscalation(CodeWritten):
	pass


def on_doctype_update():
	"""Each step happens once to a clock."""
	frappe.db.add_unique("Case Escalation", ["clock", "step"], "one_escalation_of_a_step")
	frappe.db.add_index("Case Escalation", ["reference_doctype", "reference_name"])
