"""Records that hang on a record of the app (comments, files, to-dos, tags, versions …): seen with it, hung on it with it.

The framework lets several of them be listed by everybody, or by its System Managers, whom the app's records don't concern;
and several of its functions insert them without asking whether the person may read what they hang on.
"""

from collections.abc import Callable

import frappe
from frappe import _

from yumen_governance.hardening.ours import is_ours, names, rule_of
from yumen_governance.permissions.case import refusal
from yumen_governance.permissions.code_bearing import stock_allows

# DocType: the fields that name the record it hangs on
LINKS = {
	"Access Log": ("export_from", "reference_document"),
	"Activity Log": ("reference_doctype", "reference_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Reminder": ("reminder_doctype", "reminder_docname"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Version": ("ref_doctype", "docname"),
	"View Log": ("reference_doctype", "reference_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
}
# Those that tell or summon another person, who must see the record as well
ADDRESSED = {"Document Follow": "user", "ToDo": "allocated_to"}
# Whose files are shown to fewer people than the record: identity papers and signed scans
FILES_NEED = {"Case Dossier": "print"}
SHARED_RIGHTS = ("read", "write", "submit", "share")


class OutsiderError(frappe.ValidationError):
	pass


def refuse_on_unseen(doc, method: str | None = None) -> None:
	"""Refuse a record that hangs on a record of the app which the person, or whom it addresses, may not read.

	:raises frappe.PermissionError: the person may not read it
	:raises OutsiderError: whom it addresses may not
	"""
	doctype, name = _target(doc)
	if not name or not is_ours(doctype):
		return
	if not frappe.has_permission(doctype, "read", name):
		frappe.throw(refusal(doctype), frappe.PermissionError)
	addressed = doc.get(ADDRESSED.get(doc.doctype, ""))
	if addressed and not frappe.has_permission(doctype, "read", name, user=addressed):
		frappe.throw(_("User {0} is not permitted to access this document.").format(addressed), OutsiderError)


def refuse_share(doc, method: str | None = None) -> None:
	"""Refuse to share a record of the app, and to give away a right that the giver doesn't have.

	Who sees a record of the app follows from territory, assignment and role (also not through Assign To).

	:raises frappe.PermissionError: says which of these
	"""
	if is_ours(doc.share_doctype):
		frappe.throw(
			_("{0} can't be shared: who sees it follows from grid, unit and role.").format(
				_(doc.share_doctype)
			),
			frappe.PermissionError,
		)
	if doc.flags.ignore_share_permission or not getattr(frappe.local, "request", None):
		return
	for right in SHARED_RIGHTS:
		if doc.get(right) and not frappe.has_permission(doc.share_doctype, right, doc.share_name):
			frappe.throw(_("You can't give a right that you don't have yourself."), frappe.PermissionError)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of each of LINKS; the stored row is asked, never values that came in.

	Reading follows the record; changing or deleting a file needs the right to change it. What hangs on a record of the
	framework, or on none, is left to the framework's own rule.
	"""
	user = user or frappe.session.user
	if doc.doctype == "Document Follow" and user not in (doc.user, "Administrator"):
		return False
	doctype, name = _stored_target(doc) or _target(doc)
	if user == "Administrator" or not is_ours(doctype):
		return stock_allows(doc, ptype, user)
	if doc.doctype == "File" and name:
		right = "write" if ptype in ("write", "delete") else FILES_NEED.get(doctype, "read")
		return _may(doctype, right, name, user)
	return _may(doctype, "read", name, user) and stock_allows(doc, ptype, user)


def _may(doctype: str, right: str, name: str | None, user: str) -> bool:
	if name and frappe.db.exists(doctype, name):
		return bool(frappe.has_permission(doctype, right, name, user=user))
	return rule_of(doctype, user) == ""


def _target(doc) -> tuple[str | None, str | None]:
	doctype_field, name_field = LINKS[doc.doctype]
	return doc.get(doctype_field), doc.get(name_field)


def _stored_target(doc) -> tuple[str | None, str | None] | None:
	return frappe.db.get_value(doc.doctype, doc.name, list(LINKS[doc.doctype])) if doc.name else None


def conditions(doctype: str, user: str | None = None) -> str:
	"""Return the permission_query_conditions of one of LINKS: rows about what the person sees, or not about the app."""
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	about, name = (f"`tab{doctype}`.`{field}`" for field in LINKS[doctype])
	ours = ", ".join(frappe.db.escape(own) for own in names())
	seen = [f"ifnull({about}, '') not in ({ours})", *_seen(about, name, user)]
	rules = [f"({' or '.join(seen)})"]
	if doctype == "Document Follow":
		rules.append(f"`tabDocument Follow`.`user` = {frappe.db.escape(user)}")
	return f"({' and '.join(rules)})"


def _seen(about: str, name: str, user: str) -> list[str]:
	found = []
	for doctype in names():
		rule = None if frappe.get_meta(doctype).istable else rule_of(doctype, user)
		if rule is not None:
			within = f" and {name} in (select `name` from `tab{doctype}` where {rule})" if rule else ""
			found.append(f"({about} = {frappe.db.escape(doctype)}{within})")
	return found


def _conditions_of(doctype: str) -> Callable:
	def query_conditions(user: str | None = None) -> str:
		return conditions(doctype, user)

	return query_conditions


conditions_of_access_log = _conditions_of("Access Log")
conditions_of_activity_log = _conditions_of("Activity Log")
conditions_of_comment = _conditions_of("Comment")
conditions_of_communication = _conditions_of("Communication")
conditions_of_deleted_document = _conditions_of("Deleted Document")
conditions_of_document_follow = _conditions_of("Document Follow")
conditions_of_email_queue = _conditions_of("Email Queue")
conditions_of_file = _conditions_of("File")
conditions_of_reminder = _conditions_of("Reminder")
conditions_of_tag_link = _conditions_of("Tag Link")
conditions_of_todo = _conditions_of("ToDo")
conditions_of_version = _conditions_of("Version")
conditions_of_view_log = _conditions_of("View Log")
conditions_of_workflow_action = _conditions_of("Workflow Action")
