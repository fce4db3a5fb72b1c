"""Forms saved as the framework's own endpoint saves them, and once more where two people were in each other's way."""

import frappe
from frappe.desk.form import save

from yumen_governance.grid_management.contention import tried_again
from yumen_governance.permissions.case import refusal


@frappe.whitelist(methods=["POST"])
def savedocs(doc: str, action: str) -> None:
	"""Save, submit or update a record as a form holds it.

	:param doc: the record as JSON
	:raises frappe.PermissionError: the person may not read such records at all; saving asks for the rest
	:raises BusyError: 503, somebody else was writing it; nothing was stored
	"""
	doctype = frappe.parse_json(doc).get("doctype")
	if not frappe.has_permission(doctype, "read"):
		frappe.throw(refusal(doctype), frappe.PermissionError)
	tried_again(lambda: save.savedocs(doc, action))
