"""What the hall does by itself about appointments: reminders, missed ones, and forgetting who booked long ago."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from yumen_governance.service_centre.appointments import days


def end_appointments() -> int:
	"""Note the appointments of earlier days to which nobody came, and forget who booked old ones; runs every day.

	:return: how many records changed
	"""
	now = now_datetime()
	changed = days.miss_before(now.replace(hour=0, minute=0, second=0, microsecond=0))
	frappe.db.commit()
	while forgotten := days.forget_people(now):
		changed += forgotten
		frappe.db.commit()
	return changed


def remind_of_appointments() -> int:
	"""Remind everybody who booked a time tomorrow; runs every morning.

	:return: of how many appointments
	"""
	reminded = days.remind(now_datetime().date() + timedelta(days=1))
	frappe.db.commit()
	return reminded
