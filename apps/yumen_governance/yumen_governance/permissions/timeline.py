"""Timeline Entries, clocks and escalations are read by exactly those who may read the record that they belong to."""

import frappe
from frappe.utils.caching import request_cache

from yumen_governance.hardening.ours import names, rule_of


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
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	seen = [_of_readable(hanging, doctype, rule_of(doctype, user)) for doctype in governed()]
	return f"({' or '.join(filter(None, seen)) or '1 = 0'})"


def _of_readable(hanging: str, doctype: str, rule: str | None) -> str | None:
	"""The SQL for what hangs on records of a DocType that a person sees; None where they see none of them."""
	if rule is None:
		return None
	about = f"`tab{hanging}`.`reference_doctype` = {frappe.db.escape(doctype)}"
	if not rule:
		return f"({about})"
	seen = f"select `name` from `tab{doctype}` where {rule}"
	return f"({about} and `tab{hanging}`.`reference_name` in ({seen}))"


@request_cache
def governed() -> list[str]:
	"""Return the app's DocTypes that a Workflow leads."""
	filters = {"parent": ["in", names()], "fieldname": "workflow_state"}
	return frappe.get_all("DocField", filters, pluck="parent", order_by="parent")


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of what hangs on a case: whatever the case answers to a reader."""
	if ptype == "create" or not doc.reference_name:
		return True
	return bool(
		frappe.has_permission(doc.reference_doctype, "read", doc.reference_name, user or frappe.session.user)
	)
