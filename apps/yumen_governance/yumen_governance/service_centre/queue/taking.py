"""Taking a ticket: a number for a kind of matter, its turn, and what is told about the wait. No name is asked for."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.grid_management.code_written import write
from yumen_governance.service_centre.queue import numbers
from yumen_governance.service_centre.queue.estimate import Hall
from yumen_governance.service_centre.queue.kinds import kinds
from yumen_governance.service_centre.queue.life import PRIORITIES, SETTINGS, TICKET, WAITING

DIGITS = 3


class TakingError(frappe.ValidationError):
	pass


def take(
	kind: str,
	priority: str | None,
	now: datetime,
	ahead: timedelta = timedelta(),
	is_booked: bool = False,
):
	"""Give out a ticket and return it.

	A priority ticket stands as if it had been taken earlier, by the head start of the settings; it goes before nobody who
	has waited longer than that.

	:param kind: a Ticket Kind in use
	:param priority: Elderly, Disabled Person, Pregnant, Soldier or nothing
	:param ahead: a head start of its own, of somebody who booked this time (is_booked)
	:raises TakingError: the kind isn't in use, or there is no such priority
	"""
	known = kinds().get(kind)
	if not known:
		frappe.throw(_("There are no tickets of this kind."), TakingError)
	if priority and priority not in PRIORITIES:
		frappe.throw(_("There is no such priority."), TakingError)
	turn_on = now - max(ahead, _head_start() if priority else ahead)
	expected = Hall(now).expectation(kind, turn_on)
	number = numbers.take(known.letter, getdate(now))
	ticket = frappe.get_doc({"doctype": TICKET, "ticket_kind": kind, "number": number, "day": getdate(now)})
	ticket.update({"shown_number": f"{known.letter}{number:0{DIGITS}}", "priority": priority or ""})
	ticket.is_booked = int(is_booked)
	ticket.update({"status": WAITING, "taken_on": now, "waiting_since": now, "turn_on": turn_on})
	ticket.update({"people_ahead": expected.ahead, "estimated_minutes": expected.minutes or 0})
	ticket.has_estimate = expected.minutes is not None
	return write(ticket)


def _head_start() -> timedelta:
	return timedelta(minutes=frappe.get_cached_doc(SETTINGS).priority_head_start)
