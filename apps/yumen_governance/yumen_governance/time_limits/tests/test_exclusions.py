"""Days that the law leaves out cost nothing of a limit, over holidays, pauses and extensions; a limit may count back."""

import unittest
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from yumen_governance.time_limits.clocks import runs
from yumen_governance.time_limits.clocks.counting import (
	CALENDAR_DAYS,
	COURT,
	END_OF_DAY,
	HOURS,
	MONTHS,
	WORKING_DAYS,
	Limit,
	due_of,
)
from yumen_governance.time_limits.clocks.exclusions import Exclusion
from yumen_governance.time_limits.clocks.runs import EXCLUSION, EXTENSION, PAUSE, Change, Moment
from yumen_governance.time_limits.tests import naive_calendar as naive
from yumen_governance.time_limits.tests.test_working_time import CALENDAR, DAYS_OF_TWO_YEARS, at, calendars


def left_out(first: str, last: str, noted: str | None = None) -> Change:
	days = Exclusion("鉴定", date.fromisoformat(first), date.fromisoformat(last))
	return Change(EXCLUSION, days.since, days.until, noted=noted and at(noted))


def due(length: int, unit: str, start: str, *changes: Change, method: str = COURT) -> str:
	run = runs.replay(CALENDAR, Limit(length, unit, method), at(start), changes)
	return f"{run.due:%Y-%m-%d %H:%M}"


class TestLeftOut(unittest.TestCase):
	# length, unit, start, first and last day left out, last day
	CASES = (
		# Ten calendar days: the limit ends ten later, on a Saturday that rolls on
		(30, CALENDAR_DAYS, "2026-03-02", "2026-03-10", "2026-03-19", "2026-04-13"),
		# Without its rolling first: 15 days end in the Spring Festival, two days more still do
		(15, CALENDAR_DAYS, "2026-02-02", "2026-02-10", "2026-02-11", "2026-02-24"),
		# Working days: of a fortnight over the festival only those worked are left out
		(5, WORKING_DAYS, "2026-02-09", "2026-02-12", "2026-02-24", "2026-02-27"),
		# A make-up Saturday is a working day that is left out; a usual Saturday isn't
		(3, WORKING_DAYS, "2026-02-26", "2026-02-28", "2026-02-28", "2026-03-03"),
		(3, WORKING_DAYS, "2026-03-05", "2026-03-07", "2026-03-08", "2026-03-10"),
		# The day of the start isn't counted, so that leaving it out gives nothing
		(7, CALENDAR_DAYS, "2026-03-02", "2026-03-02", "2026-03-02", "2026-03-09"),
		(7, CALENDAR_DAYS, "2026-03-02", "2026-03-02", "2026-03-03", "2026-03-10"),
		# Before the start nothing is left out
		(7, CALENDAR_DAYS, "2026-03-02", "2026-02-20", "2026-03-04", "2026-03-11"),
		# The last day of the limit is a day like any other
		(7, CALENDAR_DAYS, "2026-03-02", "2026-03-09", "2026-03-09", "2026-03-10"),
		(1, MONTHS, "2026-01-31", "2026-02-10", "2026-02-12", "2026-03-03"),
	)

	def test_whole_days_are_left_out(self):
		for length, unit, start, first, last, expected in self.CASES:
			with self.subTest(length=length, unit=unit, start=start, first=first):
				found = due(length, unit, f"{start} 09:00", left_out(first, last))
				self.assertEqual(found, f"{expected} 23:59")

	def test_what_is_left_out_twice_counts_once(self):
		once = due(30, CALENDAR_DAYS, "2026-03-02 09:00", left_out("2026-03-10", "2026-03-19"))
		parts = (left_out("2026-03-10", "2026-03-15"), left_out("2026-03-14", "2026-03-19"))
		self.assertEqual(due(30, CALENDAR_DAYS, "2026-03-02 09:00", *parts), once)

	def test_a_pause_within_is_not_left_out_again(self):
		whole = left_out("2026-03-10", "2026-03-19")
		pause = Change(PAUSE, at("2026-03-12 10:00"), at("2026-03-16 10:00"))
		longer = Change(PAUSE, at("2026-03-12 10:00"), at("2026-03-22 10:00"))
		start = "2026-03-02 09:00"
		self.assertEqual(due(30, CALENDAR_DAYS, start, whole, pause), due(30, CALENDAR_DAYS, start, whole))
		self.assertEqual(due(30, CALENDAR_DAYS, start, whole, longer), "2026-04-14 23:59")

	def test_what_is_noted_after_an_extension_moves_the_extended_time(self):
		extension = Change(EXTENSION, at("2026-03-20 10:00"), due=at("2026-04-10 23:59:59"))
		late = left_out("2026-03-10", "2026-03-12", noted="2026-03-25 09:00")
		early = left_out("2026-03-10", "2026-03-12", noted="2026-03-13 09:00")
		start = "2026-03-02 09:00"
		self.assertEqual(due(30, CALENDAR_DAYS, start, early, extension), "2026-04-10 23:59")
		self.assertEqual(due(30, CALENDAR_DAYS, start, late, extension), "2026-04-13 23:59")

	def test_time_on_the_wall_stands_still_as_well(self):
		found = due(
			72, HOURS, "2026-03-02 09:00", left_out("2026-03-03", "2026-03-04"), method="Working Time"
		)
		self.assertEqual(found, "2026-03-07 09:00")

	def test_while_it_lasts_nothing_is_used(self):
		run = runs.replay(
			CALENDAR,
			Limit(10, CALENDAR_DAYS, COURT),
			at("2026-03-02 00:00"),
			[left_out("2026-03-04", "2026-03-20")],
		)
		used = [runs.used(CALENDAR, run, at(f"2026-03-{day:02} 12:00")) for day in (4, 10, 20)]
		self.assertEqual({round(each / timedelta(days=1)) for each in used}, {2})

	@settings(max_examples=80, deadline=None, derandomize=True)
	@given(
		calendars(),
		DAYS_OF_TWO_YEARS,
		st.integers(2, 60),
		st.integers(0, 30),
		st.integers(0, 40),
		st.sampled_from((WORKING_DAYS, CALENDAR_DAYS)),
	)
	def test_it_is_the_walk_that_skips_those_days(self, calendar, day, length, after, days, unit):
		limit, start = Limit(length, unit, COURT), datetime.combine(day, time(9))
		first = day + timedelta(days=1 + after)
		last = first + timedelta(days=days)
		change = Change(EXCLUSION, *bounds(first, last))
		if due_of(calendar, limit, start) <= change.at:
			return
		run = runs.replay(calendar, limit, start, [change])
		self.assertEqual(run.due.date(), naive.court_due_without(calendar, length, unit, day, first, last))


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
	days = Exclusion("鉴定", first, last)
	return days.since, days.until


class TestCountingBack(unittest.TestCase):
	# length, unit, the date, last day
	CASES = (
		(5, WORKING_DAYS, "2026-03-20 09:00", "2026-03-13"),
		# Over the festival and its make-up Saturday
		(5, WORKING_DAYS, "2026-02-27 09:00", "2026-02-13"),
		(3, CALENDAR_DAYS, "2026-03-20 09:00", "2026-03-17"),
		# A day off rolls back
		(5, CALENDAR_DAYS, "2026-03-20 09:00", "2026-03-13"),
		(1, MONTHS, "2026-03-31 09:00", "2026-02-28"),
		# No days: the day itself, which rolls on
		(0, CALENDAR_DAYS, "2026-03-21 00:00", "2026-03-23"),
	)

	def test_the_last_day_lies_so_many_days_before(self):
		for length, unit, before, expected in self.CASES:
			with self.subTest(length=length, unit=unit, before=before):
				limit = Limit(length, unit, COURT, at(before))
				self.assertEqual(
					due_of(CALENDAR, limit, at("2026-01-05 09:00")),
					datetime.combine(date.fromisoformat(expected), END_OF_DAY),
				)

	def test_a_pause_does_not_move_the_hearing(self):
		limit = Limit(5, WORKING_DAYS, COURT, at("2026-03-20 09:00"))
		run = runs.replay(
			CALENDAR,
			limit,
			at("2026-03-02 09:00"),
			[Change(PAUSE, at("2026-03-04 09:00"), at("2026-03-06 09:00"))],
		)
		self.assertEqual(run.due, due_of(CALENDAR, limit, at("2026-03-02 09:00")))


class TestDaysLeft(unittest.TestCase):
	def step(self, length: int, unit: str, start: str, days: int) -> datetime | None:
		run = runs.begin(CALENDAR, Limit(length, unit, COURT), at(start))
		return runs.step_time(CALENDAR, run, Moment(days_left=days))

	def test_they_are_counted_as_the_limit_counts(self):
		self.assertEqual(self.step(30, CALENDAR_DAYS, "2026-03-02 09:00", 10), at("2026-03-22 00:00"))
		self.assertEqual(self.step(30, CALENDAR_DAYS, "2026-03-02 09:00", 3), at("2026-03-29 00:00"))
		self.assertEqual(self.step(5, WORKING_DAYS, "2026-02-11 09:00", 2), at("2026-02-14 00:00"))

	def test_a_limit_that_never_had_as_many_has_no_such_step(self):
		self.assertIsNone(self.step(7, CALENDAR_DAYS, "2026-03-02 09:00", 10))
