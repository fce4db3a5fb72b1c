"""What a clerk sees of the queue at their window; four small queries a refresh."""

from datetime import datetime

import frappe
from frappe.utils import get_fullname, getdate

from yumen_governance.service_centre.appointments.days import to_come
from yumen_governance.service_centre.queue import figures, shifts
from yumen_governance.service_centre.queue.kinds import called_at, kinds
from yumen_governance.service_centre.queue.life import AT_WINDOW, MISSED
from yumen_governance.service_centre.queue.reading import line_at, live_tickets
from yumen_governance.service_centre.windows import WINDOW, windows_of

SHOWN = 8
TOLD = (
	"name",
	"shown_number",
	"ticket_kind",
	"priority",
	"is_booked",
	"status",
	"transferred_from",
	"taken_on",
	"waiting_since",
	"called_on",
	"last_called_on",
	"call_count",
	"served_on",
	"request",
	"satisfaction",
)


def show(user: str, now: datetime) -> dict:
	"""Return the desk of somebody: their window and shift, the number there, the line, and their figures of the day.

	Without a shift: the windows at which they may sit, and who keeps them.
	"""
	shift = shifts.current(user, getdate(now))
	if not shift:
		return {"now": now, "shift": None, "windows": _choices(user, now)}
	tickets = live_tickets(getdate(now), user)
	window = shift.service_window
	line = line_at(window, tickets)
	mine = {kind.name for kind in called_at(window)}
	here = next((row for row in tickets if row.name == shift.ticket and row.status in AT_WINDOW), None)
	return {
		"now": now,
		"shift": shift,
		"window": title_of(window),
		"current": here and _told(here),
		"line": [_told(row) for row in line[:SHOWN]],
		"waiting": _by_kind(line, window),
		"missed": [_told(row) for row in tickets if row.status == MISSED and row.ticket_kind in mine][
			-SHOWN:
		],
		"appointments": to_come(window, getdate(now)),
		"mine": figures.of([row for row in tickets if row.clerk == user]),
	}


def others(user: str, now: datetime) -> list[dict]:
	"""Return the windows to which a number can be handed over: those that somebody keeps now, without one's own."""
	day = getdate(now)
	own = shifts.current(user, day)
	kept = shifts.keepers(day)
	names = sorted(kept.keys() - {own.service_window if own else None})
	waiting = live_tickets(day)
	return [
		{
			**title_of(name),
			"on_break": kept[name].status == shifts.ON_BREAK,
			"waiting": len(line_at(name, waiting)),
		}
		for name in names
	]


def title_of(window: str) -> dict:
	"""Return what a window is called: number, name and counter."""
	doc = frappe.get_cached_doc(WINDOW, window)
	return {"name": window, "number": doc.window_number, "title": doc.window_name, "counter": doc.counter}


def _choices(user: str, now: datetime) -> list[dict]:
	kept = shifts.keepers(getdate(now))
	return [
		{
			**title_of(name),
			"kept_by": get_fullname(kept[name].clerk) if name in kept else None,
			"kept_since": kept[name].opened_on if name in kept else None,
		}
		for name in windows_of(user)
	]


def _by_kind(line: list[dict], window: str) -> list[dict]:
	"""Count who waits for a window, by the kinds that it calls, and by other kinds that were handed over to it."""
	counted = {kind.name: 0 for kind in called_at(window)}
	for row in line:
		counted[row.ticket_kind] = counted.get(row.ticket_kind, 0) + 1
	known = kinds()
	return [
		{"kind": name, "letter": known[name].letter if name in known else "", "count": count}
		for name, count in counted.items()
	]


def _told(ticket) -> dict:
	return {field: ticket[field] for field in TOLD}
