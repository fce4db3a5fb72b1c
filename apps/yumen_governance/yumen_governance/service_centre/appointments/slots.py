"""Which times can be booked: by the opening hours of the windows of a type, their number, and what is booked already."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import to_timedelta

from yumen_governance.service_centre.queue.life import SETTINGS
from yumen_governance.service_centre.windows import WINDOW
from yumen_governance.time_limits.clocks.calendars import calendar

APPOINTMENT = "Hall Appointment"
BOOKED, ARRIVED, CANCELLED, MISSED = "Booked", "Arrived", "Cancelled", "Missed"
# What takes up a place
KEPT = (BOOKED, ARRIVED)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Hours:
	"""When one window is open on a weekday, as times after midnight."""

	weekday: str
	opens: timedelta
	closes: timedelta


@dataclass(frozen=True)
class Slot:
	"""A time that can be booked, and how many more may book it."""

	starts_on: datetime
	ends_on: datetime
	places: int
	taken: int = 0

	@property
	def free(self) -> int:
		return max(0, self.places - self.taken)


def slots_of_day(day: date, hours: Iterable[Hours], minutes: int, places: int) -> list[Slot]:
	"""Return the times of a day: whole ones only, as many places at each as windows are open.

	:param minutes: how long one lasts
	:param places: of each window
	"""
	length, midnight, found = timedelta(minutes=minutes), datetime.combine(day, time.min), Counter()
	for row in hours:
		start = row.opens
		while row.weekday == WEEKDAYS[day.weekday()] and start + length <= row.closes:
			found[start] += places
			start += length
	return [
		Slot(midnight + start, midnight + start + length, number) for start, number in sorted(found.items())
	]


def slots(window_type: str, now: datetime) -> list[Slot]:
	"""Return the times that can still be booked at a type of window, full ones as well."""
	settings, office = frappe.get_cached_doc(SETTINGS), calendar()
	hours = _hours(window_type)
	first = now + timedelta(minutes=settings.appointment_lead_minutes)
	days = (now.date() + timedelta(days=number) for number in range(settings.appointment_days + 1))
	found = [
		slot
		for day in days
		if hours and office.is_working_day(day)
		for slot in slots_of_day(day, hours, settings.appointment_minutes, settings.appointments_per_window)
		if slot.starts_on >= first
	]
	taken = _taken(window_type, found)
	return [Slot(slot.starts_on, slot.ends_on, slot.places, taken.get(slot.starts_on, 0)) for slot in found]


def _hours(window_type: str) -> list[Hours]:
	window, row = frappe.qb.DocType(WINDOW), frappe.qb.DocType("Service Window Hours")
	rows = (
		frappe.qb.from_(row)
		.inner_join(window)
		.on((window.name == row.parent) & (row.parenttype == WINDOW))
		.select(row.weekday, row.opens, row.closes)
		.where((window.window_type == window_type) & (window.is_active == 1))
	).run(as_dict=True)
	return [Hours(each.weekday, to_timedelta(each.opens), to_timedelta(each.closes)) for each in rows]


def _taken(window_type: str, found: list[Slot]) -> dict[datetime, int]:
	if not found:
		return {}
	table = frappe.qb.DocType(APPOINTMENT)
	rows = (
		frappe.qb.from_(table)
		.select(table.starts_on, Count("*"))
		.where((table.window_type == window_type) & table.status.isin(list(KEPT)))
		.where((table.starts_on >= found[0].starts_on) & (table.starts_on <= found[-1].starts_on))
		.groupby(table.starts_on)
	).run()
	return dict(rows)
