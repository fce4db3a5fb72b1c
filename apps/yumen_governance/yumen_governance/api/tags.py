"""Tags over HTTP, in place of stock endpoints that tag any record of any table by its name."""

import frappe
from frappe.desk.doctype.tag.tag import DocTags


@frappe.whitelist(methods=["POST"])
def add_tag(tag: str, dt: str, dn: str | int, color: str | None = None) -> str:
	"""Tag a record.

	:param color: accepted for the desk, which sends none
	:raises frappe.PermissionError: the person may not read it
	"""
	frappe.get_doc(dt, dn).check_permission("read")
	DocTags(frappe.get_meta(dt).name).add(dn, tag)
	return tag


@frappe.whitelist(methods=["POST"])
def add_tags(tags: str | list, dt: str, docs: str | list, color: str | None = None) -> None:
	"""Tag several records with several tags.

	:raises frappe.PermissionError: the person may not read one of them; then none is tagged
	"""
	names = frappe.parse_json(docs)
	for name in names:
		frappe.get_doc(dt, name).check_permission("read")
	for name in names:
		for tag in frappe.parse_json(tags):
			DocTags(frappe.get_meta(dt).name).add(name, tag)


@frappe.whitelist(methods=["POST", "DELETE"])
def remove_tag(tag: str, dt: str, dn: str | int) -> None:
	"""Take a tag off a record.

	:raises frappe.PermissionError: the person may not read it
	"""
	frappe.get_doc(dt, dn).check_permission("read")
	DocTags(frappe.get_meta(dt).name).remove(dn, tag)


@frappe.whitelist(methods=["GET", "POST"])
def get_tagged_docs(doctype: str, tag: str) -> list:
	"""Return the names of the records with a tag that the person sees.

	:raises frappe.PermissionError: no permission to read the DocType
	"""
	return frappe.get_list(doctype, {"_user_tags": ["like", tag]}, ["name"], as_list=True, limit=0)
