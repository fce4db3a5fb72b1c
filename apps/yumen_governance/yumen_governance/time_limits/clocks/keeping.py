"""The clocks of a case: begun, paused, resumed, ended and begun again as it goes from stage to stage.

`decide` and `apply` belong to a case that is being saved; `start_many` does the same for many cases that are
stored already. Which clock does what is decided by `clock_plan`.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

import frappe

from yumen_governance.grid_management.many_rows import insert_rows, update_rows
from yumen_governance.time_limits.clocks import ladder, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.case_facts import differs, facts_of, fields_of
from yumen_governance.time_limits.clocks.plan import (
	PAUSE,
	PAUSED,
	RERATE,
	RESUME,
	RUNNING,
	START,
	STOP,
	STOPPED,
	Clock,
	Deed,
	Passage,
	due_after,
	plan,
)
from yumen_governance.time_limits.clocks.rules import due_kinds, rules_of
from yumen_governance.time_limits.clocks.working_time import Calendar
from yumen_governance.time_limits.stages import asked_fields
from yumen_governance.time_limits.transitions import Step

Deeds = dict[str, list[Deed]]


def decide(doc, step: Step | None, now: datetime) -> None:
	"""Decide what saving a case does to its clocks, and set its due time: the soonest of the clocks that give it.

	Nothing is written; the deeds wait in the flags of the document for `apply`.
	"""
	rules, before = rules_of(doc.doctype), doc.get_doc_before_save()
	fields = fields_of(doc.doctype, rules)
	changed = bool(before) and differs(before, doc, fields)
	if not (step or changed or not before):
		return
	stored = store.of_cases(doc.doctype, [doc.name]).get(doc.name, []) if before else []
	if not rules and not stored:
		return
	passage = Passage(
		from_stage=before.stage if before else None,
		to_stage=doc.stage,
		facts=facts_of(doc.doctype, rules, [doc])[0],
		asked=frozenset(asked_fields(step.asks_for) if step else ()),
		facts_changed=changed,
	)
	deeds = plan(rules, calendar(), stored, passage, now)
	doc.flags.clock_deeds = deeds
	if deeds and (due := due_after(stored, deeds, due_kinds(rules))):
		doc.due_on = due


def apply(doc, reason: str | None, user: str | None, now: datetime) -> None:
	"""Write what `decide` decided for a case.

	:param reason: why a clock is paused, as the person said it
	"""
	if deeds := doc.flags.pop("clock_deeds", None):
		write(doc.doctype, {doc.name: deeds}, now, user, {doc.name: reason})


def start_many(
	doctype: str, names: Collection[str], now: datetime, from_stage: str | None = None
) -> dict[str, datetime]:
	"""Bring the clocks of stored cases in line with the stage in which they are, and write their due times.

	:param from_stage: the stage from which they all came; None when they are new or a fact of theirs changed: then
		clocks that never ran begin, and a second call changes nothing
	:return: the due time of each case that has one now
	"""
	rules = rules_of(doctype)
	cases = frappe.get_all(
		doctype, {"name": ["in", list(names)]}, ["name", "stage", *fields_of(doctype, rules)], limit=0
	)
	stored, office = store.of_cases(doctype, [case.name for case in cases]), calendar()
	deeds, due = {}, {}
	for case, facts in zip(cases, facts_of(doctype, rules, cases), strict=True):
		clocks = stored.get(case.name, [])
		every = plan(rules, office, clocks, Passage(from_stage, case.stage, facts), now)
		deeds[case.name] = every if from_stage else _first_starts(every)
		due[case.name] = due_after(clocks, deeds[case.name], due_kinds(rules))
	write(doctype, deeds, now, frappe.session.user, {})
	due = {name: moment for name, moment in due.items() if moment}
	set_due(doctype, due)
	return due


def plan_new(doctype: str, cases: Collection[Mapping], now: datetime) -> tuple[Deeds, dict[str, datetime]]:
	"""Decide the clocks of new cases that are about to be stored; `write` stores the clocks after them.

	:param cases: rows with name, stage and what rules look at
	:return: the deeds by case, and the due time of each case that has one
	"""
	rules, office = rules_of(doctype), calendar()
	rows = [frappe._dict(case) for case in cases]
	deeds = {
		case.name: plan(rules, office, [], Passage(None, case.stage, facts), now)
		for case, facts in zip(rows, facts_of(doctype, rules, rows), strict=True)
	}
	due = {name: due_after([], of_case, due_kinds(rules)) for name, of_case in deeds.items()}
	return deeds, {name: moment for name, moment in due.items() if moment}


def _first_starts(deeds: list[Deed]) -> list[Deed]:
	return [deed for deed in deeds if deed.act == START and deed.number == 1]


def running(doctype: str, name: str) -> list[Clock]:
	"""Return the open clocks of a case, running or paused."""
	return [clock for clock in store.of_cases(doctype, [name]).get(name, []) if clock.is_open]


def write(
	doctype: str, deeds: Deeds, now: datetime, user: str | None, reasons: dict[str, str | None]
) -> None:
	"""Write deeds on the clocks of cases, each kind of deed in one statement.

	:param deeds: by the name of the case
	:param reasons: why a case was paused, by its name
	"""
	by_act: dict[str, list[tuple[str, Deed]]] = {}
	for case, of_case in deeds.items():
		for deed in of_case:
			by_act.setdefault(deed.act, []).append((case, deed))
	if not by_act:
		return
	office = calendar()
	starts = [new_row(office, doctype, case, deed) for case, deed in by_act.get(START, ())]
	insert_rows(store.CLOCK, starts)
	_write_stops([deed for _case, deed in by_act.get(STOP, ())], now)
	_write_pauses(office, by_act.get(PAUSE, []), now, user, reasons)
	_write_runs(office, [deed for act in (RESUME, RERATE) for _case, deed in by_act.get(act, ())], now)


def new_row(office: Calendar, doctype: str, case: str, deed: Deed) -> dict:
	"""Return the row of a clock that begins."""
	ladder_name = ladder.name_of(deed.rule.steps)
	return {
		"reference_doctype": doctype,
		"reference_name": case,
		"kind": deed.kind,
		"run": deed.number,
		"status": RUNNING,
		"started_on": deed.run.started,
		"rule": deed.rule.name,
		"version": deed.rule.version,
		"ladder": ladder_name,
		**store.limit_values(deed.run.limit),
		**store.values_of(office, deed.run, ladder_name),
	}


def _write_stops(deeds: list[Deed], now: datetime) -> None:
	rows = [
		{
			"name": deed.clock.name,
			"status": STOPPED,
			"stopped_on": deed.at or now,
			"in_time": int(deed.run.used <= deed.run.allowed),
			"used_seconds": deed.run.used.total_seconds(),
			"runs_since": None,
			"next_step_on": None,
		}
		for deed in deeds
	]
	update_rows(store.CLOCK, rows)
	store.end_pauses([deed.clock.name for deed in deeds if deed.clock.status == PAUSED], now)


def _write_pauses(
	office: Calendar, deeds: list[tuple[str, Deed]], now: datetime, user, reasons: dict
) -> None:
	rows = [
		{**_run_values(office, deed, ()), "status": PAUSED, "paused_on": now, "next_step_on": None}
		for _case, deed in deeds
	]
	update_rows(store.CLOCK, rows)
	why = {deed.clock.name: reasons.get(case) for case, deed in deeds}
	store.note_pauses(list(why), why, user, now)


def _write_runs(office: Calendar, deeds: list[Deed], now: datetime) -> None:
	done = store.done_steps([deed.clock.name for deed in deeds])
	rows = [
		{
			**_run_values(office, deed, done.get(deed.clock.name, ())),
			"status": RUNNING if deed.run.since else PAUSED,
			"started_on": deed.run.started,
			"paused_on": None if deed.run.since else deed.clock.paused_on,
		}
		for deed in deeds
	]
	update_rows(store.CLOCK, rows)
	resumed = [deed.clock.name for deed in deeds if deed.act == RESUME]
	store.end_pauses(resumed, now)


def _run_values(office: Calendar, deed: Deed, done: Collection[int]) -> dict:
	rerated = deed.act == RERATE and deed.rule
	ladder_name = ladder.name_of(deed.rule.steps) if rerated else deed.clock.ladder
	return {
		"name": deed.clock.name,
		"rule": deed.clock.rule,
		"version": deed.clock.version,
		"ladder": ladder_name,
		**store.limit_values(deed.run.limit),
		**store.values_of(office, deed.run, ladder_name, done),
	}


def set_due(doctype: str, due: dict[str, datetime]) -> None:
	"""Write the due times of cases, one statement for each time that occurs."""
	names_by_time: dict[datetime, list[str]] = {}
	for name, moment in due.items():
		names_by_time.setdefault(moment, []).append(name)
	table = frappe.qb.DocType(doctype)
	for moment, names in names_by_time.items():
		frappe.qb.update(table).set(table.due_on, moment).where(table.name.isin(names)).run()


def due_again(doctype: str, name: str) -> None:
	"""Write the due time of a case anew after one of its clocks was moved."""
	set_due(doctype, store.soonest_due(doctype, [name], due_kinds(rules_of(doctype))))
