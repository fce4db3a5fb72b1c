"""Booking of rooms: whoever books holds the room's row first and then looks, so that no room is booked twice.

A booking names its case by number only; whoever may not read the case can't book for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime, now_datetime

from yumen_governance.permissions.case import refusal

ROOM, BOOKING = "Mediation Room", "Room Booking"
BOOKED, CANCELLED = "Booked", "Cancelled"
LONGEST = timedelta(hours=12)
FURTHEST = timedelta(days=366)
ABOUT = {"dispute_case": "Dispute Case", "step": "Resolution Step", "session": "Mediation Session"}


class BookingError(frappe.ValidationError):
	pass


class RoomTakenError(BookingError):
	pass


@dataclass(frozen=True)
class Wish:
	"""What somebody wants booked."""

	room: str
	starts_on: datetime
	ends_on: datetime
	purpose: str = "Mediation"
	dispute_case: str | None = None
	step: str | None = None
	session: str | None = None


def book(wish: Wish) -> str:
	"""Book a room as the person of the session, and return the booking.

	:raises BookingError: the times don't fit, or the room isn't in use
	:raises RoomTakenError: somebody has it then
	"""
	return frappe.get_doc({"doctype": BOOKING, **vars(wish)}).insert().name


def cancel(booking, reason: str, user: str, now: datetime) -> None:
	"""Give a room back; a second time is refused.

	:raises BookingError: it was cancelled or is over, or no reason is given
	"""
	if booking.status == CANCELLED:
		frappe.throw(_("This booking has been cancelled already."), BookingError)
	if get_datetime(booking.ends_on) < now:
		frappe.throw(_("This booking is over."), BookingError)
	if not reason.strip():
		frappe.throw(_("Please say why."), BookingError)
	booking.flags.by_action = True
	booking.update({"status": CANCELLED, "cancelled_by": user, "cancelled_on": now})
	booking.cancel_reason = reason.strip()
	booking.save()


def free_rooms(starts_on: datetime, ends_on: datetime, besides: str | None = None) -> list[dict]:
	"""Return the rooms in use with whether each is free then.

	:param besides: a booking that doesn't count, because it is being moved
	"""
	_check_times(starts_on, ends_on)
	taken = {row.room for row in _overlapping(starts_on, ends_on, besides)}
	fields = ["name", "room_kind", "place", "seats"]
	rooms = frappe.get_all(ROOM, {"is_active": 1}, fields, order_by="name")
	rooms.sort(key=lambda room: room.room_kind != "Mediation Room")
	return [{**room, "is_free": room.name not in taken} for room in rooms]


def begin(doc) -> None:
	"""Say whose a new booking is, whatever came in."""
	doc.update({"status": BOOKED, "booked_by": frappe.session.user})
	doc.update({"cancelled_by": None, "cancelled_on": None, "cancel_reason": None})


def check(doc) -> None:
	"""Refuse a booking that can't be.

	:raises BookingError: its times don't fit, or it is over or cancelled
	:raises RoomTakenError: somebody has the room then
	:raises frappe.PermissionError: the person may not read the case that it is for
	"""
	before = doc.get_doc_before_save()
	if before and not doc.flags.by_action:
		_refuse_change_of_the_past(doc, before)
	if doc.status == CANCELLED:
		return
	starts_on, ends_on = get_datetime(doc.starts_on), get_datetime(doc.ends_on)
	moved = not before or any(doc.has_value_changed(key) for key in ("room", "starts_on", "ends_on"))
	if moved:
		_check_times(starts_on, ends_on)
		_check_ahead(ends_on)
		_hold_room(doc.room)
		_refuse_taken(doc, starts_on, ends_on)
	_check_about(doc)
	doc.calendar_title = f"{starts_on:%H:%M}–{ends_on:%H:%M} {doc.room} · {_(doc.purpose)}"


def refuse_deletion() -> None:
	"""Refuse to delete a booking; it is cancelled instead."""
	frappe.throw(_("A booking isn't deleted. Cancel it."), BookingError)


def _refuse_change_of_the_past(doc, before) -> None:
	if doc.status != before.status:
		frappe.throw(_("Please cancel the booking by its button, with a reason."), BookingError)
	if before.status == CANCELLED or get_datetime(before.ends_on) < now_datetime():
		frappe.throw(_("A booking that is cancelled or over can't be changed."), BookingError)


def _check_times(starts_on: datetime, ends_on: datetime) -> None:
	if not starts_on or not ends_on or ends_on <= starts_on:
		frappe.throw(_("The end must lie after the beginning."), BookingError)
	if ends_on - starts_on > LONGEST:
		frappe.throw(
			_("A room is booked for at most {0} hours at a time.").format(LONGEST.seconds // 3600),
			BookingError,
		)


def _check_ahead(ends_on: datetime) -> None:
	now = now_datetime()
	if ends_on <= now:
		frappe.throw(_("The time must lie ahead."), BookingError)
	if ends_on > now + FURTHEST:
		frappe.throw(_("A room is booked at most a year ahead."), BookingError)


def _hold_room(room: str) -> None:
	"""Hold the room until the transaction ends: who comes second looks after the first has stored."""
	held = frappe.db.get_value(ROOM, room, "is_active", for_update=True)
	if held is None:
		frappe.throw(_("There is no {0} {1}.").format(_(ROOM), room), BookingError)
	if not held:
		frappe.throw(_("{0} {1} is not in use.").format(_(ROOM), room), BookingError)


def _refuse_taken(doc, starts_on: datetime, ends_on: datetime) -> None:
	taken = _overlapping(starts_on, ends_on, doc.name, doc.room)
	if taken:
		first = taken[0]
		times = [
			format_datetime(first.starts_on, "yyyy-MM-dd HH:mm"),
			format_datetime(first.ends_on, "HH:mm"),
		]
		frappe.throw(
			_("{0} is booked from {1} to {2}. Choose another room or time.").format(doc.room, *times),
			RoomTakenError,
		)


def _overlapping(
	starts_on: datetime, ends_on: datetime, besides: str | None, room: str | None = None
) -> list:
	"""Return the bookings that touch a time; of one room as they are now, whatever this transaction saw before."""
	table = frappe.qb.DocType(BOOKING)
	query = (
		frappe.qb.from_(table)
		.select(table.name, table.room, table.starts_on, table.ends_on)
		.where((table.status == BOOKED) & (table.starts_on < ends_on) & (table.ends_on > starts_on))
		.where(table.starts_on > starts_on - LONGEST)
		.where(table.name != (besides or ""))
		.orderby(table.starts_on)
	)
	if room:
		query = query.where(table.room == room).for_update()
	return query.run(as_dict=True)


def _check_about(doc) -> None:
	for field, doctype in ABOUT.items():
		named = doc.get(field)
		if named and doc.has_value_changed(field) and not frappe.has_permission(doctype, "read", named):
			frappe.throw(refusal(doctype), frappe.PermissionError)
