"""Roles that follow from the records of mediators and committees, so that an administrator appoints in one place.

A mediator in use holds the role Mediator, a chief mediator Chief Mediator too, the director of a committee in use
Committee Director while its term runs. Only accounts that these records name are looked at.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.grid_management.doctype.grid_member.account import note
from yumen_governance.permissions.office import give_role, take_role
from yumen_governance.permissions.roles import CHIEF_MEDIATOR, COMMITTEE_DIRECTOR, MEDIATOR

APPOINTED = (MEDIATOR, CHIEF_MEDIATOR, COMMITTEE_DIRECTOR)


def bring_in_line(users: Iterable[str], earlier: Iterable[tuple[str, str]] = ()) -> None:
	"""Give these accounts the roles that their records carry today, and take those that none carries any more.

	:param earlier: (account, role) that the records carried before; only such are taken
	"""
	earlier = set(earlier)
	users = {*users, *(user for user, _role in earlier)}
	if not users:
		return
	carried, held = _carried(users), _held(users)
	for user, role in sorted(carried - held):
		give_role(user, role)
		_admit_to_desk(user)
		note(user, _("The role {0} was given by an appointment.").format(_(role)))
	for user, role in sorted(earlier & held - carried):
		take_role(user, role)
		note(user, _("An appointment ended: the role {0} was taken back.").format(_(role)))


def _admit_to_desk(user: str) -> None:
	"""Make an account without any role of the desk so far one of the desk, as saving the User would."""
	frappe.db.set_value("User", {"name": user, "user_type": "Website User"}, "user_type", "System User")


def of_mediator(mediator) -> set[tuple[str, str]]:
	"""Return what the record of a mediator carries."""
	if not mediator or not mediator.user or not mediator.is_active:
		return set()
	chief = {(mediator.user, CHIEF_MEDIATOR)} if mediator.is_chief else set()
	return {(mediator.user, MEDIATOR)} | chief


def of_committee(committee) -> set[tuple[str, str]]:
	"""Return what the record of a committee carries while its term runs."""
	if not committee or not committee.is_active:
		return set()
	rows = (row for row in committee.members if row.post == "Director" and row.user)
	return {(row.user, COMMITTEE_DIRECTOR) for row in rows}


def directors_of_ended_terms() -> list[tuple[str, str]]:
	"""Return the directors, with their role, of committees in use whose term is over."""
	row, committee = frappe.qb.DocType("Committee Member"), frappe.qb.DocType("Mediation Committee")
	users = (
		frappe.qb.from_(row)
		.inner_join(committee)
		.on(committee.name == row.parent)
		.select(row.user)
		.distinct()
		.where((row.post == "Director") & row.user.isnotnull() & (row.user != ""))
		.where((committee.is_active == 1) & (committee.term_to < getdate()))
	).run(pluck=True)
	return [(user, COMMITTEE_DIRECTOR) for user in users]


def _carried(users: set[str]) -> set[tuple[str, str]]:
	filters = {"user": ["in", list(users)], "is_active": 1}
	mediators = frappe.get_all("Mediator", filters, ["user", "is_chief"])
	return (
		{(row.user, MEDIATOR) for row in mediators}
		| {(row.user, CHIEF_MEDIATOR) for row in mediators if row.is_chief}
		| {(user, COMMITTEE_DIRECTOR) for user in _directors(users)}
	)


def _directors(users: set[str]) -> list[str]:
	row, committee, mediator = (
		frappe.qb.DocType(name) for name in ("Committee Member", "Mediation Committee", "Mediator")
	)
	return (
		frappe.qb.from_(row)
		.inner_join(committee)
		.on(committee.name == row.parent)
		.inner_join(mediator)
		.on(mediator.name == row.mediator)
		.select(mediator.user)
		.distinct()
		.where(mediator.user.isin(sorted(users)) & (mediator.is_active == 1))
		.where((row.post == "Director") & (committee.is_active == 1) & (committee.term_to >= getdate()))
	).run(pluck=True)


def _held(users: set[str]) -> set[tuple[str, str]]:
	filters = {"parent": ["in", list(users)], "parenttype": "User", "role": ["in", APPOINTED]}
	return {(row.parent, row.role) for row in frappe.get_all("Has Role", filters, ["parent", "role"])}
