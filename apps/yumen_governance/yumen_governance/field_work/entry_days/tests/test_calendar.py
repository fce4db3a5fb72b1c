"""逢10进格: the days."""

from datetime import date, timedelta
from unittest import TestCase

from yumen_governance.field_work.entry_days.calendar import is_entry_day

DAYS = (10, 20, 30)


def days_of(year: int, month: int, days=DAYS, last_day=True) -> list[int]:
	"""The entry days of a month."""
	first = date(year, month, 1)
	month_days = [first + timedelta(days=number) for number in range(31)]
	return [day.day for day in month_days if day.month == month and is_entry_day(day, days, last_day)]


class TestEntryDays(TestCase):
	def test_the_10th_20th_and_30th_of_a_month(self):
		for month in (1, 3, 4, 11, 12):
			self.assertEqual(days_of(2026, month), [10, 20, 30])

	def test_last_day_of_february_stands_in_for_the_30th(self):
		self.assertEqual(days_of(2026, 2), [10, 20, 28])
		self.assertEqual(days_of(2028, 2), [10, 20, 29])

	def test_february_has_two_entry_days_where_nothing_stands_in(self):
		self.assertEqual(days_of(2026, 2, last_day=False), [10, 20])

	def test_weekends_do_not_move_an_entry_day(self):
		saturday, sunday = date(2026, 10, 10), date(2026, 9, 20)
		self.assertEqual((saturday.weekday(), sunday.weekday()), (5, 6))
		self.assertTrue(is_entry_day(saturday, DAYS, True) and is_entry_day(sunday, DAYS, True))

	def test_other_days_of_the_office(self):
		self.assertEqual(days_of(2026, 4, (5, 31)), [5, 30])
		self.assertEqual(days_of(2026, 4, (5, 31), last_day=False), [5])
		self.assertEqual(days_of(2026, 2, (29, 30, 31)), [28])
		self.assertEqual(days_of(2026, 2, ()), [])
