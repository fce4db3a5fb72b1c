"""When something happened, whatever the clock of the phone said."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from frappe.utils import convert_utc_to_system_timezone

TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Reckoned:
	"""When something happened by the server's clock.

	differs: how far the phone's clock is ahead. is_off: by more than five minutes, or it told a time that can't be.
	"""

	happened_on: datetime
	differs: timedelta
	is_off: bool


def reckon(told: datetime, sent_on: datetime | None, received_on: datetime, earliest: datetime) -> Reckoned:
	"""Reckon when something happened.

	:param told: the phone's time of it
	:param sent_on: the phone's time when it sent; by it is known how far its clock is off
	:param earliest: the device wasn't known before
	"""
	differs = (sent_on or max(told, received_on)) - received_on
	is_off = abs(differs) > TOLERANCE
	happened = told - differs if is_off else told
	within = min(max(happened, earliest), received_on)
	return Reckoned(within, differs, is_off or abs(within - happened) > TOLERANCE)


def read_time(sent: object) -> datetime | None:
	"""Return a time in ISO form as the site's time, None for what is none; without an offset it is the site's already."""
	try:
		moment = datetime.fromisoformat(re.sub("[Zz]$", "+00:00", str(sent)))
		if moment.tzinfo is None:
			return moment
		utc = (moment - moment.utcoffset()).replace(tzinfo=None)
		return convert_utc_to_system_timezone(utc).replace(tzinfo=None)
	except (ValueError, OverflowError):
		return None
