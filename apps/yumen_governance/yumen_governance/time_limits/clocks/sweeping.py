"""The sweep: finds the steps of ladders that are due by one index, and makes them happen, each once.

A batch claims clocks and their cases, skipping what another transaction holds; what is skipped stays due and
comes with the next sweep. The row of a step *is* the escalation, and everything else about it is written in its
transaction. So a lost job, a second scheduler, a restart or a killed worker change nothing but the minute.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import frappe

from yumen_governance.grid_management.many_rows import update_rows
from yumen_governance.time_limits.clocks import ladder, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.escalating import WHERE_FIELDS, Cases, Due, Escalation, escalate
from yumen_governance.time_limits.clocks.ladder import LAPSE, LadderStep
from yumen_governance.time_limits.clocks.plan import LAPSED, STOPPED, Clock

BATCH = 500
# A clock whose step failed waits a minute, then two, four … up to this many minutes
LONGEST_WAIT = 60
Steps = list[tuple[datetime, LadderStep]]
# Of a clock, what its steps depend on
COLUMNS = tuple(name for name in store.FIELDS if name != "paused_on")


def sweep(now: datetime, limit: int = BATCH, only: Collection[str] | None = None) -> int:
	"""Make the steps happen that are due, in the caller's transaction, and set when the next one comes.

	Several steps of one clock that were missed happen in their order.

	:param now: the time of the database
	:param limit: clocks of this batch
	:param only: names of clocks to which it is confined
	:return: clocks handled; 0 when none is due but those that others hold
	"""
	found = _claim(now, limit, only)
	claimed, cases = _with_free_cases(found)
	orphans = _end_orphans([due for due in found if (due.doctype, due.case) not in cases])
	if not claimed:
		return orphans
	names = [due.clock.name for due in claimed]
	done, office = store.done_steps(names), calendar()
	escalations, rows, lapsed = [], [], []
	for due in claimed:
		steps = ladder.pending(
			office, due.clock.run, ladder.ladder_of(due.clock.ladder), done.get(due.clock.name, ())
		)
		happens, later = _split(steps, now)
		escalations += [Escalation(due, step, time) for time, step in happens]
		rows.append({"name": due.clock.name, "next_step_on": later, "failures": 0})
		lapsed += [due.clock for _time, step in happens if step.does == LAPSE]
	update_rows(store.CLOCK, rows)
	_end_lapsed(lapsed)
	escalate(escalations, cases, now)
	return len(claimed) + orphans


def _split(steps: Steps, now: datetime) -> tuple[Steps, datetime | None]:
	"""What happens now, up to a step that ends the clock, and when the next step comes."""
	happens: Steps = []
	for time, step in steps:
		if time > now:
			return happens, time
		happens.append((time, step))
		if step.does == LAPSE:
			break
	return happens, None


def _end_lapsed(clocks: list[Clock]) -> None:
	rows = [
		{"name": clock.name, "status": LAPSED, "stopped_on": clock.run.due, "in_time": 0} for clock in clocks
	]
	update_rows(store.CLOCK, rows)


def _claim(now: datetime, limit: int, only: Collection[str] | None) -> list[Due]:
	clock = frappe.qb.DocType(store.CLOCK)
	query = (
		frappe.qb.from_(clock)
		.select(*COLUMNS)
		.where(clock.next_step_on <= now)
		.orderby(clock.next_step_on)
		.limit(limit)
		.for_update(skip_locked=True)
	)
	if only is not None:
		query = query.where(clock.name.isin(list(only)))
	rows = query.run(as_dict=True)
	return [Due(row.reference_doctype, row.reference_name, store.clock_of(row)) for row in rows]


def _with_free_cases(claimed: list[Due]) -> tuple[list[Due], Cases]:
	"""Hold the cases as well, and let go those that somebody is saving at this moment."""
	held: Cases = {}
	for doctype in dict.fromkeys(due.doctype for due in claimed):
		case, meta = frappe.qb.DocType(doctype), frappe.get_meta(doctype)
		names = sorted({due.case for due in claimed if due.doctype == doctype})
		fields = [name for name in WHERE_FIELDS if meta.has_field(name)]
		query = frappe.qb.from_(case).select(case.name, *fields).where(case.name.isin(names))
		rows = query.for_update(skip_locked=True).run(as_dict=True)
		held.update(((doctype, row.name), row) for row in rows)
	return [due for due in claimed if (due.doctype, due.case) in held], held


def _end_orphans(missed: list[Due]) -> int:
	"""End the clocks whose case was deleted, which would wait in front of all others; return how many."""
	there = set()
	for doctype in dict.fromkeys(due.doctype for due in missed):
		names = [due.case for due in missed if due.doctype == doctype]
		stored = frappe.get_all(doctype, {"name": ["in", names]}, pluck="name", limit=0)
		there.update((doctype, name) for name in stored)
	orphans = [due.clock.name for due in missed if (due.doctype, due.case) not in there]
	update_rows(store.CLOCK, [{"name": name, "status": STOPPED, "next_step_on": None} for name in orphans])
	return len(orphans)


def due_clocks(now: datetime, limit: int = BATCH) -> list[str]:
	"""Return the clocks with a due step, without holding them."""
	clock = frappe.qb.DocType(store.CLOCK)
	query = frappe.qb.from_(clock).select(clock.name).where(clock.next_step_on <= now)
	return query.orderby(clock.next_step_on).limit(limit).run(pluck=True)


def postpone(clock: str, now: datetime) -> int:
	"""Put off the steps of a clock that fail, longer each time, so that they hold nobody else up.

	:return: how many times they have failed
	"""
	failures = (frappe.db.get_value(store.CLOCK, clock, "failures") or 0) + 1
	wait = timedelta(minutes=min(2 ** (failures - 1), LONGEST_WAIT))
	update_rows(store.CLOCK, [{"name": clock, "next_step_on": now + wait, "failures": failures}])
	return failures
