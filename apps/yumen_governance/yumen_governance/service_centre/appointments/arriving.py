"""The visitor has come: the appointment becomes a ticket of the queue, which is called soon after its time."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, get_time

from yumen_governance.grid_management.code_written import write
from yumen_governance.service_centre.appointments.booking import AppointmentError
from yumen_governance.service_centre.appointments.slots import APPOINTMENT, ARRIVED, BOOKED
from yumen_governance.service_centre.queue import taking
from yumen_governance.service_centre.queue.kinds import kinds
from yumen_governance.service_centre.queue.life import SETTINGS
from yumen_governance.service_centre.windows import WINDOW


def arrive(name: str, now: datetime):
	"""Give whoever booked a time their ticket, and return it; a second time is the same ticket.

	:raises AppointmentError: too early, too late, or not booked any more
	"""
	appointment = frappe.get_doc(APPOINTMENT, name, for_update=True)
	if appointment.status == ARRIVED and appointment.ticket:
		return frappe.get_doc("Queue Ticket", appointment.ticket)
	_check(appointment, now)
	settings = frappe.get_cached_doc(SETTINGS)
	ahead = timedelta(minutes=settings.appointment_head_start)
	ticket = taking.take(kind_of(appointment.window_type), None, now, ahead=ahead, is_booked=True)
	appointment.update({"status": ARRIVED, "arrived_on": now, "ticket": ticket.name})
	write(appointment)
	return ticket


def _check(appointment, now: datetime) -> None:
	settings, starts = frappe.get_cached_doc(SETTINGS), get_datetime(appointment.starts_on)
	if appointment.status != BOOKED:
		frappe.throw(_("This appointment was cancelled, or its time has passed."), AppointmentError)
	first = starts - timedelta(minutes=settings.appointment_early_minutes)
	last = starts + timedelta(minutes=settings.appointment_late_minutes)
	if now < first:
		words = _("The appointment is at {0} on {1}. The ticket is given from {2} on.")
		frappe.throw(words.format(f"{starts:%H:%M}", starts.date(), f"{first:%H:%M}"), AppointmentError)
	if now > last:
		words = _("The appointment was at {0}. Please give out an ordinary ticket.")
		frappe.throw(words.format(f"{get_time(starts):%H:%M}"), AppointmentError)


def kind_of(window_type: str) -> str:
	"""Return the kind of ticket that most windows of a type call.

	:raises AppointmentError: none of them calls any
	"""
	windows = set(frappe.get_all(WINDOW, {"window_type": window_type, "is_active": 1}, pluck="name"))
	calling = {name: len(kind.windows & windows) for name, kind in kinds().items()}
	best = max(calling, key=calling.__getitem__, default=None)
	if not best or not calling[best]:
		frappe.throw(
			_("No ticket kind is called at windows of the type {0}.").format(window_type), AppointmentError
		)
	return best
