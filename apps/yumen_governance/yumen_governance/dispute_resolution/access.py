"""Who is in a case: rows that say who must know, in which capacity, and who may not see it at all.

`permissions/dispute.py` reads them. Every grant, withdrawal and exclusion stands in the case's timeline, but for those
that belong to its opening.
"""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution import acts
from yumen_governance.grid_management.code_written import write
from yumen_governance.permissions import roles

CASE, ACCESS, EXCLUSION = "Dispute Case", "Case Access", "Case Exclusion"
REGISTRAR, MEDIATOR, COMMITTEE, LEAD_UNIT, ASSISTING_UNIT, WINDOW, EMERGENCY = (
	"Registrar",
	"Mediator",
	"Committee",
	"Lead Unit",
	"Assisting Unit",
	"Window",
	"Emergency",
)
# As what somebody with this role comes into a case that they register
CAPACITIES = {
	roles.ARBITRATION_HANDLER: "Arbitration Handler",
	roles.COURT_LIAISON: "Court Liaison",
	**dict.fromkeys((roles.MEDIATOR, roles.CHIEF_MEDIATOR, roles.COMMITTEE_DIRECTOR), MEDIATOR),
}


class AccessError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Grant:
	"""Somebody who must know of a case: a person, a unit or a committee, and as what."""

	capacity: str
	user: str | None = None
	unit: str | None = None
	committee: str | None = None

	@property
	def who(self) -> dict[str, str | None]:
		return {"user": self.user, "unit": self.unit, "committee": self.committee}

	def title(self) -> str:
		"""Return what the person, unit or committee is called."""
		if self.user:
			return frappe.db.get_value("User", self.user, "full_name") or self.user
		if self.unit:
			return frappe.db.get_value("Functional Unit", self.unit, "unit_name") or self.unit
		return frappe.db.get_value("Mediation Committee", self.committee, "committee_name") or self.committee


def capacity_of(user: str) -> str:
	"""Return as what a person comes into a case that they register."""
	held = frappe.get_roles(user)
	return next((capacity for role, capacity in CAPACITIES.items() if role in held), REGISTRAR)


def grant(case: str, given: Grant, now: datetime, user: str | None = None, told: bool = True):
	"""Let somebody know of a case; who is in it already in this capacity stays.

	:param user: who lets them in, the person of the session unless given
	:param told: whether it stands in the timeline
	:return: the live Case Access
	:raises AccessError: not exactly one is named, or the person is excluded from the case
	"""
	if sum(map(bool, given.who.values())) != 1:
		frappe.throw(_("Name a person, a unit or a committee."), AccessError)
	if given.user and is_excluded(case, given.user):
		frappe.throw(
			_("{0} is excluded from this case.").format(given.title()),
			AccessError,
		)
	if name := _live(case, given):
		return frappe.get_doc(ACCESS, name)
	user = user or frappe.session.user
	row = frappe.new_doc(ACCESS)
	row.update({"dispute_case": case, "capacity": given.capacity, **given.who})
	row.update({"granted_by": user, "granted_on": now})
	row.confidentiality = frappe.db.get_value(CASE, case, "confidentiality") or "Ordinary"
	write(row)
	if told:
		_note(case, "Let Into the Case", user, now, given)
	return row


def withdraw(case: str, given: Grant, now: datetime, reason: str = "", user: str | None = None) -> None:
	"""Take somebody out of a case in one capacity; nothing when they aren't in it."""
	name = _live(case, given)
	if not name:
		return
	user = user or frappe.session.user
	row = frappe.get_doc(ACCESS, name)
	row.update({"is_live": 0, "withdrawn_by": user, "withdrawn_on": now, "reason": reason})
	write(row)
	_note(case, "Take Out of the Case", user, now, given, reason)


def exclude(case: str, person: str, reason: str, now: datetime, user: str | None = None):
	"""Keep a person away from a case, whatever else lets them see it.

	:raises AccessError: no reason is given
	"""
	if not (reason or "").strip():
		frappe.throw(_("Please say why."), AccessError)
	if name := is_excluded(case, person):
		return frappe.get_doc(EXCLUSION, name)
	user = user or frappe.session.user
	for row in frappe.get_all(ACCESS, {"dispute_case": case, "user": person, "is_live": 1}, ["capacity"]):
		withdraw(case, Grant(row.capacity, user=person), now, reason, user)
	exclusion = frappe.new_doc(EXCLUSION)
	exclusion.update({"dispute_case": case, "user": person, "reason": reason})
	exclusion.update({"excluded_by": user, "excluded_on": now})
	write(exclusion)
	_note(case, "Exclude Person", user, now, Grant("", user=person), reason)
	return exclusion


def lift(case: str, person: str, now: datetime, user: str | None = None) -> None:
	"""Lift an exclusion; nothing when there is none."""
	if not (name := is_excluded(case, person)):
		return
	user = user or frappe.session.user
	exclusion = frappe.get_doc(EXCLUSION, name)
	write(exclusion.update({"is_live": 0, "lifted_by": user, "lifted_on": now}))
	_note(case, "Lift Exclusion", user, now, Grant("", user=person))


def is_excluded(case: str, person: str) -> str | None:
	"""Return the live exclusion of a person from a case, None without one."""
	return frappe.db.get_value(EXCLUSION, {"dispute_case": case, "user": person, "is_live": 1})


def follow_confidentiality(case: str, level: str) -> None:
	"""Write a case's level on its rows, in one statement: what they open depends on it."""
	table = frappe.qb.DocType(ACCESS)
	frappe.qb.update(table).set(table.confidentiality, level).where(table.dispute_case == case).run()


def people_of(case: str, *capacities: str) -> list[str]:
	"""Return the users who are named in a case."""
	filters = {"dispute_case": case, "is_live": 1, "user": ["is", "set"]}
	if capacities:
		filters["capacity"] = ["in", capacities]
	return frappe.get_all(ACCESS, filters, pluck="user", distinct=True)


def _live(case: str, given: Grant) -> str | None:
	who = {field: name for field, name in given.who.items() if name}
	filters = {"dispute_case": case, "capacity": given.capacity, "is_live": 1, **who}
	return frappe.db.get_value(ACCESS, filters)


def _note(case: str, action: str, user: str, now: datetime, given: Grant, reason: str = "") -> None:
	who = _("{0} ({1})").format(given.title(), _(given.capacity)) if given.capacity else given.title()
	said = _("{0}: {1}").format(who, reason) if reason else who
	acts.note(frappe.get_doc(CASE, case), action, user, now, said)
