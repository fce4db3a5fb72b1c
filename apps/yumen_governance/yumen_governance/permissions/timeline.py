"""Timeline Entries, clocks and escalations are read by exactly those who may read the case that they belong to."""

import frappe

from yumen_governance.permissions.case import CASE_DOCTYPES, readable
from yumen_governance.permissions.scope import any_of, scope_of, to_sql


def query_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Timeline Entry."""
	return _conditions("Timeline Entry", user)


def conditions_of_clock(user: str | None = None) -> str:
	"""permission_query_conditions of Case Clock."""
	return _conditions("Case Clock", user)


def conditions_of_escalation(user: str | None = None) -> str:
	"""permission_query_conditions of Case Escalation."""
	return _conditions("Case Escalation", user)


def _conditions(hanging: str, user: str | None) -> str:
	scope = scope_of(user or frappe.session.user)
	if scope.sees_all:
		return ""
	return to_sql(any_of([_of_readable(hanging, doctype, scope) for doctype in CASE_DOCTYPES]))


def _of_readable(hanging: str, doctype: str, scope):
	entry, case = frappe.qb.DocType(hanging), frappe.qb.DocType(doctype)
	seen = frappe.qb.from_(case).select(case.name).where(readable(doctype, scope))
	return (entry.reference_doctype == doctype) & entry.reference_name.isin(seen)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of what hangs on a case: whatever the case answers to a reader."""
	if ptype == "create" or not doc.reference_name:
		return True
	return bool(
		frappe.has_permission(doc.reference_doctype, "read", doc.reference_name, user or frappe.session.user)
	)
