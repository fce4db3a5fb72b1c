"""Appointments in the hall over HTTP: booked and given back by visitors without an account, turned into tickets by staff."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import getdate, now_datetime

from yumen_governance.api.portal import HOUR, READS, answered_by_code
from yumen_governance.grid_management.contention import tried_again
from yumen_governance.permissions.case import refusal
from yumen_governance.public_portal import appointments, codes
from yumen_governance.service_centre.appointments import arriving, booking, changing
from yumen_governance.service_centre.appointments import days as hall_days
from yumen_governance.service_centre.appointments.slots import APPOINTMENT
from yumen_governance.service_centre.queue.life import TICKET

BOOKINGS = 20


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=READS, seconds=HOUR)
def days(item: str) -> list[dict]:
	"""Return the days at which a service can be booked, each with its times and how many of each are free.

	:param item: a service of the hall's guide
	:raises booking.AppointmentError: no appointments are given for it
	"""
	return appointments.days(item, now_datetime())


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=BOOKINGS, seconds=HOUR)
def book(wish: dict | str) -> dict:
	"""Book a time; the same wish under the same key again is the same appointment.

	:param wish: key (32 hex digits made by chance), item, starts_on (YYYY-MM-DD HH:MM), name, phone, phone_code
	:return: the appointment, and `code`, by which it is shown in the hall and cancelled and which is told this once
	:raises booking.AppointmentError: 417, says what is missing or wrong
	:raises booking.SlotFullError: 409, the time was just taken
	:raises booking.TooManyAppointmentsError: 429, this phone has as many as it may
	"""
	sent = frappe.parse_json(wish) if isinstance(wish, str) and wish[:1] == "{" else wish
	if not isinstance(sent, dict):
		frappe.throw(_("A report is an object of field names and values."), booking.AppointmentError)
	return tried_again(lambda: appointments.book(sent, now_datetime()))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=READS, seconds=HOUR)
def show(code: str) -> dict:
	"""Return an appointment by its code.

	:raises tracking.UnknownCodeError: 404, there is none
	:raises TooManyError: 429, too many wrong codes from this address
	"""
	return _of_visitor(code, lambda found: found)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=BOOKINGS, seconds=HOUR)
def cancel(code: str) -> dict:
	"""Give an appointment back by its code, and return it; a second time is nothing.

	:raises booking.AppointmentError: 417, its time has come
	"""
	return _of_visitor(code, lambda found: appointments.cancel(found, now_datetime()))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=BOOKINGS, seconds=HOUR)
def move(code: str, starts_on: str) -> dict:
	"""Give an appointment another time by its code, and return it; without a place there it stays where it is.

	:param starts_on: YYYY-MM-DD HH:MM, one of `days`
	:raises booking.AppointmentError: 417, its time has come
	:raises booking.SlotFullError: 409, the new time was just taken, or is none
	"""
	return _of_visitor(code, lambda found: appointments.move(found, starts_on, now_datetime()))


@frappe.whitelist(methods=["GET", "POST"])
def today() -> list[dict]:
	"""Return the appointments of today that the person may see, by their time.

	:raises frappe.PermissionError: no right to see appointments
	"""
	if not frappe.has_permission(APPOINTMENT, "read"):
		frappe.throw(refusal(APPOINTMENT), frappe.PermissionError)
	return hall_days.of_day(getdate(now_datetime()))


@frappe.whitelist(methods=["POST"])
def arrive(appointment: str) -> dict:
	"""Give whoever booked a time their ticket.

	:param appointment: its number, or the code that the visitor shows
	:return: `name` and `shown_number` of the ticket, its kind
	:raises frappe.PermissionError: no right to give out tickets, or not an appointment of the person's windows
	:raises booking.AppointmentError: too early, too late, or cancelled
	"""
	if not frappe.has_permission(TICKET, "create"):
		frappe.throw(refusal(TICKET), frappe.PermissionError)
	doc = frappe.get_doc(APPOINTMENT, _number(appointment))
	doc.check_permission("read")
	ticket = tried_again(lambda: arriving.arrive(doc.name, now_datetime()))
	return {field: ticket.get(field) for field in ("name", "shown_number", "ticket_kind")}


@frappe.whitelist(methods=["POST"])
def call_off(appointment: str) -> str:
	"""Cancel an appointment for the hall; whoever booked it is told. Return its status.

	:param appointment: its number
	:raises frappe.PermissionError: no right to give out tickets, or not an appointment of the person's windows
	:raises booking.AppointmentError: its time has come
	"""
	return _of_hall(appointment, changing.call_off).status


@frappe.whitelist(methods=["POST"])
def give_another_time(appointment: str, starts_on: str) -> str:
	"""Move an appointment for the hall; whoever booked it is told. Return when it begins.

	:param appointment: its number
	:param starts_on: YYYY-MM-DD HH:MM, one of `days`
	:raises frappe.PermissionError: no right to give out tickets, or not an appointment of the person's windows
	:raises booking.AppointmentError: its time has come
	:raises booking.SlotFullError: 409, the new time was just taken, or is none
	"""
	moment = appointments.moment_of(starts_on)
	return str(_of_hall(appointment, lambda name, now: changing.move(name, moment, now)).starts_on)


def _of_hall(name: str, act: Callable):
	if not frappe.has_permission(TICKET, "create"):
		frappe.throw(refusal(TICKET), frappe.PermissionError)
	frappe.get_doc(APPOINTMENT, name).check_permission("read")
	return tried_again(lambda: act(name, now_datetime()))


def _number(text: str) -> str:
	known = booking.known(index) if (index := codes.index_of(text)) else None
	return known.name if known else text


def _of_visitor(code: str, act: Callable) -> dict:
	def work() -> dict:
		found = appointments.find(code, frappe.local.request_ip or "", now_datetime())
		return appointments.view(act(found), now_datetime())

	return answered_by_code(work)
