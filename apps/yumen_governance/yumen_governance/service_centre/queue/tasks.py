"""What the hall does by itself: ending the day."""

import frappe
from frappe.utils import getdate, now_datetime

from yumen_governance.service_centre.queue import days


def end_hall_days() -> int:
	"""End all that is left of earlier days in the hall; runs every day, any number of times.

	:return: how many tickets and shifts were ended
	"""
	today = getdate(now_datetime())
	ended = days.end_before(today)
	days.forget_counters(today)
	frappe.db.commit()
	return ended
