"""A booked time that isn't kept as it was: given back, called off by the hall, or moved to another one."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from yumen_governance.grid_management.code_written import write
from yumen_governance.service_centre.appointments import telling
from yumen_governance.service_centre.appointments.booking import (
	AppointmentError,
	free_seats,
	refuse_full,
	seated,
	slot_at,
)
from yumen_governance.service_centre.appointments.slots import APPOINTMENT, BOOKED, CANCELLED


def is_ahead(appointment, now: datetime) -> bool:
	"""Tell whether an appointment is booked and its time hasn't come."""
	return appointment.status == BOOKED and get_datetime(appointment.starts_on) > now


def cancel(name: str, now: datetime):
	"""Give an appointment back and return it: its place is free at once. A second time is nothing.

	:raises AppointmentError: its time has come
	"""
	return _ended(name, now, telling.given_back)


def call_off(name: str, now: datetime):
	"""Cancel an appointment for the hall and return it; whoever booked it is told. A second time is nothing.

	:raises AppointmentError: its time has come
	"""
	return _ended(name, now, telling.called_off, called_off=1)


def _ended(name: str, now: datetime, tell, **values):
	appointment = _locked(name)
	if appointment.status == CANCELLED:
		return appointment
	if not is_ahead(appointment, now):
		frappe.throw(_("This appointment can't be cancelled any more."), AppointmentError)
	appointment.update({"status": CANCELLED, "seat": None, "cancelled_on": now, **values})
	tell(write(appointment))
	return appointment


def move(name: str, starts_on: datetime, now: datetime):
	"""Give an appointment another time and return it; the old place is kept until it has the new one, then it is free.

	:raises AppointmentError: its time has come, or it was cancelled
	:raises SlotFullError: the new time is full, or none that can be booked
	"""
	appointment = _locked(name)
	if not is_ahead(appointment, now):
		frappe.throw(_("This appointment can't be moved any more."), AppointmentError)
	if get_datetime(appointment.starts_on) == starts_on:
		return appointment
	slot = slot_at(appointment.window_type, starts_on, now)
	for seat in free_seats(appointment.window_type, slot):
		if moved := seated(_locked(name), slot, seat):
			telling.moved(moved, now)
			return moved
	return refuse_full()


def _locked(name: str):
	return frappe.get_doc(APPOINTMENT, name, for_update=True)
