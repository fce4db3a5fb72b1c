"""Give the clocks of the demo events the times of their stories, and let the ladder act where it would have acted."""

from collections.abc import Mapping
from datetime import datetime

import frappe

from yumen_governance.grid_management.many_rows import update_rows
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks import runs, store, sweeping
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.plan import PAUSED, STOPPED
from yumen_governance.time_limits.clocks.rules import HANDLE

TIMES = ("started_on", "paused_on", "stopped_on")


def backdate_clocks(doctype: str, histories: Mapping) -> None:
	"""Move clocks and their pauses to the told times, and count them again from there.

	:param histories: by the name of the event, with the method `moved`
	"""
	rows = frappe.get_all(
		store.CLOCK,
		{"reference_doctype": doctype, "reference_name": ["in", list(histories)]},
		[*store.FIELDS, "stopped_on"],
		order_by="run",
		limit=0,
	)
	_move_changes({row.name: histories[row.reference_name] for row in rows})
	changes, due = store.changes_of([row.name for row in rows]), {}
	told = [_told(row, histories[row.reference_name], changes.get(row.name, ())) for row in rows]
	update_rows(store.CLOCK, told)
	for row, values in zip(rows, told, strict=True):
		if row.kind == HANDLE:
			due[row.reference_name] = values["due_on"]
	clocks.set_due(doctype, due)


def _move_changes(histories: Mapping) -> None:
	rows = frappe.get_all(
		store.CHANGE, {"parent": ["in", list(histories)]}, ["name", "parent", "changed_on", "until"], limit=0
	)
	update_rows(
		store.CHANGE,
		[
			{
				"name": row.name,
				"changed_on": histories[row.parent].moved(row.changed_on),
				"until": histories[row.parent].moved(row.until) if row.until else None,
			}
			for row in rows
		],
	)


def _told(row, history, changes) -> dict:
	times = {name: history.moved(row[name]) if row[name] else None for name in TIMES}
	run = runs.replay(calendar(), store.clock_of(row).run.limit, times["started_on"], changes)
	ended = {"in_time": 0}
	if row.status == STOPPED:
		run = runs.pause(calendar(), run, times["stopped_on"]) if run.since else run
		ended = {"in_time": int(run.used <= run.allowed)}
	values = {"name": row.name, **times, **ended, **store.values_of(calendar(), run, row.ladder)}
	return {**values, "next_step_on": None} if row.status in (STOPPED, PAUSED) else values


def climb(now: datetime) -> None:
	"""Let every step happen at the minute at which it was due, up to now."""
	clock = frappe.qb.DocType(store.CLOCK)
	due = frappe.qb.from_(clock).select(clock.next_step_on).where(clock.next_step_on <= now)
	query = due.orderby(clock.next_step_on).limit(1)
	while moment := query.run(pluck=True):
		sweeping.sweep(moment[0])
