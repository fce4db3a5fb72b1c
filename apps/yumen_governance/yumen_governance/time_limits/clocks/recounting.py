"""Clocks counted again after a calendar was changed: from their start, with every pause and extension."""

from datetime import datetime

import frappe

from yumen_governance.grid_management.many_rows import update_rows
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks import runs, store
from yumen_governance.time_limits.clocks.calendars import DOCTYPE, calendar
from yumen_governance.time_limits.clocks.plan import OPEN, Clock
from yumen_governance.time_limits.clocks.rules import due_kinds, rules_of
from yumen_governance.time_limits.clocks.working_time import Calendar

BATCH = 500


def pending_calendars() -> list[tuple[str, datetime]]:
	"""Return the calendars whose change the clocks don't know yet, with the time of the change."""
	return frappe.get_all(DOCTYPE, {"recount_pending": 1}, ["name", "modified"], as_list=True)


def settle(calendars: list[tuple[str, datetime]]) -> None:
	"""Note that the clocks know the changes; a calendar that was changed meanwhile stays pending."""
	table = frappe.qb.DocType(DOCTYPE)
	for name, modified in calendars:
		same = (table.name == name) & (table.modified == modified)
		frappe.qb.update(table).set(table.recount_pending, 0).where(same).run()


def recount(after: str = "") -> str | None:
	"""Count a batch of open clocks again, in the caller's transaction.

	:param after: the name at which the batch before ended
	:return: the name at which this one ends, None when there was nothing left
	"""
	table = frappe.qb.DocType(store.CLOCK)
	rows = (
		frappe.qb.from_(table)
		.select(*store.FIELDS)
		.where((table.name > after) & table.status.isin(OPEN))
		.orderby(table.name)
		.limit(BATCH)
		.for_update()
	).run(as_dict=True)
	if not rows:
		return None
	names = [row.name for row in rows]
	changes, done = store.changes_of(names), store.done_steps(names)
	office = calendar()
	values = [
		_values(office, store.clock_of(row, changes.get(row.name, ())), done.get(row.name, ()))
		for row in rows
	]
	changed = [new for row, new in zip(rows, values, strict=True) if _differs(row, new)]
	update_rows(store.CLOCK, changed)
	_move_cases(rows, {new["name"] for new in changed})
	return names[-1]


def _values(office: Calendar, clock: Clock, done) -> dict:
	run = runs.replay(office, clock.run.limit, clock.run.started, clock.changes)
	return {"name": clock.name, **store.values_of(office, run, clock.ladder, done)}


def _differs(row, new: dict) -> bool:
	kept = ("due_on", "runs_since", "allowed_seconds", "used_seconds")
	return any(row[name] != new[name] for name in kept)


def _move_cases(rows, moved: set[str]) -> None:
	"""Give the cases of moved clocks their due times again."""
	by_doctype: dict[str, set[str]] = {}
	for row in rows:
		if row.name in moved:
			by_doctype.setdefault(row.reference_doctype, set()).add(row.reference_name)
	for doctype, names in by_doctype.items():
		clocks.set_due(doctype, store.soonest_due(doctype, names, due_kinds(rules_of(doctype))))
