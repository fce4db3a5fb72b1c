"""On which days members enter their grids (逢10进格). Pure.

The article says the 10th, 20th and 30th of each month and nothing about a month without a 30th; by a setting that is its last
day, or none. Weekends and holidays don't move an entry day.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date


def is_entry_day(day: date, days_of_month: Iterable[int], last_day_stands_in: bool) -> bool:
	"""Tell whether members enter their grids on a day.

	:param days_of_month: the days that the office has set, as 10, 20, 30
	:param last_day_stands_in: the last day of a month stands in for one that the month doesn't have
	"""
	last = monthrange(day.year, day.month)[1]
	if day.day in days_of_month:
		return True
	return last_day_stands_in and day.day == last and any(wanted > last for wanted in days_of_month)
