"""Who is in a dispute, and who is kept out of it, over HTTP."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import access
from yumen_governance.permissions import roles
from yumen_governance.permissions.case import refusal
from yumen_governance.permissions.dispute import may_write

CASE, ACCESS, EXCLUSION = "Dispute Case", "Case Access", "Case Exclusion"
# Who decides who is in a case
DECIDING = frozenset(
	{roles.CENTRE_DIRECTOR, roles.DISPATCHER, roles.COMMITTEE_DIRECTOR, roles.CHIEF_MEDIATOR}
)
ACCESS_FIELDS = ("name", "capacity", "user", "unit", "committee", "granted_by", "granted_on")
# As what somebody is let in by hand; the rest follows from steps, tasks and registration
BY_HAND = (access.MEDIATOR, access.COMMITTEE, access.ASSISTING_UNIT, "Court Liaison", "Arbitration Handler")


@frappe.whitelist(methods=["GET", "POST"])
def of_case(case: str) -> dict:
	"""Return who is in a case and who is excluded from it, by name, and whether the person decides on it.

	:raises frappe.PermissionError: the person may not see the case
	"""
	frappe.get_doc(CASE, case).check_permission("read")
	live = {"dispute_case": case, "is_live": 1}
	people = frappe.get_list(ACCESS, live, list(ACCESS_FIELDS), order_by="granted_on", limit=0)
	excluded = frappe.get_list(EXCLUSION, live, ["name", "user", "reason", "excluded_on"], limit=0)
	_add_titles([*people, *excluded])
	return {"people": people, "excluded": excluded, "may_decide": _decides(case), "capacities": BY_HAND}


@frappe.whitelist(methods=["POST"])
def let_in(
	case: str, capacity: str, user: str | None = None, unit: str | None = None, committee: str | None = None
) -> str:
	"""Let a person, a unit or a committee into a case, and return the Case Access.

	:raises frappe.PermissionError: the person doesn't decide on it
	:raises AccessError: not exactly one is named, or the person is excluded
	"""
	_check_decides(case)
	if capacity not in BY_HAND:
		frappe.throw(_("{0} is no capacity that is given by hand.").format(_(capacity)), access.AccessError)
	given = access.Grant(capacity, user=user or None, unit=unit or None, committee=committee or None)
	return access.grant(case, given, now_datetime()).name


@frappe.whitelist(methods=["POST"])
def take_out(row: str, reason: str) -> None:
	"""Take somebody out of a case.

	:raises frappe.PermissionError: the person doesn't decide on it
	:raises AccessError: no reason is given
	"""
	stored = frappe.get_doc(ACCESS, row)
	_check_decides(stored.dispute_case)
	if not reason.strip():
		frappe.throw(_("Please say why."), access.AccessError)
	given = access.Grant(stored.capacity, user=stored.user, unit=stored.unit, committee=stored.committee)
	access.withdraw(stored.dispute_case, given, now_datetime(), reason)


@frappe.whitelist(methods=["POST"])
def exclude(case: str, user: str, reason: str) -> str:
	"""Keep a person away from a case, and return the Case Exclusion.

	:raises frappe.PermissionError: the person doesn't decide on it
	:raises AccessError: no reason is given
	"""
	_check_decides(case)
	return access.exclude(case, user, reason, now_datetime()).name


@frappe.whitelist(methods=["POST"])
def lift(case: str, user: str) -> None:
	"""Lift an exclusion.

	:raises frappe.PermissionError: the person doesn't decide on it
	"""
	_check_decides(case)
	access.lift(case, user, now_datetime())


def _check_decides(case: str) -> None:
	frappe.get_doc(CASE, case).check_permission("write")
	if not _decides(case):
		frappe.throw(refusal(CASE), frappe.PermissionError)


def _decides(case: str) -> bool:
	user = frappe.session.user
	held = user == "Administrator" or DECIDING & set(frappe.get_roles(user))
	return bool(held) and may_write(CASE, case, user)


def _add_titles(rows: list[dict]) -> None:
	for field, doctype, title in (
		("user", "User", "full_name"),
		("unit", "Functional Unit", "unit_name"),
		("committee", "Mediation Committee", "committee_name"),
	):
		names = {row.get(field) for row in rows} - {None, ""}
		titles = dict(frappe.get_all(doctype, {"name": ["in", list(names)]}, ["name", title], as_list=True))
		for row in rows:
			if row.get(field):
				row["who"] = titles.get(row[field]) or row[field]
