"""What happens to events every day by itself."""

import frappe
from frappe.utils import add_days, getdate, now_datetime

from yumen_governance.events.handling import suspension_reviews
from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.intake import related
from yumen_governance.events.intake.numbers import NUMBERS

# What related events are found by; the keys under which sources sent reports
DAYS_OF_SEARCH_KEYS, DAYS_OF_INTAKE_KEYS = 120, 400


def remind_of_suspensions() -> int:
	"""Remind of suspended events whose review date has come, a batch a transaction.

	:return: how many there are
	"""
	found, last = 0, ""
	while True:
		count, last = suspension_reviews.remind(getdate(), last)
		frappe.db.commit()
		found += count
		if not count:
			return found


def forget_intakes() -> None:
	"""Forget what old events were found by and sent under, a batch a transaction, and prepare next year's numbers."""
	now = now_datetime()
	for forget, days in ((related.forget, DAYS_OF_SEARCH_KEYS), (intake_keys.forget, DAYS_OF_INTAKE_KEYS)):
		while forget(add_days(now, -days)):
			frappe.db.commit()
		frappe.db.commit()
	for year in (now.year, now.year + 1):
		NUMBERS.ensure(year)
