"""What windows do with tickets. Whoever acts at a window holds its shift first, and then the ticket.

A clerk's row is locked before the line is looked at, and a ticket is taken only if nobody else holds it: two clerks never
get the same one, and one clerk with two tabs never gets two.
"""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.grid_management.code_written import write
from yumen_governance.service_centre.queue import shifts
from yumen_governance.service_centre.queue.life import (
	AT_WINDOW,
	CALLED,
	DEEDS,
	DONE,
	IN_LINE,
	SERVING,
	SETTINGS,
	TICKET,
	refusal_of,
)
from yumen_governance.service_centre.queue.reading import line_at, live_tickets

BEHIND = timedelta(microseconds=1)


class TicketError(frappe.ValidationError):
	pass


class DeskMovedOnError(TicketError):
	pass


def call_next(user: str, now: datetime, expected: str | None = None):
	"""End the visit at somebody's window, call whose turn it is, and return their ticket; None when nobody waits.

	:param expected: the ticket that the person saw at their window; another tab may have gone on
	:raises shifts.NotOnDutyError: the person keeps no window, or is on a break
	:raises TicketError: the number called last has neither come nor missed its call
	"""
	shift = shifts.held(user, now)
	_refuse_break(shift)
	_refuse_other(shift, expected)
	if shift.ticket:
		_end_visit(shift, now)
	line = line_at(shift.service_window, live_tickets(getdate(now)))
	ticket = next(filter(None, (_taken(row.name) for row in line)), None)
	if ticket:
		_call(ticket, shift, now)
	_remember(shift, ticket and ticket.name)
	return ticket


def _end_visit(shift, now: datetime) -> None:
	ticket = _at(shift, shift.ticket)
	if ticket.status == CALLED:
		frappe.throw(
			_("Number {0} was called. Begin the visit, or say that it missed the call.").format(
				ticket.shown_number
			),
			TicketError,
		)
	_finish(ticket, now)


def _taken(name: str):
	"""Return a ticket, held, unless somebody else holds it or it waits no more."""
	table = frappe.qb.DocType(TICKET)
	found = (
		frappe.qb.from_(table)
		.select(table.name)
		.where((table.name == name) & table.status.isin(list(IN_LINE)))
		.for_update(skip_locked=True)
	).run()
	return frappe.get_doc(TICKET, name, for_update=True) if found else None


def _call(ticket, shift, now: datetime) -> None:
	ticket.update({"status": CALLED, "service_window": shift.service_window, "clerk": shift.clerk})
	ticket.update({"called_on": now, "last_called_on": now, "call_count": 1, "served_on": None})
	write(ticket)


def recall(user: str, name: str, now: datetime):
	"""Call the number at somebody's window once more."""
	ticket = _at(shifts.held(user, now), name, "recall")
	ticket.update({"last_called_on": now, "call_count": ticket.call_count + 1})
	return write(ticket)


def serve(user: str, name: str, now: datetime):
	"""Begin the visit of the number that was called."""
	ticket = _at(shifts.held(user, now), name, "serve")
	ticket.update({"status": SERVING, "served_on": now})
	return write(ticket)


def finish(user: str, name: str, now: datetime):
	"""End the visit at somebody's window without calling the next number."""
	shift = shifts.held(user, now)
	ticket = _finish(_at(shift, name, "finish"), now)
	_remember(shift, None)
	return ticket


def _finish(ticket, now: datetime):
	ticket.update({"status": DONE, "served_on": ticket.served_on or ticket.last_called_on, "done_on": now})
	return write(ticket)


def miss(user: str, name: str, now: datetime):
	"""Say that nobody came to the call."""
	return _send_off(user, name, now, "miss")


def transfer(user: str, name: str, to_window: str, now: datetime):
	"""Hand the number at somebody's window over to another window, where it keeps its place.

	:raises TicketError: the other window isn't kept by anybody, or is one's own
	"""
	shift = shifts.held(user, now)
	if to_window == shift.service_window:
		frappe.throw(_("This number is at your window already."), TicketError)
	if to_window not in shifts.keepers(getdate(now)):
		frappe.throw(_("This window is closed. Choose one that is open."), TicketError)
	return _send_off(
		user,
		name,
		now,
		"transfer",
		service_window=to_window,
		transferred_from=shift.service_window,
		waiting_since=now,
	)


def put_back(user: str, name: str, now: datetime):
	"""Let a number wait again: with its place when it was only called, some places later when it missed its call."""
	ticket = _anywhere(user, name, now, "put_back")
	missed = ticket.status != CALLED
	if not ticket.transferred_from:
		ticket.service_window = None
	ticket.update({"status": DEEDS["put_back"].ends, "clerk": None, "waiting_since": now})
	if missed:
		ticket.turn_on = _some_places_later(ticket, now)
	return write(ticket)


def leave(user: str, name: str, now: datetime):
	"""Say that whoever had a number has gone."""
	ticket = _anywhere(user, name, now, "leave")
	ticket.update({"status": DEEDS["leave"].ends, "done_on": now})
	return write(ticket)


def note_request(request) -> None:
	"""Remember what a ticket led to, and begin its visit if it was only called; for a Service Request that names one."""
	if not request.ticket:
		return
	ticket = frappe.get_doc(TICKET, request.ticket, for_update=True)
	if ticket.request and ticket.request != request.name:
		return
	ticket.request = request.name
	if ticket.status == CALLED:
		ticket.update({"status": SERVING, "served_on": request.creation})
	write(ticket)


def follow_request(request: str, to_window: str, user: str, now: datetime) -> None:
	"""Let the number that is at somebody's window go along with its request to another window that is open."""
	shift = shifts.current(user, getdate(now))
	if not shift or not shift.ticket or to_window not in shifts.keepers(getdate(now)):
		return
	if frappe.db.get_value(TICKET, shift.ticket, "request") == request:
		transfer(user, shift.ticket, to_window, now)


def _send_off(user: str, name: str, now: datetime, deed: str, **values):
	"""Let a ticket leave one's window."""
	shift = shifts.held(user, now)
	ticket = _at(shift, name, deed)
	ticket.update({"status": DEEDS[deed].ends, **values})
	write(ticket)
	_remember(shift, None)
	return ticket


def _anywhere(user: str, name: str, now: datetime, deed: str):
	"""Return a ticket that is at nobody's window, or at one's own, which it leaves."""
	if frappe.db.get_value(TICKET, name, "status") in AT_WINDOW:
		shift = shifts.held(user, now)
		ticket = _at(shift, name, deed)
		_remember(shift, None)
		return ticket
	ticket = frappe.get_doc(TICKET, name, for_update=True)
	if ticket.status in AT_WINDOW:
		frappe.throw(_("Another window has just called this number."), DeskMovedOnError)
	_refuse_state(ticket, deed)
	return ticket


def _at(shift, name: str, deed: str | None = None):
	"""Return the ticket at a window, held."""
	_refuse_other(shift, name)
	ticket = frappe.get_doc(TICKET, name, for_update=True)
	if deed:
		_refuse_state(ticket, deed)
	return ticket


def _remember(shift, ticket: str | None) -> None:
	frappe.db.set_value(shift.doctype, shift.name, "ticket", ticket)
	shift.ticket = ticket


def _some_places_later(ticket, now: datetime) -> datetime:
	places = frappe.get_cached_doc(SETTINGS).places_back
	others = [
		row
		for row in live_tickets(getdate(now))
		if row.status in IN_LINE and row.ticket_kind == ticket.ticket_kind
	]
	if not places or not others:
		return ticket.turn_on
	before = others[min(places, len(others)) - 1]
	return max(ticket.turn_on, before.turn_on + BEHIND)


def _refuse_break(shift) -> None:
	if shift.status != shifts.ON_DUTY:
		frappe.throw(_("You are on a break. End it before you call the next number."), shifts.NotOnDutyError)


def _refuse_other(shift, expected: str | None) -> None:
	if expected is not None and (expected or None) != (shift.ticket or None):
		frappe.throw(
			_("Your window has moved on in the meantime, perhaps in another tab. It is shown anew."),
			DeskMovedOnError,
		)


def _refuse_state(ticket, deed: str) -> None:
	refusal = refusal_of(deed, ticket.status)
	if refusal:
		frappe.throw(refusal, TicketError)
