"""What the form of a case shows of its clocks: due, used, left, pauses and why, and a colour."""

from datetime import date, datetime, timedelta

import frappe

from yumen_governance.time_limits.clocks import runs, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.counting import COURT, WORKED, WORKING_DAYS
from yumen_governance.time_limits.clocks.escalating import title_of_called
from yumen_governance.time_limits.clocks.extensions import latest_due
from yumen_governance.time_limits.clocks.plan import LAPSED, OPEN, PAUSED, STOPPED, Clock
from yumen_governance.time_limits.clocks.rules import Basis, Rule, own_of, rules_of
from yumen_governance.time_limits.clocks.working_time import Calendar

GREEN, YELLOW, RED, GREY = "green", "yellow", "red", "gray"
WARNING_SHARE = 0.8


def faces_of(doctype: str, name: str, now: datetime) -> list[dict]:
	"""Return what is shown of each clock of a case: the open ones by due time, then those that have ended."""
	clocks = store.of_cases(doctype, [name]).get(name, [])
	told = _told([clock.name for clock in clocks])
	office, rules = calendar(), rules_of(doctype)
	faces = [
		face_of(office, clock, now) | told.get(clock.name, {"changes": []}) | basis_of(office, rules, clock)
		for clock in clocks
	]
	return sorted(faces, key=lambda face: (face["status"] not in OPEN, face["due_on"]))


def face_of(office: Calendar, clock: Clock, now: datetime) -> dict:
	"""Return what is shown of one clock; seconds are working time where the clock counts that."""
	used = runs.used(office, clock.run, now)
	return {
		"name": clock.name,
		"kind": clock.kind,
		"called": title_of_called(clock.called),
		"run": clock.number,
		"status": clock.status,
		"started_on": clock.run.started,
		"due_on": clock.run.due,
		"length": clock.run.limit.length,
		"unit": clock.run.limit.unit,
		"method": clock.run.limit.method,
		"counts_to": clock.run.limit.before,
		"is_working_time": clock.run.limit.unit in WORKED,
		"allowed": clock.run.allowed.total_seconds(),
		"used": used.total_seconds(),
		"days_left": days_left(office, clock, now.date()),
		"colour": colour_of(clock, used),
		"missing_years": office.missing_years(clock.run.started, clock.run.due),
	}


def basis_of(office: Calendar, rules: tuple[Rule, ...], clock: Clock) -> dict:
	"""Return by which version of which rule a clock runs, where that stands in the law, and what it allows."""
	rule = own_of(rules, clock.rule, clock.version)
	basis = rule.basis if rule else Basis()
	return {
		"title": basis.title,
		"law": basis.law,
		"article": basis.article,
		"verification": basis.verification,
		"version": clock.version,
		"versions": sum(each.name == clock.rule for each in rules),
		"valid_from": rule and rule.valid_from,
		"exclusions": _exclusions(clock, basis),
		"extension": _extension(office, rule, clock),
	}


def _exclusions(clock: Clock, basis: Basis) -> list[dict]:
	return [{"reason": reason, "ground": ground} for reason, ground in basis.exclusions if clock.is_open]


def _extension(office: Calendar, rule: Rule | None, clock: Clock) -> dict | None:
	"""What a form asks for an extension that is granted outside of the case's workflow."""
	if not rule or not rule.basis.extension_approver or not clock.is_open:
		return None
	if clock.extensions >= rule.max_extensions:
		return None
	return {
		"approver": rule.basis.extension_approver,
		"notice": rule.basis.extension_notice,
		"latest": latest_due(office, clock, rule),
	}


def days_left(office: Calendar, clock: Clock, today: date) -> int | None:
	"""Return how many days a limit by Court still has after today, negative when it is over; None of other limits."""
	limit, last = clock.run.limit, clock.run.due.date()
	if limit.method != COURT:
		return None
	if clock.status == PAUSED and clock.paused_on:
		today = clock.paused_on.date()
	if limit.unit != WORKING_DAYS:
		return (last - today).days
	return office.working_days_between(today, last) - office.working_days_between(last, today)


def colour_of(clock: Clock, used: timedelta) -> str:
	"""Return green, yellow from four fifths on, red when overdue, grey while paused or ended in time."""
	if clock.status in (PAUSED, LAPSED) or (clock.status == STOPPED and used <= clock.run.allowed):
		return GREY
	if used > clock.run.allowed:
		return RED
	return YELLOW if used >= clock.run.allowed * WARNING_SHARE else GREEN


def _told(clocks: list[str]) -> dict[str, dict]:
	"""The ends of clocks, and their pauses and extensions with the reasons."""
	rows = frappe.get_all(
		store.CHANGE,
		filters={"parent": ["in", clocks], "parenttype": store.CLOCK},
		fields=[
			"parent",
			"change",
			"changed_on",
			"until",
			"new_due_on",
			"reason",
			"ground",
			"approved_by",
			"told_on",
		],
		order_by="changed_on",
	)
	ends = frappe.get_all(store.CLOCK, {"name": ["in", clocks]}, ["name", "stopped_on", "in_time"])
	found = {row.name: {"stopped_on": row.stopped_on, "in_time": row.in_time, "changes": []} for row in ends}
	for row in rows:
		found[row.pop("parent")]["changes"].append(row)
	return found
