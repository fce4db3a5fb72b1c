"""Moments that a form lets people change, to the minute."""

from datetime import datetime

from frappe.utils import get_datetime


def to_the_minute(moment: datetime | str) -> datetime:
	"""Return a moment as the desk's picker would write it; with seconds, a form that is only opened counts as changed."""
	return get_datetime(moment).replace(second=0, microsecond=0)
