"""The care team: who is named in a record, and the role that lets a named account reach it.

The role Care Helper opens the kinds of record to an account; which records it sees follows from the rows alone
(permissions/care.py). It comes with the first row that names the account, and goes with the last.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.grid_management.notices import tell
from yumen_governance.permissions.care import CARE_DOCTYPES, HELPER, IN_CARE, helpers_today
from yumen_governance.permissions.office import give_role, take_role
from yumen_governance.registry.record import RecordError


def name_members(record) -> None:
	"""Give each row of the team its name; an account is a working one and named once.

	:raises RecordError: says which row, and how to mend it
	"""
	named = [row.user for row in record.helpers if row.user]
	if len(named) != len(set(named)):
		frappe.throw(_("A helper is named twice."), RecordError)
	for row in record.helpers:
		if row.user:
			row.member_name = _name_of_account(row)
		if not row.member_name:
			frappe.throw(_("Care team, row {0}: enter an account or a name.").format(row.idx), RecordError)


def main_helper(record) -> str | None:
	"""Return the name of the first helper in office today, for lists."""
	today = getdate()
	return next((row.member_name for row in record.helpers if _is_in_office(row, today)), None)


def follow(record) -> None:
	"""After a record was saved: give or take the role of those concerned, and tell who was newly named."""
	before = record.get_doc_before_save()
	named, earlier = _accounts(record), _accounts(before) if before else set()
	grant_and_take(named | earlier)
	if new := named - earlier:
		tell(
			new,
			lambda language: _("You were named as a helper: {0}", language).format(
				_(record.doctype, language)
			),
			record.doctype,
			record.name,
		)


def grant_and_take(users: Iterable[str]) -> None:
	"""Bring the role of these accounts in line with the rows that name them today.

	The Has Role row is written by itself: saving the whole User would run rules of Frappe that may add System
	Manager to an account.
	"""
	users = set(users)
	if not users:
		return
	entitled, holders = entitled_accounts() & users, set(holders_of_role()) & users
	for user in entitled - holders:
		give_role(user, HELPER)
	for user in holders - entitled:
		take_role(user, HELPER)


def entitled_accounts() -> set[str]:
	"""Return the accounts that are named today in a record still in care."""
	found = set()
	for doctype in CARE_DOCTYPES:
		query, row = helpers_today()
		record = frappe.qb.DocType(doctype)
		query = query.inner_join(record).on((record.name == row.parent) & (row.parenttype == doctype))
		found.update(query.select(row.user).where(record.status == IN_CARE).run(pluck=True))
	return found


def holders_of_role() -> list[str]:
	"""Return the accounts that have the role."""
	return frappe.get_all("Has Role", {"role": HELPER, "parenttype": "User"}, pluck="parent")


def _name_of_account(row) -> str:
	account = frappe.db.get_value("User", row.user, ["full_name", "enabled", "user_type"], as_dict=True)
	if (
		not account
		or not account.enabled
		or row.user in frappe.STANDARD_USERS
		or account.user_type != "System User"
	):
		frappe.throw(
			_("Care team, row {0}: {1} is no working account of a person.").format(row.idx, row.user),
			RecordError,
		)
	return account.full_name


def _accounts(record) -> set[str]:
	today = getdate()
	if record.status != IN_CARE:
		return set()
	return {row.user for row in record.helpers if row.user and _is_in_office(row, today)}


def _is_in_office(row, today) -> bool:
	from_date, to_date = (row.get(name) and getdate(row.get(name)) for name in ("from_date", "to_date"))
	return (not from_date or from_date <= today) and (not to_date or to_date >= today)
