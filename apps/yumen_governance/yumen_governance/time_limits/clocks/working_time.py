"""Working time on a calendar of holidays, make-up working days and office hours; no site, no database.

All moments are naive and of one time zone. A day is added up once a year of the calendar, so that adding and
subtracting cost a search in a table of days, however long the time.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate

DAY = timedelta(days=1)
NONE = timedelta()
SATURDAY = 5


@dataclass(frozen=True)
class Shift:
	"""Office hours of a working day, as times after midnight; `first` and `last` bound a season."""

	opens: timedelta
	closes: timedelta
	first: date | None = None
	last: date | None = None

	@property
	def length(self) -> timedelta:
		return self.closes - self.opens

	@property
	def seasonal(self) -> bool:
		return bool(self.first or self.last)

	def applies_on(self, day: date) -> bool:
		return (self.first or day) <= day <= (self.last or day)


USUAL_SHIFTS = (
	Shift(timedelta(hours=8, minutes=30), timedelta(hours=12)),
	Shift(timedelta(hours=14, minutes=30), timedelta(hours=18)),
)


@dataclass(frozen=True)
class Year:
	"""What one year says: its holidays, the weekend days that are worked, and the office hours."""

	holidays: frozenset[date] = frozenset()
	workdays: frozenset[date] = frozenset()
	shifts: tuple[Shift, ...] = USUAL_SHIFTS

	def is_working_day(self, day: date) -> bool:
		return day in self.workdays or (day.weekday() < SATURDAY and day not in self.holidays)

	def shifts_of(self, day: date) -> tuple[Shift, ...]:
		"""Return the hours of a day in order: those of its season, else those of every day."""
		if not self.is_working_day(day):
			return ()
		seasonal = tuple(shift for shift in self.shifts if shift.seasonal and shift.applies_on(day))
		return seasonal or tuple(shift for shift in self.shifts if not shift.seasonal)


@dataclass(frozen=True)
class _Table:
	"""A year added up: hours of each day, working time and working days before each day and of all."""

	shifts: list[tuple[Shift, ...]]
	time_before: list[timedelta]
	days_before: list[int]


@dataclass(frozen=True)
class Calendar:
	"""Years by number. A year without a record is worked Monday to Friday, in the hours of the last one known."""

	years: Mapping[int, Year] = field(default_factory=dict)

	def is_working_day(self, day: date) -> bool:
		return self._year(day.year).is_working_day(day)

	def shifts_of(self, day: date) -> tuple[Shift, ...]:
		return self._year(day.year).shifts_of(day)

	def next_working_day(self, day: date) -> date:
		"""Return the day itself when it is worked, else the first working day after it."""
		while not self.is_working_day(day):
			day += DAY
		return day

	def add_working_days(self, day: date, count: int) -> date:
		"""Return the working day so many working days after a day, which itself isn't counted.

		:param count: at least 1
		"""
		year, wanted = day.year, count + self._days_until(day + DAY)
		while (table := self._table(year)).days_before[-1] < wanted:
			wanted -= table.days_before[-1]
			year += 1
		return date(year, 1, 1) + (bisect_left(table.days_before, wanted) - 1) * DAY

	def last_working_day(self, day: date) -> date:
		"""Return the day itself when it is worked, else the last working day before it."""
		while not self.is_working_day(day):
			day -= DAY
		return day

	def working_day_before(self, day: date, count: int) -> date:
		"""Return the working day so many working days before a day, which itself isn't counted."""
		for _each in range(count):
			day = self.last_working_day(day - DAY)
		return day

	def working_days_between(self, first: date, last: date) -> int:
		"""Count the working days after `first` up to and with `last`; 0 when last isn't later."""
		if last <= first:
			return 0
		whole = sum(self._table(year).days_before[-1] for year in range(first.year, last.year))
		return whole + self._days_until(last + DAY, last.year) - self._days_until(first + DAY, first.year)

	def between(self, start: datetime, end: datetime) -> timedelta:
		"""Return the working time from one moment to a later one, nothing when it isn't later."""
		if end <= start:
			return NONE
		whole = sum((self._table(year).time_before[-1] for year in range(start.year, end.year)), NONE)
		return whole + self._time_until(end) - self._time_until(start)

	def add(self, start: datetime, length: timedelta) -> datetime:
		"""Return the first moment at which so much working time has passed since `start`."""
		if length <= NONE:
			return start
		year, wanted = start.year, length + self._time_until(start)
		while (table := self._table(year)).time_before[-1] < wanted:
			wanted -= table.time_before[-1]
			year += 1
		number = bisect_left(table.time_before, wanted) - 1
		day = datetime(year, 1, 1) + number * DAY
		return _moment_in(day, table.shifts[number], wanted - table.time_before[number])

	def closing_time(self, day: date) -> datetime | None:
		"""Return when the office closes on a day, None on a day off."""
		shifts = self.shifts_of(day)
		return midnight(day) + shifts[-1].closes if shifts else None

	def missing_years(self, start: date, end: date) -> list[int]:
		"""Return the years from one day to another of which nothing is recorded."""
		return [year for year in range(start.year, end.year + 1) if year not in self.years]

	@cached_property
	def _unrecorded(self) -> Year:
		known = self.years[max(self.years)].shifts if self.years else USUAL_SHIFTS
		return Year(shifts=tuple(shift for shift in known if not shift.seasonal) or USUAL_SHIFTS)

	@cached_property
	def _tables(self) -> dict[int, _Table]:
		return {}

	def _year(self, number: int) -> Year:
		return self.years.get(number) or self._unrecorded

	def _table(self, number: int) -> _Table:
		if number not in self._tables:
			self._tables[number] = _table(self._year(number), number)
		return self._tables[number]

	def _time_until(self, moment: datetime) -> timedelta:
		"""The working time of the moment's year before it."""
		table, number = self._table(moment.year), moment.timetuple().tm_yday - 1
		passed = moment - midnight(moment.date())
		today = (
			min(passed, shift.closes) - shift.opens for shift in table.shifts[number] if passed > shift.opens
		)
		return table.time_before[number] + sum(today, NONE)

	def _days_until(self, day: date, year: int | None = None) -> int:
		"""The working days of a year before a day, which may be the first of the next year."""
		year = year or (day - DAY).year
		return self._table(year).days_before[(day - date(year, 1, 1)).days]


def midnight(day: date) -> datetime:
	"""Return the moment at which a day begins."""
	return datetime.combine(day, time.min)


def _table(year: Year, number: int) -> _Table:
	first = date(number, 1, 1)
	days = [first + index * DAY for index in range((date(number + 1, 1, 1) - first).days)]
	shifts = [year.shifts_of(day) for day in days]
	lengths = (sum((shift.length for shift in day), NONE) for day in shifts)
	return _Table(
		shifts=shifts,
		time_before=list(accumulate(lengths, initial=NONE)),
		days_before=list(accumulate(map(year.is_working_day, days), initial=0)),
	)


def _moment_in(day: datetime, shifts: Iterable[Shift], worked: timedelta) -> datetime:
	"""The moment of a day at which so much of its working time has passed."""
	for shift in shifts:
		if worked <= shift.length:
			return day + shift.opens + worked
		worked -= shift.length
	raise ValueError("The day has less working time.")
