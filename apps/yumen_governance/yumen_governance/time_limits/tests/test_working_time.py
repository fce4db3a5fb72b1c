"""Working time is exact: over weeks, festivals, make-up Saturdays and seasons, and as a naive model counts it."""

import unittest
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from yumen_governance.time_limits.clocks.working_time import USUAL_SHIFTS, Calendar, Shift, Year
from yumen_governance.time_limits.tests import naive_calendar as naive

# The State Council's arrangement of 2026 around the Spring Festival (15 to 23 February) and the first of May
SPRING_2026 = Year(
	holidays=frozenset(
		[date(2026, 1, 1), date(2026, 1, 2), *(date(2026, 2, day) for day in range(15, 24)), date(2026, 5, 1)]
	),
	workdays=frozenset([date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)]),
)
CALENDAR = Calendar({2026: SPRING_2026})
SUMMER = Shift(timedelta(hours=9), timedelta(hours=19), date(2026, 6, 1), date(2026, 8, 31))


def at(text: str) -> datetime:
	return datetime.fromisoformat(text)


class TestAdding(unittest.TestCase):
	# start, working minutes, due
	CASES = (
		("2026-03-02 09:00", 60, "2026-03-02 10:00"),
		("2026-03-02 11:00", 60, "2026-03-02 12:00"),
		("2026-03-02 11:00", 61, "2026-03-02 14:31"),
		("2026-03-02 12:30", 1, "2026-03-02 14:31"),
		("2026-03-02 17:59", 1, "2026-03-02 18:00"),
		("2026-03-02 17:59", 2, "2026-03-03 08:31"),
		("2026-03-02 03:00", 240, "2026-03-02 15:00"),
		# A weekend, and a Saturday that is worked
		("2026-03-06 17:00", 120, "2026-03-09 09:30"),
		("2026-02-27 17:00", 120, "2026-02-28 09:30"),
		# Saturday 14 February is worked, then nine days of Spring Festival
		("2026-02-13 17:00", 120, "2026-02-14 09:30"),
		("2026-02-14 17:00", 120, "2026-02-24 09:30"),
		("2026-02-18 10:00", 1, "2026-02-24 08:31"),
		# From the old year, of which nothing is known, over New Year to the Sunday that is worked
		("2025-12-31 17:00", 120, "2026-01-04 09:30"),
		# A leap day that is worked, and a year without one
		("2028-02-28 17:30", 60, "2028-02-29 09:00"),
		("2028-02-29 17:30", 60, "2028-03-01 09:00"),
		("2027-02-26 17:30", 60, "2027-03-01 09:00"),
		# The end of a month, and of a year of which nothing follows
		("2026-04-30 17:00", 120, "2026-05-04 09:30"),
		("2026-12-31 17:00", 120, "2027-01-01 09:30"),
		("2026-03-02 09:00", 0, "2026-03-02 09:00"),
	)

	def test_working_minutes_end_on_the_minute(self):
		for start, minutes, due in self.CASES:
			with self.subTest(start=start, minutes=minutes):
				self.assertEqual(CALENDAR.add(at(start), timedelta(minutes=minutes)), at(due))

	def test_what_is_added_lies_between(self):
		for start, minutes, due in self.CASES:
			with self.subTest(start=start, minutes=minutes):
				self.assertEqual(CALENDAR.between(at(start), at(due)), timedelta(minutes=minutes))

	def test_seconds_and_parts_of_them_are_kept(self):
		start = at("2026-03-02 17:59:30.250000")
		due = CALENDAR.add(start, timedelta(minutes=1))
		self.assertEqual(due, at("2026-03-03 08:30:30.250000"))
		self.assertEqual(CALENDAR.between(start, due), timedelta(minutes=1))

	def test_many_years_cost_no_walk(self):
		due = CALENDAR.add(at("2026-03-02 09:00"), timedelta(hours=7 * 260 * 40))
		self.assertEqual(due.year, 2066)


class TestDays(unittest.TestCase):
	def test_working_days_pass_over_the_festival(self):
		for day, count, expected in (
			("2026-02-13", 1, "2026-02-14"),
			("2026-02-13", 2, "2026-02-24"),
			("2026-02-15", 1, "2026-02-24"),
			("2026-02-27", 1, "2026-02-28"),
			("2026-12-31", 1, "2027-01-01"),
			("2026-12-30", 2, "2027-01-01"),
			("2025-12-31", 1, "2026-01-04"),
		):
			with self.subTest(day=day, count=count):
				found = CALENDAR.add_working_days(date.fromisoformat(day), count)
				self.assertEqual(found, date.fromisoformat(expected))

	def test_working_days_between_are_those_added(self):
		start = date(2025, 12, 30)
		for count in (1, 2, 30, 300):
			last = CALENDAR.add_working_days(start, count)
			self.assertEqual(CALENDAR.working_days_between(start, last), count)
		self.assertEqual(CALENDAR.working_days_between(start, start), 0)

	def test_unknown_years_are_named_and_worked_from_monday_to_friday(self):
		self.assertEqual(CALENDAR.missing_years(date(2025, 12, 1), date(2027, 1, 1)), [2025, 2027])
		self.assertTrue(CALENDAR.is_working_day(date(2027, 1, 1)))
		self.assertFalse(CALENDAR.is_working_day(date(2027, 1, 2)))

	def test_a_season_has_hours_of_its_own(self):
		calendar = Calendar({2026: Year(shifts=(*USUAL_SHIFTS, SUMMER))})
		self.assertEqual(calendar.shifts_of(date(2026, 6, 1)), (SUMMER,))
		self.assertEqual(calendar.shifts_of(date(2026, 5, 29)), USUAL_SHIFTS)
		self.assertEqual(calendar.add(at("2026-05-29 17:00"), timedelta(hours=2)), at("2026-06-01 10:00"))
		self.assertEqual(calendar.closing_time(date(2026, 6, 1)), at("2026-06-01 19:00"))
		self.assertIsNone(calendar.closing_time(date(2026, 6, 6)))


# 2028 is a leap year; what is counted beyond it comes into a year without a record
DAYS_OF_TWO_YEARS = st.integers(0, 730).map(lambda number: date(2027, 1, 1) + timedelta(days=number))
MINUTES = st.integers(0, 24 * 60 - 1)
MOMENTS = st.builds(
	lambda day, minutes: datetime(day.year, day.month, day.day) + timedelta(minutes=minutes),
	DAYS_OF_TWO_YEARS,
	MINUTES,
)


@st.composite
def calendars(draw):
	marks = sorted(draw(st.lists(st.integers(1, 1440), min_size=2, max_size=6, unique=True)))
	pairs = zip(marks[::2], marks[1::2], strict=False)
	shifts = tuple(Shift(timedelta(minutes=opens), timedelta(minutes=closes)) for opens, closes in pairs)
	days = draw(st.lists(DAYS_OF_TWO_YEARS, max_size=30, unique=True))
	off = {day for day in days if day.weekday() < 5}
	years = {
		year: Year(
			frozenset(day for day in off if day.year == year),
			frozenset(day for day in days if day not in off and day.year == year),
			shifts,
		)
		for year in (2027, 2028)
	}
	return Calendar(years)


class TestAgainstNaiveModel(unittest.TestCase):
	@settings(max_examples=60, deadline=None, derandomize=True)
	@given(calendars(), MOMENTS, st.integers(0, 3000))
	def test_adding_is_walking_minute_by_minute(self, calendar, start, minutes):
		due = calendar.add(start, timedelta(minutes=minutes))
		self.assertEqual(due, naive.add(calendar, start, minutes))
		self.assertEqual(calendar.between(start, due), timedelta(minutes=minutes))

	@settings(max_examples=60, deadline=None, derandomize=True)
	@given(calendars(), MOMENTS, st.integers(0, 20_000))
	def test_the_time_between_is_the_minutes_counted(self, calendar, start, minutes):
		end = start + timedelta(minutes=minutes)
		self.assertEqual(calendar.between(start, end), naive.between(calendar, start, end))

	@settings(max_examples=100, deadline=None, derandomize=True)
	@given(calendars(), DAYS_OF_TWO_YEARS, st.integers(1, 300))
	def test_working_days_are_those_of_a_walk(self, calendar, day, count):
		last = calendar.add_working_days(day, count)
		self.assertEqual(last, naive.add_working_days(calendar, day, count))
		self.assertEqual(calendar.working_days_between(day, last), count)
