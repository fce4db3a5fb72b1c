"""When a job that must never stop last finished. See time_limits/watchdog.py."""

from datetime import datetime

from frappe.model.document import Document
from frappe.utils import convert_utc_to_system_timezone, get_datetime


class Watchdog(Document):
	@property
	def finished_on(self) -> datetime | None:
		"""When it finished, by the clock of the site."""
		if not self.finished_utc:
			return None
		return convert_utc_to_system_timezone(get_datetime(self.finished_utc)).replace(tzinfo=None)
