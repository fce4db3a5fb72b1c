"""What the grid network does every day by itself."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from yumen_governance.grid_management import grid_changes, grid_upkeep
from yumen_governance.grid_management.doctype.grid_member.account import take_back
from yumen_governance.grid_management.grid_rules import PLANNED
from yumen_governance.grid_management.notices import tell
from yumen_governance.permissions.office import holders_of
from yumen_governance.permissions.roles import ADMINISTRATOR

DAYS_BEFORE = 30


def remind_of_ending_terms() -> int:
	"""Tell the Governance Administrators once of each term of office that ends within 30 days.

	:return: how many terms they were told of
	"""
	member, today = frappe.qb.DocType("Grid Member"), getdate()
	not_told = member.reminded_of.isnull() | (member.reminded_of != member.to_date)
	names = (
		frappe.qb.from_(member)
		.select(member.name)
		.where((member.is_active == 1) & (member.to_date[today : add_days(today, DAYS_BEFORE)]) & not_told)
	).run(pluck=True)
	if not names:
		return 0
	tell(
		holders_of(ADMINISTRATOR),
		lambda language: _("{0} terms of office end within {1} days", language).format(
			len(names), DAYS_BEFORE
		),
		"Grid Member",
		names[0] if len(names) == 1 else None,
	)
	frappe.qb.update(member).set(member.reminded_of, member.to_date).where(member.name.isin(names)).run()
	frappe.db.commit()
	return len(names)


def take_back_roles_of_ended_terms() -> None:
	"""Take back the roles that posts gave whose term of office has ended."""
	filters = {"granted_role": ["is", "set"], "to_date": ["<", getdate()]}
	for member in frappe.get_all("Grid Member", filters, ["name", "user", "granted_role"]):
		take_back(member)
		frappe.db.commit()


def apply_planned_grid_changes() -> list[str]:
	"""Apply the changes of grids whose day has come, each in a transaction of its own.

	What can't be applied is written down and told to who ordered it; what met another transaction stays planned.

	:return: the names of the Grid Changes that were applied
	"""
	due = {"status": PLANNED, "effective_date": ["<=", getdate()]}
	applied = []
	for name in frappe.get_all("Grid Change", due, pluck="name", order_by="effective_date, creation"):
		try:
			grid_changes.apply_planned(name)
			applied.append(name)
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
		except Exception as error:
			frappe.db.rollback()
			_tell_of_failure(grid_changes.note_failure(name, str(error)))
		frappe.db.commit()
	return applied


def _tell_of_failure(change) -> None:
	tell(
		[change.actor],
		lambda language: _("The change of {0} could not be applied.", language).format(
			frappe.utils.escape_html(change.source_names)
		),
		"Grid Change",
		change.name,
	)


def keep_grid_records_in_place() -> None:
	"""Carry along what came into a grid while it was being closed, and mend paths that missed a move."""
	grid_upkeep.carry_stragglers()
	frappe.db.commit()
	grid_upkeep.mend_paths()
	frappe.db.commit()
