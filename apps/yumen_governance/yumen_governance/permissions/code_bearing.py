"""Records that hold programs or templates: who may write them, whatever roles their DocPerms name.

What runs as code or as SQL reads every record of the site, past all rules: the Administrator alone writes it.
What is rendered as a template or shown to others as a page is for technicians.
"""

import frappe

from yumen_governance.hardening.methods import is_technician

RUN = ("Bulk Update", "Package Import", "Server Script", "System Console")
# The kinds of Report that are code; those of the report builder are lists with the rules of the list
CODE_REPORTS = ("Query Report", "Script Report")
RENDERED = (
	"Auto Email Report",
	"Client Script",
	"Custom HTML Block",
	"Dashboard Chart",
	"Dashboard Chart Source",
	"Email Template",
	"Form Tour",
	"Letter Head",
	"Newsletter",
	"Notification",
	"Print Format",
	"Print Style",
	"Web Form",
	"Web Page",
	"Web Template",
	"Webhook",
	"Website Script",
	"Website Theme",
	"Workspace",
)
PREPARED = "Prepared Report"
READING = frozenset({"read", "select", "print", "report", "export", "email"})
APP = "yumen_governance."


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of the DocTypes above, and of Report and Prepared Report."""
	user = user or frappe.session.user
	if doc.doctype == PREPARED and user not in (doc.owner, "Administrator"):
		return False
	if (ptype or "read") not in READING and not _may_write(doc, user):
		return False
	return stock_allows(doc, ptype, user)


def _may_write(doc, user: str) -> bool:
	if doc.doctype in RUN or (doc.doctype == "Report" and doc.report_type in CODE_REPORTS):
		return user == "Administrator"
	return doc.doctype not in RENDERED or is_technician(user)


def stock_allows(doc, ptype: str | None, user: str) -> bool:
	"""Ask the framework's own has_permission of a DocType: early v15 stops at the first answer, and this comes first."""
	methods = frappe.get_hooks("has_permission").get(doc.doctype, [])
	return all(
		frappe.call(frappe.get_attr(method), doc=doc, ptype=ptype, user=user) is not False
		for method in methods
		if not method.startswith(APP)
	)


def conditions_of_prepared_report(user: str | None = None) -> str:
	"""permission_query_conditions of Prepared Report: what was prepared holds what its owner sees."""
	user = user or frappe.session.user
	return "" if user == "Administrator" else f"(`tabPrepared Report`.`owner` = {frappe.db.escape(user)})"
