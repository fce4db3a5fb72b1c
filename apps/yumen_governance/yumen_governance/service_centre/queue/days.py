"""The end of a day in the hall: nobody waits, and no window is kept, beyond midnight. Any number of times is as once."""

from datetime import date

import frappe
from frappe.query_builder import CustomFunction
from frappe.utils import now_datetime

from yumen_governance.service_centre.queue import numbers
from yumen_governance.service_centre.queue.life import (
	CALLED,
	DONE,
	GONE,
	IN_LINE,
	MISSED,
	SERVING,
	SHIFT,
	TICKET,
)

OFF_DUTY = "Off Duty"

LAST_MOMENT = CustomFunction("TIMESTAMP", ["day", "time"])


def end_before(day: date) -> int:
	"""End all that is left of the days before one, and return how many tickets and shifts were.

	Whoever still waited has gone. A visit that nobody ended counts as served, without a length. A shift that nobody
	ended lasted until its day's last minute.
	"""
	ended = _end_tickets(day, (*IN_LINE, CALLED, MISSED), GONE)
	ended += _end_tickets(day, (SERVING,), DONE, served_on=None)
	return ended + _end_shifts(day)


def forget_counters(day: date) -> None:
	"""Remove the counters of the days before one."""
	numbers.forget(day)


def _end_tickets(day: date, left: tuple[str, ...], end: str, **values) -> int:
	table = frappe.qb.DocType(TICKET)
	names = _names(table, (table.day < day) & table.status.isin(list(left)))
	if names:
		query = frappe.qb.update(table).set(table.status, end).set(table.modified, now_datetime())
		for field, value in values.items():
			query = query.set(table[field], value)
		query.where(table.name.isin(names) & table.status.isin(list(left))).run()
	return len(names)


def _end_shifts(day: date) -> int:
	table = frappe.qb.DocType(SHIFT)
	names = _names(table, (table.day < day) & table.open_window.isnotnull())
	if names:
		query = frappe.qb.update(table).set(table.status, OFF_DUTY)
		query = query.set(table.closed_on, LAST_MOMENT(table.day, "23:59:59"))
		for field in ("ticket", "open_window", "open_clerk", "break_since"):
			query = query.set(table[field], None)
		query.where(table.name.isin(names)).run()
	return len(names)


def _names(table, criterion) -> list[str]:
	"""Find what is left without locking anything: mostly nothing is, and old days are many."""
	return frappe.qb.from_(table).select(table.name).where(criterion).run(pluck=True)
