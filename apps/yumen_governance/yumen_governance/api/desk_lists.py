"""Pages and counts of the desk's lists, in place of the framework's endpoints: the same answers, sooner for cases."""

import frappe
from frappe.desk import reportview

from yumen_governance.events.tally import answers
from yumen_governance.permissions.case import CASE_DOCTYPES, refusal
from yumen_governance.permissions.case_filters import told

# What a count may ask beside its filters
ASKS_MORE = ("or_filters", "group_by")


@frappe.whitelist(methods=["GET", "POST"])
def get() -> dict | list:
	"""Return a page of a list, for frappe.desk.reportview.get; its parameters stand in the form.

	:raises frappe.PermissionError: no permission to read the DocType
	"""
	with told(_readable_doctype(), _filters()):
		return reportview.get()


@frappe.whitelist(methods=["GET", "POST"])
def get_count() -> int:
	"""Count a list, for frappe.desk.reportview.get_count; its parameters stand in the form.

	:raises frappe.PermissionError: no permission to read the DocType
	"""
	doctype = _readable_doctype()
	if not any(frappe.local.form_dict.get(key) for key in ASKS_MORE):
		counted = answers.count(doctype, _filters())
		if counted is not None:
			return counted
	with told(doctype, _filters()):
		return reportview.get_count()


def _readable_doctype() -> str | None:
	"""Return the DocType that is asked for; a case is refused in plain words to whoever reads none."""
	doctype = frappe.local.form_dict.get("doctype")
	if doctype in CASE_DOCTYPES and not frappe.has_permission(doctype, "read"):
		frappe.throw(refusal(doctype), frappe.PermissionError)
	return doctype


def _filters() -> dict | list | None:
	filters = frappe.local.form_dict.get("filters")
	return frappe.parse_json(filters) if isinstance(filters, str) else filters
