"""Who must know of a case, in which capacity, and until when: written by its actions, read by the permission rule."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten


class CaseAccess(CodeWritten):
	pass


def on_doctype_update():
	"""Find at once the cases of a person, a unit or a committee, and who is in a case."""
	for who in ("user", "unit", "committee"):
		frappe.db.add_index("Case Access", [who, "is_live", "dispute_case"], f"cases_of_{who}")
	frappe.db.add_index("Case Access", ["dispute_case", "is_live"], "who_is_in_a_case")
