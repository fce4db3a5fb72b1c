"""What happens at a step of a ladder: its row, a line in the timeline, a notice, and what the case's module adds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.grid_management import timeline
from yumen_governance.grid_management.many_rows import insert_rows
from yumen_governance.permissions.roles import DISPATCHER
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.clocks import runs, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.ladder import (
	CENTRE,
	HANDLER,
	LAPSE,
	LEADER,
	LEVEL_ABOVE,
	NOTIFY,
	TAG,
	LadderStep,
)
from yumen_governance.time_limits.clocks.plan import Called, Clock

HOOK = "case_escalated"
# How the deeds that are no orders stand in the timeline
ACTIONS = {NOTIFY: "Deadline Notice", TAG: "Tag for Assessment", LAPSE: "Time Limit Over"}
WHERE_FIELDS = ("workflow_state", "grid", "lead_grid", "lead_unit")
# Cases by DocType and name
Cases = dict[tuple[str, str], frappe._dict]


@dataclass(frozen=True)
class Due:
	"""A clock with a step that is due, and the case that it belongs to."""

	doctype: str
	case: str
	clock: Clock


@dataclass(frozen=True)
class Escalation:
	"""A step that happens to a clock; `step_on` is when it was due to happen."""

	due: Due
	step: LadderStep
	step_on: datetime

	@property
	def key(self) -> str:
		"""What it is once and for ever."""
		return f"escalation {self.due.clock.name} {self.step.number}"


def escalate(escalations: list[Escalation], cases: Cases, now: datetime) -> None:
	"""Make steps happen, in the caller's transaction, in the order in which they were due.

	:param cases: where each case stands, the columns WHERE_FIELDS
	"""
	if not escalations:
		return
	escalations = sorted(escalations, key=lambda each: (each.step_on, each.due.clock.name, each.step.number))
	names = [row["name"] for row in insert_rows(store.ESCALATION, [_row(each, now) for each in escalations])]
	words = _words(escalations)
	timeline.record_many([_timeline_row(each, cases, words, now) for each in escalations])
	outbox.post_many([_notice(each, cases) for each in escalations])
	_tell_module(zip(names, escalations, strict=True), now)


def _row(each: Escalation, now: datetime) -> dict:
	return {
		"clock": each.due.clock.name,
		"step": each.step.number,
		"reference_doctype": each.due.doctype,
		"reference_name": each.due.case,
		"kind": each.due.clock.kind,
		"does": each.step.does,
		"after_percent": each.step.percent,
		"after_hours": each.step.hours,
		"days_left": each.step.days_left,
		"due_on": each.due.clock.run.due,
		"step_on": each.step_on,
		"escalated_on": now,
	}


def _timeline_row(each: Escalation, cases: Cases, words, now: datetime) -> dict:
	case = cases[each.due.doctype, each.due.case]
	return {
		"reference_doctype": each.due.doctype,
		"reference_name": each.due.case,
		"action": ACTIONS.get(each.step.does, each.step.does),
		"acted_on": now,
		"from_state": case.workflow_state,
		"to_state": case.workflow_state,
		"from_grid": case.lead_grid,
		"from_unit": case.lead_unit,
		"to_grid": case.lead_grid,
		"to_unit": case.lead_unit,
		"opinion": words[each.due.clock.kind, each.step],
	}


def _words(escalations: Iterable[Escalation]) -> dict[tuple[str, LadderStep], str]:
	"""What the timeline says of each kind of clock and step, in the language of the site."""
	language = frappe.db.get_default("lang") or "zh"
	said = {}
	for kind, step in {(each.due.clock.kind, each.step) for each in escalations}:
		template, number = _template(step, language)
		said[kind, step] = template.format(_(kind, language), number)
	return said


def _template(step: LadderStep, language: str) -> tuple[str, str]:
	if step.does == LAPSE:
		return _("{0}: the time limit is over", language), ""
	if step.days_left:
		return _("{0}: {1} days are left", language), f"{step.days_left}"
	if step.hours:
		return _("{0}: {1} working hours overdue", language), f"{step.hours:g}"
	return _("{0}: {1} % of the time is used", language), f"{step.percent}"


def _notice(each: Escalation, cases) -> outbox.Notice:
	return outbox.Notice(
		event_type=_event_type(each),
		doctype=each.due.doctype,
		name=each.due.case,
		audience=_audience(each, cases[each.due.doctype, each.due.case]),
		values={
			"kind": each.due.clock.kind,
			"due_on": each.due.clock.run.due,
			"percent": _percent(each),
			"level": each.step.does,
			"unit": title_of_called(each.due.clock.called),
		},
		key=each.key,
	)


def _percent(each: Escalation) -> int:
	"""How much of the time is used at a step, also at one that comes with so many days left."""
	run = each.due.clock.run
	if not each.step.days_left or not run.allowed:
		return each.step.percent
	return round(100 * runs.used(calendar(), run, each.step_on) / run.allowed)


def _event_type(each: Escalation) -> str:
	if each.step.does == LAPSE:
		return "Time Limit Over"
	if each.step.does != NOTIFY:
		return "Escalated"
	if not each.step.is_late:
		return "Due Soon"
	return "No Answer" if each.due.clock.called else "Overdue"


def title_of_called(called: Called | None) -> str | None:
	"""Return what the unit or grid is called whose clock it is, None for a clock of the case's lead."""
	if not called:
		return None
	if called.unit:
		return frappe.db.get_value("Functional Unit", called.unit, "unit_name", cache=True)
	return frappe.db.get_value("Grid", called.grid, "grid_name", cache=True)


def _audience(each: Escalation, case) -> outbox.Audience:
	"""Whom a step tells: who leads the case now, or the grid in which it lies while nobody does.

	Of the clock of a call: who was called; and who called them, once the answer is late.
	"""
	called, step = each.due.clock.called, each.step
	grid, unit = case.lead_grid or (not case.lead_unit and case.grid) or None, case.lead_unit
	if called:
		grid, unit = called.grid, called.unit
	leaders = outbox.leaders_of(grid) | outbox.unit(unit)
	groups = {
		HANDLER: leaders if called else outbox.next_actors(case),
		LEADER: leaders,
		LEVEL_ABOVE: outbox.leaders_of(grid or case.grid, levels_up=1),
		CENTRE: outbox.role(DISPATCHER),
	}
	audience = outbox.users(*([called.by] if called and step.is_late else []))
	for who in step.tell:
		audience = audience | groups[who]
	return audience


def _tell_module(escalations: Iterable[tuple[str, Escalation]], now: datetime) -> None:
	"""Hand what has happened to the module of each DocType, in this transaction (hook case_escalated)."""
	by_doctype: dict[str, list[dict]] = {}
	for name, each in escalations:
		by_doctype.setdefault(each.due.doctype, []).append(_told(name, each, now))
	for doctype, told in by_doctype.items():
		for listener in listeners(doctype):
			listener(told)


def listeners(doctype: str) -> list[Callable[[list[dict]], None]]:
	"""Return what modules do when cases of a DocType are escalated."""
	hooks = frappe.get_hooks(HOOK) or {}
	return [frappe.get_attr(path) for path in hooks.get(doctype, ())]


def _told(name: str, each: Escalation, now: datetime) -> dict:
	return {
		"escalation": name,
		"clock": each.due.clock.name,
		"doctype": each.due.doctype,
		"name": each.due.case,
		"kind": each.due.clock.kind,
		"percent": each.step.percent,
		"after_hours": each.step.hours,
		"days_left": each.step.days_left,
		"does": each.step.does,
		"due_on": each.due.clock.run.due,
		"step_on": each.step_on,
		"now": now,
		"tell": list(each.step.tell),
		"is_late": each.step.is_late,
		"called": each.due.clock.called,
	}
