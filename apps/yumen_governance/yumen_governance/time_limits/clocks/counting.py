"""How a time limit is counted: its unit, its method, and what is left of it after a pause. Pure.

Two methods. Working Time counts from the very minute: so much time, working time or time on the wall. Court
counts whole days as the Civil Procedure Law does (art. 85 of the 2023 text, and the Civil Code, art. 201 to 203):
the day of the start isn't counted, the limit ends with its last day, and a last day that is off rolls on to the
next working day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yumen_governance.time_limits.clocks.working_time import DAY, Calendar, midnight

WORKING_MINUTES, WORKING_HOURS, WORKING_DAYS = "Working Minutes", "Working Hours", "Working Days"
MINUTES, HOURS, CALENDAR_DAYS, MONTHS = "Minutes", "Hours", "Calendar Days", "Months"
UNITS = (WORKING_MINUTES, WORKING_HOURS, MINUTES, HOURS, WORKING_DAYS, CALENDAR_DAYS, MONTHS)
WORKING_TIME, COURT = "Working Time", "Court"
METHODS = (WORKING_TIME, COURT)
# What a limit in whole days may be told in
WHOLE_DAYS = (WORKING_DAYS, CALENDAR_DAYS, MONTHS)
WORKED = (WORKING_MINUTES, WORKING_HOURS, WORKING_DAYS)
# The law's 24 o'clock, as the last second of the day that people read
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Limit:
	"""A length of time with its unit, one of UNITS, and the method by which it is counted.

	`before`: counted back from this moment, as a notice that many days before a hearing.
	"""

	length: int
	unit: str
	method: str = WORKING_TIME
	before: datetime | None = None


def due_of(calendar: Calendar, limit: Limit, start: datetime) -> datetime:
	"""Return when a limit that begins at a moment is over.

	:raises ValueError: the method doesn't count in this unit
	"""
	if limit.before:
		return _due_before(calendar, limit)
	if limit.method == COURT:
		return end_of(calendar, last_day_of(calendar, limit, start))
	return _due_by_minute(calendar, limit, start)


def _due_by_minute(calendar: Calendar, limit: Limit, start: datetime) -> datetime:
	if limit.unit == WORKING_MINUTES:
		return calendar.add(start, timedelta(minutes=limit.length))
	if limit.unit == WORKING_HOURS:
		return calendar.add(start, timedelta(hours=limit.length))
	if limit.unit == WORKING_DAYS:
		return _working_days_later(calendar, start, limit.length)
	if limit.unit == MINUTES:
		return start + timedelta(minutes=limit.length)
	if limit.unit == HOURS:
		return start + timedelta(hours=limit.length)
	if limit.unit == CALENDAR_DAYS:
		return start + limit.length * DAY
	return datetime.combine(add_months(start.date(), limit.length), start.time())


def last_day_of(calendar: Calendar, limit: Limit, start: datetime) -> date:
	"""Return the last day of a limit by Court before a day off makes it roll on."""
	if limit.unit not in WHOLE_DAYS:
		raise ValueError(f"{COURT} counts no {limit.unit}")
	if limit.unit == WORKING_DAYS:
		return calendar.add_working_days(start.date(), limit.length)
	if limit.unit == CALENDAR_DAYS:
		return start.date() + limit.length * DAY
	return add_months(start.date(), limit.length)


def _due_before(calendar: Calendar, limit: Limit) -> datetime:
	"""The end of the day so many days before a moment, whose day isn't counted; a day off rolls back.

	No days at all are the moment's own day, which rolls on like any last day.
	"""
	day = limit.before.date()
	if not limit.length:
		return end_of(calendar, day)
	day = days_back(calendar, limit.unit, day, limit.length)
	return datetime.combine(calendar.last_working_day(day), END_OF_DAY)


def days_back(calendar: Calendar, unit: str, day: date, count: int) -> date:
	"""Return the day so many days before a day, as a limit in this unit counts them: working days, months or days."""
	if unit == WORKING_DAYS:
		return calendar.working_day_before(day, count)
	return add_months(day, -count) if unit == MONTHS else day - count * DAY


def end_of(calendar: Calendar, day: date) -> datetime:
	"""Return the end of a day, of the next working day where it is off."""
	return datetime.combine(calendar.next_working_day(day), END_OF_DAY)


def _working_days_later(calendar: Calendar, start: datetime, count: int) -> datetime:
	"""The same time of day so many working days later; what begins off hours begins when the office opens."""
	opens = calendar.add(start, timedelta(microseconds=1)) - timedelta(microseconds=1)
	start = max(start, opens)
	day = calendar.add_working_days(start.date(), count)
	same_time = midnight(day) + (start - midnight(start.date()))
	return min(same_time, calendar.closing_time(day))


def add_months(day: date, count: int) -> date:
	"""Return the same day of a later month, its last day where it is shorter (Civil Code, art. 202)."""
	index = day.year * 12 + day.month - 1 + count
	year, month = divmod(index, 12)
	return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def measured(calendar: Calendar, limit: Limit, start: datetime, end: datetime) -> timedelta:
	"""Return the time between two moments as the limit counts it: working time, or time on the wall."""
	return calendar.between(start, end) if limit.unit in WORKED else max(end - start, timedelta())


def later(calendar: Calendar, limit: Limit, start: datetime, length: timedelta) -> datetime:
	"""Return the moment at which so much time as the limit counts has passed."""
	return calendar.add(start, length) if limit.unit in WORKED else start + length


def due_after_pause(
	calendar: Calendar, limit: Limit, due: datetime, paused: datetime, resumed: datetime
) -> datetime:
	"""Return the due time after a pause: what was left is left, a limit that was over stays over.

	By Court the days of the pause are added, the day of the pause not counted.
	"""
	if due <= paused or limit.before:
		return due
	if limit.method != COURT:
		return later(calendar, limit, resumed, measured(calendar, limit, paused, due))
	if limit.unit == WORKING_DAYS:
		days = calendar.working_days_between(paused.date(), resumed.date())
		return end_of(calendar, calendar.add_working_days(due.date(), days) if days else due.date())
	return end_of(calendar, due.date() + (resumed.date() - paused.date()).days * DAY)


def last_day_without(calendar: Calendar, limit: Limit, last: date, since: date, until: date) -> date:
	"""Return the last day of a limit by Court, before it rolls on, with the days after one day up to another left out."""
	if limit.unit != WORKING_DAYS:
		return last + (until - since)
	days = calendar.working_days_between(since, until)
	return calendar.add_working_days(last, days) if days else last
