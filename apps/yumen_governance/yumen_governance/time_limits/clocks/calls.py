"""Clocks of calls: somebody called units or grids to a case, each to answer by a time that the call says.

They stand beside the case's own clocks, in its timeline and on its ladder; each ends with its answer.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from math import ceil

import frappe

from yumen_governance.grid_management.many_rows import insert_rows
from yumen_governance.time_limits.clocks import keeping, runs, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.case_facts import facts_of
from yumen_governance.time_limits.clocks.counting import MINUTES, Limit
from yumen_governance.time_limits.clocks.plan import START, STOP, Called, Deed
from yumen_governance.time_limits.clocks.rules import rule_for_call, rules_of
from yumen_governance.time_limits.clocks.runs import Run


def begin_calls(
	case, kind: str, called: Sequence[Called], answer_by: datetime, now: datetime
) -> list[str | None]:
	"""Begin a clock for each who was called to a case, and return their names in order.

	:param kind: the Clock Kind; its rule says where the clocks run on and what their ladder does
	:param answer_by: when they are due, after now
	:return: None for each where no active rule of the kind counts for the case
	"""
	rule = rule_for_call(
		rules_of(case.doctype), kind, facts_of(case.doctype, rules_of(case.doctype), [case])[0], now
	)
	if not rule:
		return [None for _each in called]
	frappe.db.get_value(case.doctype, case.name, "name", for_update=True)
	run, before = _run(answer_by, now), _last_run(case, kind)
	rows = [
		{
			**keeping.new_row(
				calendar(), case.doctype, case.name, Deed(START, kind, run, rule=rule, number=number)
			),
			"called_unit": each.unit,
			"called_grid": each.grid,
			"called_by": each.by,
		}
		for number, each in enumerate(called, before + 1)
	]
	return [row["name"] for row in insert_rows(store.CLOCK, rows)]


def _run(answer_by: datetime, now: datetime) -> Run:
	"""A run of whole minutes that ends at a time: it began in the minute that was running."""
	minutes = ceil((answer_by - now).total_seconds() / 60)
	limit = Limit(minutes, MINUTES)
	start = answer_by - (runs.begin(calendar(), limit, now).due - now)
	return runs.begin(calendar(), limit, start)


def _last_run(case, kind: str) -> int:
	of_kind = {"reference_doctype": case.doctype, "reference_name": case.name, "kind": kind}
	return frappe.db.get_value(store.CLOCK, of_kind, "max(run)") or 0


def end(doctype: str, case: str, clocks: Collection[str | None], now: datetime) -> None:
	"""End clocks of a case without a transition: of who answered, of a call that isn't made any more.

	:param clocks: names; one that has ended stays as it is
	"""
	wanted = {name for name in clocks if name}
	found = [clock for clock in keeping.running(doctype, case) if clock.name in wanted]
	deeds = [
		Deed(
			STOP, clock.kind, runs.pause(calendar(), clock.run, now) if clock.run.since else clock.run, clock
		)
		for clock in found
	]
	keeping.write(doctype, {case: deeds}, now, None, {})
