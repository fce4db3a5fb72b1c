"""Splitting what is owed into instalments; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from frappe.utils import add_days, add_months, getdate

CENT = Decimal("0.01")
MONTH, WEEK, DAY = "Month", "Week", "Day"


@dataclass(frozen=True)
class Part:
	"""One instalment: its number, day and amount in yuan."""

	number: int
	due_on: date
	amount: Decimal


def split(amount, count: int, first_on, every: int = 1, unit: str = MONTH) -> Iterator[Part]:
	"""Split an amount into equal instalments; what can't be divided is paid with the last.

	:param amount: yuan, 0 for what isn't money
	:param every: how many units lie between two instalments
	:param unit: Month, Week or Day
	"""
	total = Decimal(str(amount or 0)).quantize(CENT)
	share = (total / count).quantize(CENT, rounding=ROUND_DOWN)
	for number in range(1, count + 1):
		last = number == count
		yield Part(
			number, _day(first_on, (number - 1) * every, unit), total - share * (count - 1) if last else share
		)


def _day(first_on, steps: int, unit: str) -> date:
	"""Month by month the same day, the month's last where it has none; counted from the first, so that it returns."""
	first = getdate(first_on)
	if unit == MONTH:
		return getdate(add_months(first, steps))
	return getdate(add_days(first, steps * (7 if unit == WEEK else 1)))
