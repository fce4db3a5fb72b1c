"""Which DocTypes are the app's own, and what of any DocType a person sees."""

import frappe
from frappe.model.db_query import DatabaseQuery
from frappe.permissions import get_role_permissions, get_user_permissions
from frappe.utils.caching import request_cache

APP = "yumen_governance"


def is_ours(doctype) -> bool:
	"""Tell whether a DocType belongs to the app; what names no DocType doesn't."""
	meta = meta_of(doctype)
	return bool(meta) and frappe.local.module_app.get(frappe.scrub(meta.module)) == APP


def meta_of(doctype):
	"""Return the meta of a DocType, None for what names none."""
	return _meta(doctype) if doctype and isinstance(doctype, str) else None


@request_cache
def _meta(doctype: str):
	return frappe.get_meta(doctype) if frappe.db.exists("DocType", doctype, cache=True) else None


@request_cache
def names() -> list[str]:
	"""Return the names of the app's DocTypes, tables of others included."""
	modules = frappe.get_all("Module Def", {"app_name": APP}, pluck="name")
	return frappe.get_all("DocType", {"module": ["in", modules]}, pluck="name")


@request_cache
def rule_of(doctype: str, user: str) -> str | None:
	"""Return the SQL of what a person sees of a DocType in lists: empty for everything, None for nothing at all."""
	if user == "Administrator":
		return ""
	held = get_role_permissions(frappe.get_meta(doctype), user=user)
	if not (held.get("read") or held.get("select")):
		return None
	ruled = doctype in frappe.get_hooks("permission_query_conditions") or get_user_permissions(user)
	if not ruled and not held.get("has_if_owner_enabled"):
		return ""
	return DatabaseQuery(doctype, user=user).build_match_conditions()


def seen_in_full(doctype: str, user: str) -> bool:
	"""Tell whether a person reads every record of a DocType, so that a join to it tells nothing new."""
	return rule_of(doctype, user) == ""


def readable(doctype: str, names: list[str]) -> set[str]:
	"""Return those of the named records that the person of the session may read, by the rule of the list.

	Without any right to read the DocType there are none.
	"""
	if rule_of(doctype, frappe.session.user) is None:
		return set()
	return set(frappe.get_list(doctype, {"name": ["in", names]}, pluck="name", limit=0, order_by=None))
