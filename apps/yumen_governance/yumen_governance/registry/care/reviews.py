"""Reviews: the officers of a record's unit are told once of each date on which one is due."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, formatdate

from yumen_governance.grid_management.notices import tell
from yumen_governance.permissions.care import IN_CARE, OFFICERS

DAYS_BEFORE = 7
BATCH = 100


def remind_of_due(doctype: str, today: date) -> int:
	"""Tell the officers of one batch of records whose review is due within a week, or overdue.

	A record whose unit has no officer stays to be told of on another day.

	:return: how many records somebody was told of
	"""
	table = frappe.qb.DocType(doctype)
	not_told = table.reminded_of.isnull() | (table.reminded_of != table.review_on)
	records = (
		frappe.qb.from_(table)
		.select(table.name, table.review_on, table.responsible_unit)
		.where((table.status == IN_CARE) & (table.review_on <= add_days(today, DAYS_BEFORE)) & not_told)
		.where(table.responsible_unit.isin(units_with_officers(OFFICERS[doctype]) or [""]))
		.limit(BATCH)
		.for_update()
	).run(as_dict=True)
	officers = {
		unit: officers_of(unit, OFFICERS[doctype]) for unit in {row.responsible_unit for row in records}
	}
	for record in records:
		_tell(doctype, record, officers[record.responsible_unit])
	return len(records)


def _tell(doctype: str, record, users: list[str]) -> None:
	tell(
		users,
		lambda language: _("{0}: review due on {1}", language).format(
			_(doctype, language), formatdate(record.review_on)
		),
		doctype,
		record.name,
	)
	frappe.db.set_value(doctype, record.name, "reminded_of", record.review_on, update_modified=False)


def officers_of(unit: str, role: str) -> list[str]:
	"""Return the enabled accounts with a role that handle for a unit, those of the units above it included."""
	return _officers(role, unit).select("user").distinct().run(pluck=True)


def units_with_officers(role: str) -> list[str]:
	"""Return the units for which somebody with a role handles."""
	return _officers(role).select("unit").distinct().run(pluck=True)


def _officers(role: str, unit: str | None = None):
	row, own, below = (
		frappe.qb.DocType("Functional Unit Handler"),
		frappe.qb.DocType("Functional Unit").as_("own"),
		frappe.qb.DocType("Functional Unit").as_("below"),
	)
	held, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	query = (
		frappe.qb.from_(row)
		.inner_join(own)
		.on((own.name == row.parent) & (own.is_active == 1))
		.inner_join(below)
		.on((below.lft >= own.lft) & (below.rgt <= own.rgt) & (below.is_active == 1))
		.inner_join(held)
		.on((held.parent == row.user) & (held.parenttype == "User") & (held.role == role))
		.inner_join(user)
		.on((user.name == row.user) & (user.enabled == 1))
		.select(row.user.as_("user"), below.name.as_("unit"))
	)
	found = query.where(below.name == unit) if unit else query
	return frappe.qb.from_(found)
