"""What happens by itself before and after an entry day."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import now_datetime

from yumen_governance.field_work.entry_days import planning, reminders
from yumen_governance.field_work.entry_days.settings import is_entry_day, settings


def prepare_entry_days() -> int:
	"""Make the plans of tomorrow from the set hour on, and those of today that are missing; hourly.

	:return: how many plans were made
	"""
	return prepare(now_datetime())


def prepare(now: datetime) -> int:
	"""Make what is missing of the plans that are due at a moment, each batch of grids in a transaction of its own."""
	if not settings().entry_days_on:
		return 0
	days = [now.date()]
	if now.hour >= int(settings().prepare_at or 0):
		days.append(now.date() + timedelta(days=1))
	made = 0
	for day in filter(is_entry_day, days):
		for batch in planning.batches(planning.missing(day)):
			frappe.db.commit()
			made += planning.make(day, batch)
			frappe.db.commit()
	return made


def remind_of_summaries() -> int:
	"""Tell the leaders of grids whose entry day isn't summed up some days later; daily.

	:return: how many summaries somebody was told of
	"""
	told = reminders.remind(now_datetime().date())
	frappe.db.commit()
	return told
