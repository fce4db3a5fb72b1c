"""A request that names a record of the app is answered only to those who may read that record.

Many of the framework's functions take a DocType and a name and look no further: to follow, like, tag, assign, count,
list attachments or links. Whatever the function, the pair is checked at the door.
"""

import frappe

from yumen_governance.hardening.arguments import listed
from yumen_governance.hardening.calls import Call
from yumen_governance.hardening.ours import is_ours, readable
from yumen_governance.permissions.case import refusal

# How requests write a record: the argument with the DocType, the arguments with names
PAIRS = {
	"doctype": ("name", "docname", "doc_name", "docnames", "names", "dn"),
	"dt": ("dn", "docs"),
	"document_type": ("document_name",),
	"ref_doctype": ("ref_name", "ref_docname"),
	"reference_doctype": ("reference_name", "reference_docname"),
	"reference_dt": ("reference_doc",),
	"reminder_doctype": ("reminder_docname",),
}
# Arguments that are names of records in these functions only
NAMES_OF = {
	"frappe.desk.form.utils.get_next": {"doctype": ("value",)},
	"frappe.desk.reportview.delete_items": {"doctype": ("items",)},
}
# Functions on the way of every screen that ask for the permission themselves
ASKING = frozenset(
	{
		"frappe.client.get",
		"frappe.client.get_list",
		"frappe.client.get_value",
		"frappe.client.validate_link",
		"frappe.desk.form.load.get_docinfo",
		"frappe.desk.form.load.getdoc",
		"frappe.desk.search.get_link_title",
	}
)


def check(call: Call, form) -> None:
	"""Refuse a request that names a record of the app which the person may not read.

	:raises frappe.PermissionError: the sentence doesn't say whether it exists
	"""
	if not call.method.startswith("frappe.") or call.method in ASKING:
		return
	for pairs in (PAIRS, NAMES_OF.get(call.method, {})):
		for doctype, names in named(form, pairs):
			require(doctype, names)


def named(form, pairs: dict[str, tuple[str, ...]]) -> list[tuple[str, list[str]]]:
	"""Return the records of the app's DocTypes that the arguments of a request name."""
	found = []
	for doctype_key, keys in pairs.items():
		doctype = form.get(doctype_key)
		if not is_ours(doctype):
			continue
		names = [name for key in keys for name in listed(form.get(key)) if isinstance(name, str | int)]
		if names:
			found.append((doctype, [str(name) for name in names]))
	return found


def require(doctype: str, names: list[str]) -> None:
	"""Refuse when one of these exists and the person may not read it.

	:raises frappe.PermissionError: as above
	"""
	if frappe.get_meta(doctype).istable or frappe.get_meta(doctype).issingle:
		return
	unseen = set(names) - readable(doctype, names)
	if unseen and frappe.get_all(doctype, {"name": ["in", list(unseen)]}, limit=1):
		frappe.throw(refusal(doctype), frappe.PermissionError)
