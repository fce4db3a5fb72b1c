"""Rooms and their bookings over HTTP."""

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from yumen_governance.grid_management.contention import tried_again
from yumen_governance.permissions.case import refusal
from yumen_governance.service_centre.rooms import booking
from yumen_governance.service_centre.rooms.booking import BOOKING, Wish


@frappe.whitelist(methods=["GET", "POST"])
def free_rooms(starts_on: str, ends_on: str) -> list[dict]:
	"""Return the rooms in use, with whether each is free then.

	:raises frappe.PermissionError: no right to book rooms
	:raises booking.BookingError: the times don't fit
	"""
	_require_booker()
	return booking.free_rooms(*_times(starts_on, ends_on))


@frappe.whitelist(methods=["POST"])
def book(
	room: str,
	starts_on: str,
	ends_on: str,
	purpose: str = "Mediation",
	dispute_case: str | None = None,
	step: str | None = None,
	session: str | None = None,
) -> dict:
	"""Book a room, and return the booking.

	:raises frappe.PermissionError: no right to book rooms, or to read the case
	:raises booking.BookingError: the times don't fit, or the room isn't free then
	"""
	_require_booker()
	starts, ends = _times(starts_on, ends_on)
	wish = Wish(room, starts, ends, purpose, dispute_case or None, step or None, session or None)
	name = tried_again(lambda: booking.book(wish))
	return {"name": name, "room": room, "starts_on": starts, "ends_on": ends}


@frappe.whitelist(methods=["POST"])
def cancel(name: str, reason: str) -> str:
	"""Cancel a booking, and return its status.

	:raises frappe.PermissionError: it is somebody else's, and the person doesn't arrange the rooms
	:raises booking.BookingError: it is cancelled or over already, or no reason is given
	"""
	doc = frappe.get_doc(BOOKING, name, for_update=True)
	doc.check_permission("write")
	booking.cancel(doc, reason, frappe.session.user, now_datetime())
	return doc.status


def _require_booker() -> None:
	if not frappe.has_permission(BOOKING, "create"):
		frappe.throw(refusal(BOOKING), frappe.PermissionError)


def _times(starts_on: str, ends_on: str) -> tuple:
	try:
		starts, ends = get_datetime(starts_on), get_datetime(ends_on)
	except (ValueError, OverflowError):
		starts = ends = None
	if not starts or not ends:
		frappe.throw(_("Please say from when to when."), booking.BookingError)
	return starts, ends
