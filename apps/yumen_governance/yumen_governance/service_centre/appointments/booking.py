"""Booking a time. A place can't be had twice: each has a name that the database keeps unique."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime

from yumen_governance.grid_management.code_written import write
from yumen_governance.registry.sealing.blind_index import blind_all
from yumen_governance.service_centre.appointments import telling
from yumen_governance.service_centre.appointments.slots import (
	APPOINTMENT,
	BOOKED,
	MISSED,
	Slot,
	slots,
)
from yumen_governance.service_centre.queue.life import SETTINGS
from yumen_governance.service_centre.windows import ITEM

TYPE = "Service Window Type"
# How far back missed appointments count
MISSED_DAYS = 30


class AppointmentError(frappe.ValidationError):
	pass


class SlotFullError(AppointmentError):
	http_status_code = 409


class TooManyAppointmentsError(AppointmentError):
	http_status_code = 429


@dataclass(frozen=True)
class Wish:
	"""What a visitor wants: a service and a time. `code_index` is what is stored of their code."""

	item: str
	starts_on: datetime
	name: str = field(default="", repr=False)
	phone: str = field(default="", repr=False)
	code_index: str = ""


def window_type_of(item: str) -> str:
	"""Return at which type of window a service is had.

	:raises AppointmentError: it is none that can be booked
	"""
	service = frappe.db.get_value(ITEM, {"name": item, "is_active": 1}, "window_type")
	open_to_all = {"name": service, "is_active": 1, "takes_appointments": 1}
	if not service or not frappe.db.exists(TYPE, open_to_all):
		frappe.throw(_("No appointments are given for this service."), AppointmentError)
	return service


def known(code_index: str):
	"""Return the appointment that was booked with a code; None without one."""
	name = frappe.db.get_value(APPOINTMENT, {"code_index": code_index})
	return frappe.get_doc(APPOINTMENT, name) if name else None


def book(wish: Wish, now: datetime):
	"""Book a time and return the appointment; the same wish again is the same appointment.

	:raises SlotFullError: somebody else was quicker, or it is no time that can be booked
	:raises TooManyAppointmentsError: this phone has as many as it may, or missed too many
	:raises AppointmentError: appointments aren't given at present, or not for this service
	"""
	if before := known(wish.code_index):
		return _same(before, wish)
	if not frappe.get_cached_doc(SETTINGS).appointments_open:
		frappe.throw(_("No appointments are given at present. Please come to the hall."), AppointmentError)
	window_type = window_type_of(wish.item)
	_check_phone(wish.phone, now)
	appointment = _taken(wish, window_type, slot_at(window_type, wish.starts_on, now))
	telling.booked(appointment)
	return appointment


def _same(before, wish: Wish):
	if (before.service_item, get_datetime(before.starts_on)) != (wish.item, wish.starts_on):
		frappe.throw(_("This booking was sent already, for another time."), SlotFullError)
	return before


def _check_phone(phone: str, now: datetime) -> None:
	settings, mine = frappe.get_cached_doc(SETTINGS), {"phone_index": ["in", blind_all("phone", phone)]}
	if frappe.db.count(APPOINTMENT, {**mine, "status": BOOKED, "starts_on": [">", now]}) >= (
		settings.appointments_per_phone or 1
	):
		words = _("This phone has as many appointments as it may. Please keep or cancel one first.")
		frappe.throw(words, TooManyAppointmentsError)
	since = [">", now - timedelta(days=MISSED_DAYS)]
	most = settings.appointments_missed
	if most and frappe.db.count(APPOINTMENT, {**mine, "status": MISSED, "starts_on": since}) >= most:
		words = _("Too many appointments of this phone were missed. Please take a number in the hall.")
		frappe.throw(words, TooManyAppointmentsError)


def slot_at(window_type: str, starts_on: datetime, now: datetime) -> Slot:
	"""Return the time of a type of window that begins at a moment.

	:raises SlotFullError: it is no time that can be booked
	"""
	slot = next((each for each in slots(window_type, now) if each.starts_on == starts_on), None)
	if not slot:
		frappe.throw(_("This time can't be booked. Please choose one from the list."), SlotFullError)
	return slot


def free_seats(window_type: str, slot: Slot) -> list[str]:
	"""Return the names of the free places of a time, in their order."""
	seats = [f"{window_type}|{slot.starts_on:%Y%m%d%H%M}|{number}" for number in range(1, slot.places + 1)]
	full = set(frappe.get_all(APPOINTMENT, {"seat": ["in", seats or [""]]}, pluck="seat"))
	return [seat for seat in seats if seat not in full]


def seated(appointment, slot: Slot, seat: str):
	"""Store an appointment at a place; None where somebody else took it at this moment, whom the database lets have it."""
	appointment.update({"starts_on": slot.starts_on, "ends_on": slot.ends_on, "seat": seat})
	frappe.db.savepoint("seat")
	try:
		return write(appointment)
	except frappe.UniqueValidationError:
		frappe.db.rollback(save_point="seat")
		frappe.clear_last_message()
		return None


def refuse_full() -> None:
	"""Say that a time was taken by somebody quicker.

	:raises SlotFullError: always
	"""
	frappe.throw(_("This time was just taken. Please choose another one."), SlotFullError)


def _taken(wish: Wish, window_type: str, slot: Slot):
	for seat in free_seats(window_type, slot):
		if appointment := _stored(wish, window_type, slot, seat):
			return appointment
	return refuse_full()


def _stored(wish: Wish, window_type: str, slot: Slot, seat: str):
	appointment = frappe.new_doc(APPOINTMENT)
	appointment.update({"service_item": wish.item, "window_type": window_type, "status": BOOKED})
	appointment.update(
		{"visitor_name": wish.name, "phone": wish.phone, "code_index": wish.code_index or None}
	)
	return seated(appointment, slot, seat)
