"""Linked records over HTTP, as the person who asks, in place of stock endpoints that tell of any."""

import frappe
from frappe.client import validate_link as stock_validate_link
from frappe.desk.form.linked_with import get as stock_get_linked
from frappe.desk.search import get_link_title as stock_get_link_title


@frappe.whitelist(methods=["GET", "POST"])
def get_link_title(doctype: str, docname: str | int) -> str | int | None:
	"""Return the title of a record, or only its name when a rule of the app hides it.

	:raises frappe.DoesNotExistError: no such DocType, or no such record of a guarded DocType
	"""
	guarded = frappe.get_hooks("has_permission").get(doctype)
	if guarded and not frappe.has_permission(doctype, "read", docname):
		return docname
	return stock_get_link_title(doctype, docname)


@frappe.whitelist(methods=["GET", "POST"])
def validate_link(doctype: str, docname: str, fields: str | list | None = None) -> dict:
	"""Return the name and the asked fields of a record that may be linked; nothing when a rule of the app hides it.

	:raises frappe.PermissionError: no permission to select from the DocType
	"""
	rules = frappe.get_hooks("permission_query_conditions").get(doctype, [])
	guarded = any(rule.startswith("yumen_governance.") for rule in rules)
	if guarded and not frappe.get_list(doctype, {"name": docname}, limit=1):
		return {}
	return stock_validate_link(doctype, docname, fields)


@frappe.whitelist(methods=["GET", "POST"])
def get_linked(doctype: str, docname: str | int) -> dict:
	"""Return the records linked with one, by DocType, without those that the person doesn't see.

	:raises frappe.PermissionError: the person may not read the record itself
	"""
	frappe.get_doc(doctype, docname).check_permission("read")
	linked = stock_get_linked(doctype, docname)
	seen = {name: _seen(name, rows) for name, rows in linked.items()}
	return {name: rows for name, rows in seen.items() if rows}


def _seen(doctype: str, rows: list[dict]) -> list[dict]:
	if not frappe.has_permission(doctype, "read"):
		return []
	names = [row["name"] for row in rows]
	columns = [column for column in rows[0] if column != "name"]
	return frappe.get_list(doctype, {"name": ["in", names]}, ["name", *columns], limit=0)
