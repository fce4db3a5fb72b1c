"""What the form of a case shows of its clocks: due, used, left, pauses and why, and a colour."""

from datetime import datetime, timedelta

import frappe

from yumen_governance.time_limits.clocks import runs, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.counting import WORKED
from yumen_governance.time_limits.clocks.escalating import title_of_called
from yumen_governance.time_limits.clocks.plan import PAUSED, STOPPED, Clock
from yumen_governance.time_limits.clocks.working_time import Calendar

GREEN, YELLOW, RED, GREY = "green", "yellow", "red", "gray"
WARNING_SHARE = 0.8


def faces_of(doctype: str, name: str, now: datetime) -> list[dict]:
	"""Return what is shown of each clock of a case: the open ones by due time, then those that have ended."""
	clocks = store.of_cases(doctype, [name]).get(name, [])
	told = _told([clock.name for clock in clocks])
	office = calendar()
	faces = [face_of(office, clock, now) | told.get(clock.name, {"changes": []}) for clock in clocks]
	return sorted(faces, key=lambda face: (face["status"] == STOPPED, face["due_on"]))


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
		"is_working_time": clock.run.limit.unit in WORKED,
		"allowed": clock.run.allowed.total_seconds(),
		"used": used.total_seconds(),
		"colour": colour_of(clock, used),
		"missing_years": office.missing_years(clock.run.started, clock.run.due),
	}


def colour_of(clock: Clock, used: timedelta) -> str:
	"""Return green, yellow from four fifths on, red when overdue, grey while paused or ended in time."""
	if clock.status == PAUSED or (clock.status == STOPPED and used <= clock.run.allowed):
		return GREY
	if used > clock.run.allowed:
		return RED
	return YELLOW if used >= clock.run.allowed * WARNING_SHARE else GREEN


def _told(clocks: list[str]) -> dict[str, dict]:
	"""The ends of clocks, and their pauses and extensions with the reasons."""
	rows = frappe.get_all(
		store.CHANGE,
		filters={"parent": ["in", clocks], "parenttype": store.CLOCK},
		fields=["parent", "change", "changed_on", "until", "new_due_on", "reason"],
		order_by="changed_on",
	)
	ends = frappe.get_all(store.CLOCK, {"name": ["in", clocks]}, ["name", "stopped_on", "in_time"])
	found = {row.name: {"stopped_on": row.stopped_on, "in_time": row.in_time, "changes": []} for row in ends}
	for row in rows:
		found[row.pop("parent")]["changes"].append(row)
	return found
