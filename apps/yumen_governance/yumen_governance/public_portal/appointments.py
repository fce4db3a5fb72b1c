"""Booking a time in the hall from the portal: without an account, with a telephone number that is verified, by a code."""

import re
from collections.abc import Mapping
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime

from yumen_governance.frontend import LANGUAGE
from yumen_governance.public_portal import account, codes, guesses, phones
from yumen_governance.public_portal.plain_words import has_markup
from yumen_governance.public_portal.tracking import UnknownCodeError
from yumen_governance.service_centre.appointments import booking, changing, slots
from yumen_governance.service_centre.appointments.booking import AppointmentError, Wish
from yumen_governance.service_centre.queue.life import SETTINGS

KEY = re.compile(r"[0-9a-f]{32}")
STARTS = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
LONGEST_NAME = 40


def days(item: str, now: datetime) -> list[dict]:
	"""Return the days at which a service can be booked, each with its times and how many are free.

	:raises AppointmentError: no appointments are given for it
	"""
	found: dict[str, dict] = {}
	if not frappe.get_cached_doc(SETTINGS).appointments_open:
		return []
	for slot in slots.slots(booking.window_type_of(item), now):
		day = slot.starts_on.date()
		row = found.setdefault(str(day), {"day": str(day), "weekday": weekday(day), "free": 0, "times": []})
		row["times"].append({"time": f"{slot.starts_on:%H:%M}", "free": slot.free})
		row["free"] += slot.free
	return list(found.values())


def book(sent: Mapping, now: datetime) -> dict:
	"""Book a time; the same booking under the same key again is the same appointment.

	:param sent: key (32 hex digits made by chance), item, starts_on (YYYY-MM-DD HH:MM), name, phone, phone_code
	:return: as `view`, with the `code` by which it is shown, kept and cancelled; it is told this once
	:raises AppointmentError: says what is missing, wrong or full
	:raises PhoneError: no telephone number, or not verified
	"""
	wish = _wish(sent)
	if not booking.known(wish.code_index) and phones.can_send():
		phones.check_code(wish.phone, str(sent.get("phone_code") or ""))
	with account.acting():
		appointment = booking.book(wish, now)
	phones.use_code(wish.phone)
	return {**view(appointment, now), "code": codes.code_of(sent["key"])}


def _wish(sent: Mapping) -> Wish:
	if any(isinstance(value, dict | list) for value in sent.values()) or has_markup(*sent.values()):
		_refuse(_("Please write plain words only, without code of web pages."))
	if not KEY.fullmatch(str(sent.get("key") or "")):
		_refuse(_("This report came without a key of its own. Please load the page anew."))
	name = str(sent.get("name") or "").strip()[:LONGEST_NAME]
	if not name:
		_refuse(_("Please give your name, by which you are called."))
	index = codes.index_of(codes.code_of(sent["key"]))
	phone = phones.read(str(sent.get("phone") or ""))
	return Wish(str(sent.get("item") or ""), moment_of(sent.get("starts_on")), name, phone, index)


def moment_of(text: object) -> datetime:
	"""Read a day and a time as the pages send it.

	:raises AppointmentError: it is none
	"""
	try:
		if STARTS.fullmatch(str(text)):
			return datetime.strptime(str(text), "%Y-%m-%d %H:%M")
	except ValueError:
		pass
	return _refuse(_("Please choose a day and a time."))


def find(code: str, address: str, now: datetime):
	"""Return the appointment of a code.

	:raises UnknownCodeError: there is none; the guess is counted, so the caller answers and doesn't let it roll back
	:raises TooManyError: too many wrong ones
	"""
	guesses.check(address, now)
	index = codes.index_of(code)
	appointment = booking.known(index) if index else None
	if not appointment:
		guesses.note(address, now)
		frappe.throw(_("There is no appointment with this code. Please check each letter."), UnknownCodeError)
	return appointment


def view(appointment, now: datetime) -> dict:
	"""Return what a visitor is told of their appointment."""
	starts = get_datetime(appointment.starts_on)
	settings = frappe.get_cached_doc(SETTINGS)
	return {
		"number": appointment.name,
		"item": appointment.service_item,
		"window_type": appointment.window_type,
		"day": str(starts.date()),
		"weekday": weekday(starts),
		"time": f"{starts:%H:%M}",
		"status": appointment.status,
		"phone": appointment.phone,
		"early": settings.appointment_early_minutes,
		"late": settings.appointment_late_minutes,
		"ticket": _number(appointment.ticket),
		"cancelled_on": appointment.cancelled_on
		and format_datetime(appointment.cancelled_on, "yyyy-MM-dd HH:mm"),
		"called_off": bool(appointment.called_off),
		"may": dict.fromkeys(("cancel", "move"), changing.is_ahead(appointment, now)),
	}


def cancel(appointment, now: datetime):
	"""Give an appointment back, and return it.

	:raises AppointmentError: its time has come
	"""
	with account.acting():
		return changing.cancel(appointment.name, now)


def move(appointment, starts_on: object, now: datetime):
	"""Give an appointment another time, and return it; without a place at the new time it stays where it is.

	:param starts_on: YYYY-MM-DD HH:MM
	:raises AppointmentError: its time has come, or no appointments are given for it any more
	:raises SlotFullError: the new time is full, or none that can be booked
	"""
	moment = moment_of(starts_on)
	if not frappe.get_cached_doc(SETTINGS).appointments_open:
		_refuse(_("No appointments are given at present. Please come to the hall."))
	booking.window_type_of(appointment.service_item)
	with account.acting():
		return changing.move(appointment.name, moment, now)


def weekday(day: date) -> str:
	"""Return what a day of the week is called."""
	return _(slots.WEEKDAYS[day.weekday()], LANGUAGE)


def _number(ticket: str | None) -> str | None:
	return frappe.db.get_value("Queue Ticket", ticket, "shown_number") if ticket else None


def _refuse(sentence: str):
	frappe.throw(sentence, AppointmentError)
