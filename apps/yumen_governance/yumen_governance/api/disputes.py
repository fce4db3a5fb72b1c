"""How a dispute may go on, and opening its steps, over HTTP."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import guide as guides
from yumen_governance.dispute_resolution import steps

CASE = "Dispute Case"
# What whoever opens a step may say of it at once
OPENING_FIELDS = ("committee", "lead_unit", "court_or_body", "procedure")


@frappe.whitelist(methods=["GET", "POST"])
def guide(case: str) -> dict:
	"""Return where a case stands, what was tried, and every method with whether it is open and why.

	:raises frappe.PermissionError: the person may not see the case
	"""
	doc = frappe.get_doc(CASE, case)
	doc.check_permission("read")
	return guides.as_dict(guides.guide(doc))


@frappe.whitelist(methods=["POST"])
def open_step(case: str, method: str, values: dict | str | None = None) -> str:
	"""Open a step of a case by a method, and return its name.

	:param values: committee, lead_unit, court_or_body, procedure, each as it is known
	:raises frappe.PermissionError: the person may not change the case
	:raises StepNotOpenError: the method can't be used now; says why
	"""
	frappe.get_doc(CASE, case).check_permission("write")
	given = frappe.parse_json(values) if isinstance(values, str) else values
	known = {name: value for name, value in (given or {}).items() if name in OPENING_FIELDS and value}
	return steps.open_step(case, method, frappe.session.user, now_datetime(), known).name
