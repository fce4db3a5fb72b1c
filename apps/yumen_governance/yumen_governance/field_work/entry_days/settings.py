"""What the office set about entry days and visits."""

from datetime import date

import frappe

from yumen_governance.field_work.entry_days import calendar
from yumen_governance.grid_management.posts import FULL_TIME, PART_TIME

SETTINGS = "Field Work Settings"
LAST_DAY = "Last Day of the Month"
# The posts that get a plan: the field of the settings with the number of their visits
VISITS_OF = {FULL_TIME: "visits_full_time", PART_TIME: "visits_part_time"}


def settings():
	"""Return the settings of field work."""
	return frappe.get_cached_doc(SETTINGS)


def is_entry_day(day: date) -> bool:
	"""Tell whether members enter their grids on a day, by the records and the setting of the office."""
	days = frappe.get_all("Entry Day", {"is_active": 1}, pluck="day_of_month")
	return calendar.is_entry_day(day, days, settings().short_months == LAST_DAY)
