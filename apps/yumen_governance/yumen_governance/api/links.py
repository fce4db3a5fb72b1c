"""Titles of linked records, as the person who asks, in place of a stock endpoint that tells any."""

import frappe
from frappe.desk.search import get_link_title as stock_get_link_title


@frappe.whitelist(methods=["GET", "POST"])
def get_link_title(doctype: str, docname: str) -> str | None:
	"""Return the title of a record, or only its name when a rule of the app hides it.

	:raises frappe.DoesNotExistError: no such DocType, or no such record of a guarded DocType
	"""
	guarded = frappe.get_hooks("has_permission").get(doctype)
	if guarded and not frappe.has_permission(doctype, "read", docname):
		return docname
	return stock_get_link_title(doctype, docname)
