"""Limits are counted as the law and the rule say, and pauses, extensions and steps move them exactly."""

import unittest
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from yumen_governance.time_limits.clocks import runs
from yumen_governance.time_limits.clocks.counting import (
	CALENDAR_DAYS,
	COURT,
	HOURS,
	METHODS,
	MONTHS,
	UNITS,
	WHOLE_DAYS,
	WORKING_DAYS,
	WORKING_HOURS,
	WORKING_MINUTES,
	Limit,
	due_of,
)
from yumen_governance.time_limits.clocks.runs import Change, Moment
from yumen_governance.time_limits.tests import naive_calendar as naive
from yumen_governance.time_limits.tests.test_working_time import CALENDAR, MOMENTS, at, calendars

FOUR_HOURS = Limit(4, WORKING_HOURS)


class TestDue(unittest.TestCase):
	# length, unit, method, start, due
	CASES = (
		(90, WORKING_MINUTES, "Working Time", "2026-03-02 17:00", "2026-03-03 09:00"),
		(4, WORKING_HOURS, "Working Time", "2026-02-14 16:00", "2026-02-24 10:30"),
		(2, HOURS, "Working Time", "2026-02-14 23:00", "2026-02-15 01:00"),
		(3, WORKING_DAYS, "Working Time", "2026-03-02 10:00", "2026-03-05 10:00"),
		(1, WORKING_DAYS, "Working Time", "2026-02-14 10:00", "2026-02-24 10:00"),
		(1, WORKING_DAYS, "Working Time", "2026-02-17 10:00", "2026-02-25 08:30"),
		(1, WORKING_DAYS, "Working Time", "2026-03-02 20:00", "2026-03-04 08:30"),
		(3, CALENDAR_DAYS, "Working Time", "2026-02-14 10:00", "2026-02-17 10:00"),
		(1, MONTHS, "Working Time", "2026-01-31 10:00", "2026-02-28 10:00"),
		# By Court: the first day isn't counted, the last is counted whole
		(7, CALENDAR_DAYS, COURT, "2026-03-02 09:00", "2026-03-09 23:59:59"),
		(1, CALENDAR_DAYS, COURT, "2026-03-02 23:59", "2026-03-03 23:59:59"),
		# The last day a Saturday, in the Spring Festival, or a Saturday that is worked
		(5, CALENDAR_DAYS, COURT, "2026-03-02 09:00", "2026-03-09 23:59:59"),
		(15, CALENDAR_DAYS, COURT, "2026-02-02 09:00", "2026-02-24 23:59:59"),
		(12, CALENDAR_DAYS, COURT, "2026-02-02 09:00", "2026-02-14 23:59:59"),
		(5, WORKING_DAYS, COURT, "2026-02-13 16:00", "2026-02-27 23:59:59"),
		# Months end on the day of the start, or on the last day of a shorter month, in leap years too
		(1, MONTHS, COURT, "2026-01-30 09:00", "2026-02-28 23:59:59"),
		(1, MONTHS, COURT, "2028-01-31 09:00", "2028-02-29 23:59:59"),
		(12, MONTHS, COURT, "2028-02-29 09:00", "2029-02-28 23:59:59"),
		(6, MONTHS, COURT, "2026-08-31 09:00", "2027-03-01 23:59:59"),
		(2, MONTHS, COURT, "2025-12-30 09:00", "2026-02-28 23:59:59"),
		# Over a leap day by days; a month that ends on one
		(1, CALENDAR_DAYS, COURT, "2028-02-28 09:00", "2028-02-29 23:59:59"),
		(2, WORKING_DAYS, COURT, "2028-02-28 09:00", "2028-03-01 23:59:59"),
		(2, WORKING_DAYS, "Working Time", "2028-02-28 09:00", "2028-03-01 09:00"),
		(1, MONTHS, COURT, "2028-02-29 09:00", "2028-03-29 23:59:59"),
	)

	def test_due_times(self):
		for length, unit, method, start, due in self.CASES:
			with self.subTest(length=length, unit=unit, method=method, start=start):
				self.assertEqual(due_of(CALENDAR, Limit(length, unit, method), at(start)), at(due))

	def test_court_counts_no_hours(self):
		for unit in set(UNITS) - set(WHOLE_DAYS):
			with self.assertRaises(ValueError):
				due_of(CALENDAR, Limit(1, unit, COURT), at("2026-03-02 09:00"))


class TestPauses(unittest.TestCase):
	def resumed(self, limit, start, paused, until):
		run = runs.pause(CALENDAR, runs.begin(CALENDAR, limit, at(start)), at(paused))
		return runs.resume(CALENDAR, run, at(paused), at(until))

	def test_pause_over_a_holiday_costs_nothing_of_the_working_time(self):
		run = self.resumed(FOUR_HOURS, "2026-02-14 09:00", "2026-02-14 11:00", "2026-02-20 10:00")
		self.assertEqual(run.due, at("2026-02-24 10:30"))
		self.assertEqual(runs.left(CALENDAR, run, at("2026-02-24 09:30")), timedelta(hours=1))

	def test_what_was_left_is_left(self):
		for limit, start, paused, until, due in (
			(FOUR_HOURS, "2026-03-02 09:00", "2026-03-02 10:00", "2026-03-04 15:00", "2026-03-04 18:00"),
			(Limit(2, HOURS), "2026-03-02 09:00", "2026-03-02 10:30", "2026-03-02 22:00", "2026-03-02 22:30"),
			(
				Limit(3, WORKING_DAYS),
				"2026-03-02 10:00",
				"2026-03-03 10:00",
				"2026-03-04 10:00",
				"2026-03-06 10:00",
			),
			(
				Limit(3, CALENDAR_DAYS),
				"2026-02-14 10:00",
				"2026-02-16 10:00",
				"2026-02-20 09:00",
				"2026-02-21 09:00",
			),
			# By Court: the days of the pause are added, then the last day rolls on
			(
				Limit(7, CALENDAR_DAYS, COURT),
				"2026-03-02 09:00",
				"2026-03-04 10:00",
				"2026-03-06 10:00",
				"2026-03-11 23:59:59",
			),
			(
				Limit(7, CALENDAR_DAYS, COURT),
				"2026-03-02 09:00",
				"2026-03-04 10:00",
				"2026-03-09 10:00",
				"2026-03-16 23:59:59",
			),
			(
				Limit(5, WORKING_DAYS, COURT),
				"2026-02-09 09:00",
				"2026-02-13 10:00",
				"2026-02-24 10:00",
				"2026-02-25 23:59:59",
			),
		):
			with self.subTest(limit=limit):
				self.assertEqual(self.resumed(limit, start, paused, until).due, at(due))

	def test_a_clock_that_was_overdue_stays_so_and_its_steps_wait_out_the_pause(self):
		run = self.resumed(FOUR_HOURS, "2026-03-02 08:30", "2026-03-02 16:00", "2026-03-04 08:30")
		self.assertEqual(run.due, at("2026-03-02 15:00"))
		self.assertEqual(runs.left(CALENDAR, run, at("2026-03-04 08:30")), -timedelta(hours=1))
		self.assertEqual(runs.step_time(CALENDAR, run, Moment(percent=150)), at("2026-03-04 09:30"))

	def test_a_paused_clock_uses_nothing_and_has_no_step(self):
		run = runs.pause(
			CALENDAR, runs.begin(CALENDAR, FOUR_HOURS, at("2026-03-02 09:00")), at("2026-03-02 10:00")
		)
		self.assertEqual(runs.used(CALENDAR, run, at("2026-03-09 10:00")), timedelta(hours=1))
		self.assertIsNone(runs.step_time(CALENDAR, run, Moment(percent=80)))


class TestSteps(unittest.TestCase):
	def test_steps_come_on_the_minute(self):
		run = runs.begin(CALENDAR, Limit(5, WORKING_HOURS), at("2026-02-14 14:30"))
		for moment, expected in (
			(Moment(percent=50), "2026-02-14 17:00"),
			(Moment(percent=80), "2026-02-24 09:00"),
			(Moment(percent=100), "2026-02-24 10:00"),
			(Moment(percent=150), "2026-02-24 15:00"),
			(Moment(hours=4), "2026-02-24 16:30"),
			(Moment(hours=8), "2026-02-25 11:00"),
		):
			with self.subTest(moment):
				self.assertEqual(runs.step_time(CALENDAR, run, moment), at(expected))

	def test_the_step_at_all_of_the_time_is_the_due_time(self):
		for unit in UNITS:
			for method in METHODS if unit in WHOLE_DAYS else METHODS[:1]:
				with self.subTest(unit=unit, method=method):
					run = runs.begin(CALENDAR, Limit(3, unit, method), at("2026-02-13 17:30"))
					self.assertEqual(runs.step_time(CALENDAR, run, Moment(percent=100)), run.due)

	def test_an_extension_counts_steps_of_the_whole_new_time(self):
		run = runs.begin(CALENDAR, Limit(10, HOURS), at("2026-03-02 00:00"))
		run = runs.extend(CALENDAR, run, at("2026-03-02 20:00"), at("2026-03-02 09:00"))
		self.assertEqual(runs.step_time(CALENDAR, run, Moment(percent=80)), at("2026-03-02 16:00"))
		self.assertEqual(run.due, at("2026-03-02 20:00"))


class TestAgainstNaiveModel(unittest.TestCase):
	@settings(max_examples=100, deadline=None, derandomize=True)
	@given(calendars(), MOMENTS, st.integers(1, 120), st.sampled_from((WORKING_DAYS, CALENDAR_DAYS)))
	def test_days_by_court_are_those_of_a_walk(self, calendar, start, length, unit):
		due = due_of(calendar, Limit(length, unit, COURT), start)
		self.assertEqual(due.date(), naive.court_due(calendar, length, unit, start.date()))
		self.assertEqual(f"{due:%T}", "23:59:59")

	@settings(max_examples=100, deadline=None, derandomize=True)
	@given(calendars(), MOMENTS, st.integers(1, 30))
	def test_months_by_court_end_on_their_day_or_the_last_of_a_shorter_month(self, calendar, start, length):
		due = due_of(calendar, Limit(length, MONTHS, COURT), start).date()
		first = start.date().replace(day=1)
		for _month in range(length):
			first += timedelta(days=naive.days_in_month(first))
		last = first.replace(day=min(start.day, naive.days_in_month(first)))
		self.assertEqual(due, naive.court_due(calendar, 0, MONTHS, last))

	@settings(max_examples=100, deadline=None, derandomize=True)
	@given(calendars(), MOMENTS, st.integers(1, 60), st.lists(st.integers(0, 40), min_size=2, max_size=2))
	def test_a_pause_by_court_costs_its_days(self, calendar, start, length, days):
		for unit in (WORKING_DAYS, CALENDAR_DAYS):
			run = runs.begin(calendar, Limit(length, unit, COURT), start)
			paused = start + timedelta(days=days[0])
			resumed = paused + timedelta(days=days[1])
			after = runs.resume(calendar, runs.pause(calendar, run, paused), paused, resumed)
			if run.due <= paused:
				self.assertEqual(after.due, run.due)
				continue
			expected = naive.moved(calendar, unit, run.due.date(), paused.date(), resumed.date())
			self.assertEqual(after.due.date(), expected)

	@settings(max_examples=100, deadline=None, derandomize=True)
	@given(calendars(), MOMENTS, st.integers(1, 2000), st.integers(1, 300))
	def test_a_step_comes_when_so_much_has_been_used(self, calendar, start, minutes, percent):
		run = runs.begin(calendar, Limit(minutes, WORKING_MINUTES), start)
		moment = runs.step_time(calendar, run, Moment(percent=percent))
		self.assertEqual(runs.used(calendar, run, moment), run.allowed * percent / 100)
		self.assertLess(runs.used(calendar, run, moment - timedelta(seconds=1)), run.allowed * percent / 100)


class TestReplay(unittest.TestCase):
	def test_replay_makes_the_same_run(self):
		start, paused, until = at("2026-03-02 09:00"), at("2026-03-02 10:00"), at("2026-03-04 15:00")
		run = runs.resume(
			CALENDAR, runs.pause(CALENDAR, runs.begin(CALENDAR, FOUR_HOURS, start), paused), paused, until
		)
		run = runs.extend(CALENDAR, run, at("2026-03-06 12:00"), at("2026-03-04 16:00"))
		changes = [
			Change(runs.PAUSE, paused, until),
			Change(runs.EXTENSION, at("2026-03-04 16:00"), due=at("2026-03-06 12:00")),
		]
		self.assertEqual(runs.replay(CALENDAR, FOUR_HOURS, start, changes), run)

	@settings(max_examples=60, deadline=None, derandomize=True)
	@given(calendars(), MOMENTS, st.integers(1, 900), st.lists(st.integers(0, 4000), max_size=4))
	def test_time_used_is_the_worked_minutes_outside_of_pauses(self, calendar, start, minutes, lengths):
		moments = [start]
		for length in lengths:
			moments.append(moments[-1] + timedelta(minutes=length))
		run, worked = runs.begin(calendar, Limit(minutes, WORKING_MINUTES), start), timedelta()
		for number, (since, until) in enumerate(pairwise(moments)):
			if number % 2:
				run = runs.resume(calendar, run, since, until)
			else:
				worked += naive.between(calendar, since, until)
				run = runs.pause(calendar, run, until)
		self.assertEqual(run.used, worked)
		if run.since and worked < run.allowed:
			self.assertEqual(run.due, naive.add(calendar, run.since, (run.allowed - worked) // naive.MINUTE))
