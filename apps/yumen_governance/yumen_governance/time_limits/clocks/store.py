"""The rows of clocks: read many at once, written many at once."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import frappe
from frappe.query_builder.functions import Min

from yumen_governance.grid_management.many_rows import insert_rows
from yumen_governance.time_limits.clocks import ladder
from yumen_governance.time_limits.clocks.counting import Limit
from yumen_governance.time_limits.clocks.exclusions import Exclusion
from yumen_governance.time_limits.clocks.plan import OPEN, Called, Clock
from yumen_governance.time_limits.clocks.runs import EXCLUSION, EXTENSION, PAUSE, Change, Run
from yumen_governance.time_limits.clocks.working_time import Calendar

CLOCK, CHANGE, ESCALATION = "Case Clock", "Case Clock Change", "Case Escalation"
FIELDS = (
	"name",
	"reference_doctype",
	"reference_name",
	"kind",
	"run",
	"status",
	"rule",
	"version",
	"ladder",
	"length",
	"unit",
	"method",
	"counts_to",
	"extensions",
	"started_on",
	"due_on",
	"paused_on",
	"runs_since",
	"allowed_seconds",
	"used_seconds",
	"called_unit",
	"called_grid",
	"called_by",
)


def of_cases(doctype: str, names: Collection[str], with_changes: bool = True) -> dict[str, list[Clock]]:
	"""Return the clocks of cases by the name of the case, first runs first."""
	if (ahead := _taken_ahead(doctype, names)) is not None:
		return ahead
	table = frappe.qb.DocType(CLOCK)
	of_these = (table.reference_doctype == doctype) & table.reference_name.isin(list(names))
	rows = frappe.qb.from_(table).select(*FIELDS).where(of_these).orderby(table.run).run(as_dict=True)
	changes = changes_of([row.name for row in rows]) if with_changes else {}
	found: dict[str, list[Clock]] = {}
	for row in rows:
		found.setdefault(row.reference_name, []).append(clock_of(row, changes.get(row.name, ())))
	return found


@contextmanager
def read_ahead(doctype: str, names: Collection[str]) -> Iterator[None]:
	"""Read the clocks of many cases at once, for a piece of work that takes them one by one in this transaction.

	Each is handed out once: who asks again, after having written, reads what is stored.
	"""
	found = of_cases(doctype, names) if names else {}
	frappe.flags.clocks_ahead = {(doctype, name): found.get(name, []) for name in names}
	try:
		yield
	finally:
		frappe.flags.clocks_ahead = None


def _taken_ahead(doctype: str, names: Collection[str]) -> dict[str, list[Clock]] | None:
	ahead = frappe.flags.clocks_ahead
	if not ahead or len(names) != 1:
		return None
	(name,) = names
	clocks = ahead.pop((doctype, name), None)
	return None if clocks is None else {name: clocks}


def clock_of(row, changes: Iterable[Change] = ()) -> Clock:
	"""Return the Clock that a stored row says."""
	run = Run(
		limit=Limit(row.length, row.unit, row.method, row.counts_to),
		started=row.started_on,
		due=row.due_on,
		allowed=timedelta(seconds=row.allowed_seconds),
		used=timedelta(seconds=row.used_seconds),
		since=row.runs_since,
	)
	return Clock(
		name=row.name,
		kind=row.kind,
		number=row.run,
		status=row.status,
		rule=row.rule,
		run=run,
		paused_on=row.paused_on,
		extensions=row.extensions,
		ladder=row.ladder,
		called=Called(row.called_unit, row.called_grid, row.called_by) if row.called_by else None,
		changes=tuple(changes),
		version=row.version or 1,
	)


def changes_of(clocks: Collection[str]) -> dict[str, list[Change]]:
	"""Return the pauses, extensions and exclusions of clocks, in order."""
	if not clocks:
		return {}
	rows = frappe.get_all(
		CHANGE,
		filters={"parent": ["in", list(clocks)], "parenttype": CLOCK},
		fields=["parent", "change", "changed_on", "until", "new_due_on", "noted_on"],
		order_by="parent, changed_on, idx",
	)
	found: dict[str, list[Change]] = {}
	for row in rows:
		change = Change(row.change, row.changed_on, row.until, row.new_due_on, row.noted_on)
		found.setdefault(row.parent, []).append(change)
	return found


def done_steps(clocks: Collection[str]) -> dict[str, set[int]]:
	"""Return the numbers of the steps that have happened to clocks."""
	found: dict[str, set[int]] = {}
	if clocks:
		filters = {"clock": ["in", list(clocks)]}
		for clock, step in frappe.get_all(ESCALATION, filters, ["clock", "step"], as_list=True):
			found.setdefault(clock, set()).add(step)
	return found


def values_of(calendar: Calendar, run: Run, ladder_name: str | None, done: Collection[int] = ()) -> dict:
	"""Return the columns of a clock that follow from its run: due time, what was used, and its next step."""
	return {
		"due_on": run.due,
		"runs_since": run.since,
		"allowed_seconds": run.allowed.total_seconds(),
		"used_seconds": run.used.total_seconds(),
		"next_step_on": ladder.next_time(calendar, run, ladder.ladder_of(ladder_name), done),
		"uncertain": int(bool(calendar.missing_years(run.started, run.due))),
	}


def limit_values(limit: Limit) -> dict:
	"""Return the columns of a clock that say how it is counted."""
	return {"length": limit.length, "unit": limit.unit, "method": limit.method, "counts_to": limit.before}


def note_pauses(
	clocks: Iterable[str], reasons: dict[str, str | None], actor: str | None, at: datetime
) -> None:
	"""Write down that clocks were paused, and why."""
	rows = [_change(clock, PAUSE, at, reasons.get(clock), actor) for clock in clocks]
	insert_rows(CHANGE, rows)


def note_extension(
	clock: Clock, new_due: datetime, reason: str, actor: str | None, at: datetime, **told: object
) -> None:
	"""Write down that a clock was extended, and why; `told`: who approved it and when the parties were told."""
	dates = {"due_before": clock.run.due, "new_due_on": new_due}
	insert_rows(CHANGE, [{**_change(clock.name, EXTENSION, at, reason, actor), **dates, **told}])


def note_exclusion(clock: str, exclusion: Exclusion, actor: str | None, at: datetime) -> None:
	"""Write down which days are left out of a clock, and why; of the same reason and first day the last word counts."""
	table = frappe.qb.DocType(CHANGE)
	same = (table.parent == clock) & (table.change == EXCLUSION) & (table.reason == exclusion.reason)
	frappe.qb.from_(table).delete().where(same & (table.changed_on == exclusion.since)).run()
	row = _change(clock, EXCLUSION, exclusion.since, exclusion.reason, actor)
	insert_rows(CHANGE, [{**row, "until": exclusion.until, "ground": exclusion.ground, "noted_on": at}])


def _change(clock: str, change: str, at: datetime, reason: str | None, actor: str | None) -> dict:
	return {
		"parent": clock,
		"parenttype": CLOCK,
		"parentfield": "changes",
		"change": change,
		"changed_on": at,
		"reason": reason,
		"actor": actor,
	}


def soonest_due(doctype: str, names: Collection[str], kinds: Collection[str]) -> dict[str, datetime]:
	"""Return the soonest due time of the open clocks of some kinds, by case."""
	table = frappe.qb.DocType(CLOCK)
	rows = (
		frappe.qb.from_(table)
		.select(table.reference_name, Min(table.due_on))
		.where((table.reference_doctype == doctype) & table.reference_name.isin(list(names)))
		.where(table.kind.isin(sorted(kinds)) & table.status.isin(OPEN))
		.groupby(table.reference_name)
	).run()
	return dict(rows)


def end_pauses(clocks: Collection[str], at: datetime) -> None:
	"""Write down when the pauses of clocks were over."""
	if clocks:
		change = frappe.qb.DocType(CHANGE)
		lasting = change.parent.isin(list(clocks)) & (change.change == PAUSE) & change.until.isnull()
		frappe.qb.update(change).set(change.until, at).where(lasting).run()
