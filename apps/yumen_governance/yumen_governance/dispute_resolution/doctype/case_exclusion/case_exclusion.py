"""Who may not see a case, whatever else lets them: a relative of a party, a mediator who was recused."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class CaseExclusion(CodeWritten):
	pass


def on_doctype_update():
	"""Find at once from which cases a person is excluded."""
	frappe.db.add_index("Case Exclusion", ["user", "is_live", "dispute_case"], "cases_without_a_person")
