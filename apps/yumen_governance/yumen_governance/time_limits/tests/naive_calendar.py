"""Working time as a child would count it: minute by minute. For whole minutes only."""

from datetime import date, datetime, timedelta

from yumen_governance.time_limits.clocks.working_time import Calendar, midnight

MINUTE = timedelta(minutes=1)


def is_worked(calendar: Calendar, minute: datetime) -> bool:
	"""Whether the minute that begins then is worked."""
	passed = minute - midnight(minute.date())
	day = minute.date()
	year = calendar.years.get(day.year)
	off = year and day in year.holidays
	worked = (year and day in year.workdays) or (day.weekday() < 5 and not off)
	return worked and any(shift.opens <= passed < shift.closes for shift in calendar.shifts_of(day))


def between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
	"""Count the worked minutes from one moment to another."""
	count = 0
	while start < end:
		count += is_worked(calendar, start)
		start += MINUTE
	return count * MINUTE


def add(calendar: Calendar, start: datetime, minutes: int) -> datetime:
	"""Walk until so many minutes have been worked."""
	while minutes:
		minutes -= is_worked(calendar, start)
		start += MINUTE
	return start


def add_working_days(calendar: Calendar, day: date, count: int) -> date:
	"""Walk until so many working days have come."""
	while count:
		day += timedelta(days=1)
		count -= bool(calendar.is_working_day(day))
	return day


def court_due(calendar: Calendar, length: int, unit: str, day: date) -> date:
	"""Return the last day of a limit: the day of the start isn't counted, a last day that is off rolls on."""
	if unit == "Working Days":
		return add_working_days(calendar, day, length)
	for _each in range(length):
		day += timedelta(days=1 if unit == "Calendar Days" else days_in_month(day))
	while not calendar.is_working_day(day):
		day += timedelta(days=1)
	return day


def days_in_month(day: date) -> int:
	"""Count the days of a month by walking to the next."""
	walked = day.replace(day=1)
	while walked.month == day.month:
		walked += timedelta(days=1)
	return (walked - day.replace(day=1)).days


def moved(calendar: Calendar, unit: str, due: date, paused: date, resumed: date) -> date:
	"""Return the last day of a limit by court after a pause, whose first day isn't counted."""
	while paused < resumed:
		paused += timedelta(days=1)
		if unit == "Calendar Days":
			due += timedelta(days=1)
		elif calendar.is_working_day(paused):
			due = add_working_days(calendar, due, 1)
	while not calendar.is_working_day(due):
		due += timedelta(days=1)
	return due


def court_due_without(calendar: Calendar, length: int, unit: str, day: date, first: date, last: date) -> date:
	"""Return the last day of a limit by court when the days from first to last aren't counted."""
	while length:
		day += timedelta(days=1)
		counted = unit == "Calendar Days" or calendar.is_working_day(day)
		length -= bool(counted and not first <= day <= last)
	while not calendar.is_working_day(day):
		day += timedelta(days=1)
	return day
