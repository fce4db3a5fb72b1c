"""Who keeps which window: opening, closing, breaks. The row of a shift is held while something is done at its window."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import format_datetime, get_fullname, getdate

from yumen_governance.grid_management.code_written import write
from yumen_governance.service_centre.queue import days
from yumen_governance.service_centre.queue.life import SHIFT
from yumen_governance.service_centre.windows import WINDOW, windows_of

ON_DUTY, ON_BREAK, OFF_DUTY = "On Duty", "On Break", "Off Duty"


class ShiftError(frappe.ValidationError):
	pass


class WindowTakenError(ShiftError):
	pass


class NotOnDutyError(ShiftError):
	pass


def open_window(window: str, user: str, now: datetime, take_over: bool = False):
	"""Let somebody keep a window from now on, and return the shift.

	:param take_over: also when somebody else keeps it; a number that is called or served there stays there
	:raises frappe.PermissionError: the person doesn't sit at this window
	:raises WindowTakenError: somebody else keeps it
	:raises ShiftError: the person keeps another window, where a number still is
	"""
	if window not in windows_of(user):
		frappe.throw(_("You aren't listed among the staff of this window."), frappe.PermissionError)
	days.end_before(getdate(now))
	frappe.db.get_value(WINDOW, window, "name", for_update=True)
	kept = _of(open_window=window)
	if kept and kept.clerk == user:
		return kept
	elsewhere = _of(open_clerk=user)
	if elsewhere:
		close(elsewhere, now)
	ticket = _taken_over(kept, now, take_over) if kept else None
	shift = frappe.get_doc({"doctype": SHIFT, "service_window": window, "clerk": user, "day": getdate(now)})
	shift.update({"status": ON_DUTY, "opened_on": now, "ticket": ticket})
	shift.update({"open_window": window, "open_clerk": user})
	return write(shift)


def _taken_over(kept, now: datetime, take_over: bool) -> str | None:
	if not take_over:
		frappe.throw(
			_("{0} has kept this window since {1}.").format(
				get_fullname(kept.clerk), format_datetime(kept.opened_on, "HH:mm")
			),
			WindowTakenError,
		)
	ticket, kept.ticket = kept.ticket, None
	close(kept, now)
	return ticket


def close(shift, now: datetime) -> None:
	"""End a shift.

	:raises ShiftError: a number is still at the window
	"""
	if shift.ticket:
		number = frappe.db.get_value("Queue Ticket", shift.ticket, "shown_number")
		frappe.throw(
			_("Number {0} is still at your window. Finish the visit first.").format(number), ShiftError
		)
	_end_break(shift, now)
	shift.update({"status": OFF_DUTY, "closed_on": now, "open_window": None, "open_clerk": None})
	write(shift)


def pause(shift, now: datetime, on: bool) -> None:
	"""Begin or end a break; a second time is nothing.

	:raises ShiftError: a number is still at the window
	"""
	if on and shift.ticket:
		frappe.throw(_("Finish the visit before you take a break."), ShiftError)
	if on == (shift.status == ON_BREAK):
		return
	if on:
		shift.update({"status": ON_BREAK, "break_since": now})
	else:
		_end_break(shift, now)
		shift.status = ON_DUTY
	write(shift)


def _end_break(shift, now: datetime) -> None:
	if shift.break_since:
		shift.break_minutes = (shift.break_minutes or 0) + round(
			(now - shift.break_since).total_seconds() / 60
		)
		shift.break_since = None


def held(user: str, now: datetime):
	"""Return the shift of somebody who keeps a window, held until the transaction ends.

	:raises NotOnDutyError: they keep none today
	"""
	shift = _of(open_clerk=user)
	if not shift or getdate(shift.day) != getdate(now):
		frappe.throw(_("You keep no window at present. Open your window first."), NotOnDutyError)
	return shift


def current(user: str, day: date) -> dict | None:
	"""Return the shift of somebody who keeps a window today, without holding it."""
	fields = ["name", "service_window", "status", "opened_on", "break_since", "ticket"]
	return frappe.db.get_value(SHIFT, {"open_clerk": user, "day": day}, fields, as_dict=True)


def windows_on_duty(day: date) -> list[str]:
	"""Return the windows that call numbers now."""
	return frappe.get_all(
		SHIFT, {"day": day, "status": ON_DUTY}, pluck="service_window", order_by="service_window"
	)


def keepers(day: date) -> dict[str, dict]:
	"""Return by window who keeps it today and whether they are on a break."""
	rows = frappe.get_all(
		SHIFT, {"day": day, "status": ["!=", OFF_DUTY]}, ["service_window", "clerk", "status", "opened_on"]
	)
	return {row.service_window: row for row in rows}


def _of(**key: str):
	"""Return the open shift of a window or a person, held."""
	name = frappe.db.get_value(SHIFT, key, "name", for_update=True)
	return frappe.get_doc(SHIFT, name, for_update=True) if name else None
