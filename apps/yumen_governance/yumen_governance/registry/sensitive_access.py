"""Writing down who saw which sensitive value, why, when and from where. The one place that adds to the log."""

from dataclasses import dataclass

import frappe
from frappe.utils import cint, now_datetime

from yumen_governance.grid_management.code_written import write
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.devices import name_of_device
from yumen_governance.registry.plain_values import without_plain_values

LOG = "Sensitive Access Log"
LONGEST_TEXT = 140
ALL_ROLES = frozenset({"All", "Guest", "Desk User"})
# A note is stored as it stands: no character in it may be taken for HTML and cleaned away afterwards
PLAIN_TEXT = str.maketrans({"<": "＜", ">": "＞"})


@dataclass(frozen=True)
class Case:
	"""The case in whose context somebody looked."""

	doctype: str
	name: str


def record_access(
	doctype: str | None,
	name: str | None,
	what: str,
	purpose: str | None = None,
	*,
	action: str = "Open",
	note: str | None = None,
	case: Case | None = None,
	row_count: int = 0,
	refusal: str | None = None,
	user: str | None = None,
):
	"""Add a row to the Sensitive Access Log, in the caller's transaction: call it before the value is given.

	A reading request (GET) is committed by its end because of it. A refusal that is raised would undo its own row, so
	an endpoint that refuses answers instead of raising.

	:param what: which field or content, as its English label; never a value
	:param action: Reveal, Open, Search, Print, Export, Download, Change or Erase
	:param row_count: how many records, for an export or a search
	:param refusal: why the access was refused; None when it was allowed
	:param user: who, when it is not the person of the session
	:return: the inserted Sensitive Access Log
	"""
	user = user or frappe.session.user
	log = frappe.new_doc(LOG)
	log.update(_person(user) | _origin() | _matter(doctype, name, user) | _reason(purpose, note, case))
	log.update({"action": action, "what": _text(what), "row_count": cint(row_count)})
	log.update({"outcome": "Refused" if refusal else "Allowed", "refusal": _text(refusal)})
	return _append(log)


def _matter(doctype: str | None, name: str | None, user: str) -> dict:
	return {
		"reference_doctype": doctype,
		"reference_name": _text(name),
		"outside_territory": int(_is_outside_territory(doctype, name, user)),
	}


def _reason(purpose: str | None, note: str | None, case: Case | None) -> dict:
	return {
		"purpose": _text(purpose),
		"note": without_plain_values(_text(note, limit=1000)),
		"case_doctype": case and case.doctype,
		"case_name": case and _text(case.name),
	}


def _append(log):
	write(log)
	if getattr(frappe.local, "request", None):
		frappe.local.flags.commit = True
	return log


def _person(user: str) -> dict:
	roles = sorted(set(frappe.get_roles(user)) - ALL_ROLES)
	return {
		"user": user,
		"user_name": _text(frappe.get_cached_value("User", user, "full_name")),
		"roles": ", ".join(roles)[:1000],
	}


def _origin() -> dict:
	request = getattr(frappe.local, "request", None)
	headers = getattr(request, "headers", None) or {}
	return {
		"logged_on": now_datetime(),
		"ip_address": _text(getattr(frappe.local, "request_ip", None)) if request else None,
		"device": _text(name_of_device(headers.get("User-Agent"))),
	}


def _is_outside_territory(doctype: str | None, name: str | None, user: str) -> bool:
	"""Tell whether a record lies in a grid that isn't under the person's own."""
	if not doctype or not name or not frappe.get_meta(doctype).has_field("grid_path"):
		return False
	path = frappe.db.get_value(doctype, name, "grid_path")
	return bool(path) and not path.startswith(scope_of(user).grid_paths)


def _text(text: str | None, limit: int = LONGEST_TEXT) -> str | None:
	return str(text).translate(PLAIN_TEXT).strip()[:limit] if text else None
