"""Splitting what is owed; no site."""

from datetime import date
from decimal import Decimal
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from yumen_governance.dispute_resolution.agreements.schedule import split


class TestSplit(TestCase):
	@given(st.integers(0, 10**10), st.integers(1, 120))
	def test_the_parts_add_up_to_the_cent_and_differ_by_the_last_alone(self, cents, count):
		total = Decimal(cents) / 100
		parts = list(split(total, count, date(2026, 1, 31)))
		self.assertEqual(sum(part.amount for part in parts), total)
		self.assertEqual(len({part.amount for part in parts[:-1]} or {0}), 1)
		self.assertGreaterEqual(parts[-1].amount, parts[0].amount)

	def test_a_million_in_three(self):
		amounts = [part.amount for part in split(1_000_000, 3, date(2026, 1, 10))]
		self.assertEqual([str(amount) for amount in amounts], ["333333.33", "333333.33", "333333.34"])

	def test_the_last_day_of_a_month_comes_back_after_a_short_one(self):
		days = [part.due_on for part in split(300, 3, date(2026, 1, 31))]
		self.assertEqual(days, [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)])

	def test_weeks_and_days(self):
		weeks = [part.due_on for part in split(2, 2, date(2026, 1, 1), 2, "Week")]
		days = [part.due_on for part in split(2, 2, date(2026, 1, 1), 10, "Day")]
		self.assertEqual((weeks[1], days[1]), (date(2026, 1, 15), date(2026, 1, 11)))
