"""Who is told of an appointment: the visitor by text message, without a word of their matter; the windows without a name."""

from datetime import datetime

from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.service_centre import windows
from yumen_governance.service_centre.appointments.slots import APPOINTMENT
from yumen_governance.time_limits import outbox

NEW, MOVED, GIVEN_BACK = "New Booking", "Moved to Another Time", "Cancelled"


def booked(appointment) -> None:
	"""Confirm a booked time to the visitor, and tell the windows."""
	_post(appointment, "Appointment Confirmed", NEW, "booked")


def moved(appointment, now: datetime) -> None:
	"""Tell the visitor and the windows of another time."""
	_post(appointment, "Appointment Moved", MOVED, f"moved:{now:%Y%m%d%H%M%S%f}")


def given_back(appointment) -> None:
	"""Tell the windows that a visitor doesn't come."""
	outbox.post(_to_windows(appointment, GIVEN_BACK, "cancelled"))


def called_off(appointment) -> None:
	"""Tell the visitor that the hall cancelled their time, and the windows."""
	_post(appointment, "Appointment Called Off", GIVEN_BACK, "cancelled")


def tomorrow(appointment) -> outbox.Notice:
	"""Return what reminds a visitor of their time, once for each day that it was on.

	:param appointment: name, starts_on and sealed
	"""
	return _to_visitor(appointment, "Appointment Tomorrow", f"reminder:{appointment.starts_on:%Y%m%d}")


def _post(appointment, event_type: str, action: str, step: str) -> None:
	notices = [
		_to_visitor(appointment, event_type, step),
		_to_windows(appointment, action, step),
	]
	outbox.post_many(notices)


def _to_visitor(appointment, event_type: str, step: str) -> outbox.Notice:
	phone = unseal(APPOINTMENT, appointment.name, appointment.sealed).get("phone")
	values, key = {"starts_on": str(appointment.starts_on)}, f"appointment:{appointment.name}:{step}"
	return outbox.Notice(
		event_type, APPOINTMENT, appointment.name, outbox.reporter(phone=phone), values, key=key
	)


def _to_windows(appointment, action: str, step: str) -> outbox.Notice:
	"""For those who sit at windows of the type; for the units' handlers where nobody does."""
	audience = outbox.users(*windows.staff_of_type(appointment.window_type))
	if not any(part.names for part in audience):
		for unit in windows.units_of_type(appointment.window_type):
			audience = audience | outbox.unit(unit)
	return outbox.Notice(
		"Appointment at a Window",
		APPOINTMENT,
		appointment.name,
		audience,
		{"action": action, "starts_on": str(appointment.starts_on), "service": appointment.service_item},
		key=f"appointment-window:{appointment.name}:{step}",
	)
