"""The queue of the hall over HTTP: taking tickets, and what clerks do with them at their windows.

Every function asks for the right on queue tickets; what is done at a window, only whoever keeps it does.
"""

from collections.abc import Callable
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from yumen_governance.grid_management.contention import tried_again
from yumen_governance.permissions.case import refusal
from yumen_governance.service_centre.queue import desk as desks
from yumen_governance.service_centre.queue import serving, shifts, taking
from yumen_governance.service_centre.queue.estimate import Hall
from yumen_governance.service_centre.queue.life import PRIORITIES, TICKET

TOLD = ("name", "shown_number", "ticket_kind", "priority", "people_ahead", "taken_on")


@frappe.whitelist(methods=["GET", "POST"])
def entrance() -> dict:
	"""Return what the ticket desk offers: kinds with how many wait and how long somebody new would, and the priorities.

	:raises frappe.PermissionError: no right to give out tickets
	"""
	_require("create")
	now = now_datetime()
	hall = Hall(now)
	kinds = [{**_kind(kind), **vars(hall.expectation(kind.name, now))} for kind in hall.kinds.values()]
	return {"now": now, "kinds": kinds, "priorities": PRIORITIES}


@frappe.whitelist(methods=["POST"])
def take(kind: str, priority: str = "") -> dict:
	"""Give out a ticket.

	:param priority: Elderly, Disabled Person, Pregnant, Soldier or nothing
	:return: number, kind, how many stand before it and `estimated_minutes`, None while no window is open
	:raises frappe.PermissionError: no right to give out tickets
	:raises taking.TakingError: no such kind or priority
	"""
	_require("create")
	ticket = tried_again(lambda: taking.take(kind, priority, now_datetime()))
	minutes = ticket.estimated_minutes if ticket.has_estimate else None
	return {**{field: ticket.get(field) for field in TOLD}, "estimated_minutes": minutes}


@frappe.whitelist(methods=["GET", "POST"])
def desk() -> dict:
	"""Return the person's window desk as it stands now.

	:raises frappe.PermissionError: no right to work with tickets
	"""
	_require("write")
	return desks.show(frappe.session.user, now_datetime())


@frappe.whitelist(methods=["GET", "POST"])
def other_windows() -> list[dict]:
	"""Return the windows to which a number can be handed over now.

	:raises frappe.PermissionError: no right to work with tickets
	"""
	_require("write")
	return desks.others(frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def open_window(window: str, take_over: bool = False) -> dict:
	"""Keep a window from now on, and return the desk.

	:raises frappe.PermissionError: the person doesn't sit there
	:raises shifts.ShiftError: somebody else keeps it, or a number is still at another window of the person
	"""
	return _done(lambda user, now: shifts.open_window(window, user, now, bool(take_over)))


@frappe.whitelist(methods=["POST"])
def close_window() -> dict:
	"""End the person's shift, and return the desk.

	:raises shifts.ShiftError: they keep no window, or a number is still there
	"""
	return _done(lambda user, now: shifts.close(shifts.held(user, now), now))


@frappe.whitelist(methods=["POST"])
def pause(on: bool) -> dict:
	"""Begin or end a break, and return the desk.

	:raises shifts.ShiftError: they keep no window, or a number is still there
	"""
	return _done(lambda user, now: shifts.pause(shifts.held(user, now), now, bool(on)))


@frappe.whitelist(methods=["POST"])
def call_next(expected: str | None = None) -> dict:
	"""End the visit at the person's window, call the next number, and return the desk; `called` is None when nobody waits.

	:param expected: the ticket that the person saw at the window, empty for none
	:raises frappe.ValidationError: the window isn't open, has moved on, or its last call is still open
	"""
	called = []

	def call(user: str, now: datetime) -> None:
		ticket = serving.call_next(user, now, expected)
		called[:] = [ticket.shown_number] if ticket else []

	return {**_done(call), "called": called[0] if called else None}


@frappe.whitelist(methods=["POST"])
def recall(ticket: str) -> dict:
	"""Call the number at the person's window once more, and return the desk."""
	return _done(lambda user, now: serving.recall(user, ticket, now))


@frappe.whitelist(methods=["POST"])
def serve(ticket: str) -> dict:
	"""Begin the visit of the number that was called, and return the desk."""
	return _done(lambda user, now: serving.serve(user, ticket, now))


@frappe.whitelist(methods=["POST"])
def finish(ticket: str) -> dict:
	"""End the visit without calling the next number, and return the desk."""
	return _done(lambda user, now: serving.finish(user, ticket, now))


@frappe.whitelist(methods=["POST"])
def miss(ticket: str) -> dict:
	"""Say that nobody came to the call, and return the desk."""
	return _done(lambda user, now: serving.miss(user, ticket, now))


@frappe.whitelist(methods=["POST"])
def put_back(ticket: str) -> dict:
	"""Let a number wait again, and return the desk."""
	return _done(lambda user, now: serving.put_back(user, ticket, now))


@frappe.whitelist(methods=["POST"])
def transfer(ticket: str, window: str) -> dict:
	"""Hand the number at the person's window over to another one that is open, with its place, and return the desk."""
	return _done(lambda user, now: serving.transfer(user, ticket, window, now))


@frappe.whitelist(methods=["POST"])
def leave(ticket: str) -> dict:
	"""Say that whoever had a number has gone, and return the desk."""
	return _done(lambda user, now: serving.leave(user, ticket, now))


def _done(deed: Callable[[str, datetime], object]) -> dict:
	if not frappe.has_permission(TICKET, "write"):
		frappe.throw(refusal(TICKET), frappe.PermissionError)
	user = frappe.session.user
	tried_again(lambda: deed(user, now_datetime()))
	return desks.show(user, now_datetime())


def _kind(kind) -> dict:
	return {"kind": kind.name, "letter": kind.letter, "description": kind.description}


def _require(right: str) -> None:
	if not frappe.has_permission(TICKET, right):
		frappe.throw(refusal(TICKET), frappe.PermissionError)
