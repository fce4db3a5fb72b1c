"""Who called on a household lately: a second visit within some days asks for a reason, whatever the department.

Shown are day, name and department, never what was found. Care visits of special groups aren't among them: that they take place
is for nobody to know.
"""

from datetime import datetime, timedelta

import frappe
from frappe.utils import add_days, get_datetime, getdate

from yumen_governance.field_work.entry_days.settings import settings
from yumen_governance.field_work.visits.states import SEEN, VISIT


def last_before(household: str, moment: datetime, but: str | None):
	"""Return the last visit of a household within the set days before a moment, None without one.

	:param but: the visit that asks
	"""
	days = int(settings().again_days or 0)
	if not days:
		return None
	table = frappe.qb.DocType(VISIT)
	rows = (
		_visits(household)
		.where((table.name != (but or "")) & table.visited_on[moment - timedelta(days=days) : moment])
		.limit(1)
	).run(as_dict=True)
	return rows[0] if rows else None


def recent(household: str) -> list[dict]:
	"""Return who called on a household so lately that another visit asks for a reason.

	:return: visited_on, visitor_name, unit_title, again_from
	"""
	table = frappe.qb.DocType(VISIT)
	rows = _visits(household).where(table.again_from > getdate()).run(as_dict=True)
	return [
		{
			"visited_on": str(row.visited_on),
			"visitor_name": row.visitor_name,
			"unit_title": row.unit_name or "",
			"again_from": str(row.again_from),
		}
		for row in rows
	]


def _visits(household: str):
	"""Visits of a household that met somebody, the latest first."""
	table, unit = frappe.qb.DocType(VISIT), frappe.qb.DocType("Functional Unit")
	return (
		frappe.qb.from_(table)
		.left_join(unit)
		.on(unit.name == table.unit)
		.select(table.name, table.visited_on, table.visitor_name, table.again_from, unit.unit_name)
		.where((table.household == household) & table.status.isin(SEEN))
		.orderby(table.visited_on, order=frappe.qb.desc)
	)


def again_from(visited_on) -> str:
	"""Return the day from which a household may be called on again without a reason."""
	return getdate(add_days(getdate(get_datetime(visited_on)), int(settings().again_days or 0)))


def words_of(visit) -> str:
	"""Name who came: person and department."""
	return " ".join(filter(None, [visit.unit_name, visit.visitor_name]))
