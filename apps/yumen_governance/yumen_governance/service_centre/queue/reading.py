"""Reading the queue of a day: one query for all that a window, the entrance or the display needs."""

from datetime import date, datetime, timedelta

import frappe
from frappe.query_builder import Criterion

from yumen_governance.service_centre.queue.kinds import called_at
from yumen_governance.service_centre.queue.life import AT_WINDOW, DONE, IN_LINE, MISSED, TICKET

FIELDS = (
	"name",
	"shown_number",
	"ticket_kind",
	"priority",
	"is_booked",
	"status",
	"service_window",
	"transferred_from",
	"clerk",
	"taken_on",
	"turn_on",
	"waiting_since",
	"called_on",
	"last_called_on",
	"call_count",
	"served_on",
	"done_on",
	"request",
	"satisfaction",
)


def live_tickets(day: date, clerk: str | None = None) -> list[dict]:
	"""Return the tickets of a day that aren't over, in the order of their turn; with all that a clerk served."""
	table = frappe.qb.DocType(TICKET)
	wanted = [table.status.isin([*IN_LINE, *AT_WINDOW, MISSED])]
	if clerk:
		wanted.append(table.clerk == clerk)
	return (
		frappe.qb.from_(table)
		.select(*(table[field] for field in FIELDS))
		.where((table.day == day) & Criterion.any(wanted))
		.orderby(table.turn_on, table.name)
	).run(as_dict=True)


def line_at(window: str, tickets: list[dict]) -> list[dict]:
	"""Return those of a day's tickets that a window may call, whose turn it is first."""
	mine = {kind.name for kind in called_at(window)}
	return [ticket for ticket in tickets if is_called_at(ticket, window, mine)]


def is_called_at(ticket, window: str, kinds: set[str]) -> bool:
	"""Tell whether a waiting ticket may be called at a window that calls these kinds."""
	if ticket.status not in IN_LINE:
		return False
	return ticket.service_window == window if ticket.service_window else ticket.ticket_kind in kinds


def lasted(day: date, now: datetime) -> dict[str, list[float]]:
	"""Return by kind how many minutes each visit lasted that ended in the last hour."""
	table = frappe.qb.DocType(TICKET)
	rows = (
		frappe.qb.from_(table)
		.select(table.ticket_kind, table.served_on, table.done_on)
		.where((table.day == day) & (table.status == DONE) & table.served_on.isnotnull())
		.where(table.done_on >= now - timedelta(hours=1))
	).run()
	found: dict[str, list[float]] = {}
	for kind, began, ended in rows:
		found.setdefault(kind, []).append((ended - began).total_seconds() / 60)
	return found
