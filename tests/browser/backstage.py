"""Behind the stage of a story: what sets its scene, moves time, and looks at the truth when the curtain has fallen.

What people do in a story they do on their screens; nothing here does it for them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import frappe
from frappe.utils.password import update_password

from yumen_governance.demo.clocks import backdate_clocks
from yumen_governance.demo.stories import handler_of
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.working_time import midnight
from yumen_governance.time_limits.tests import naive_calendar

EVENT = "Governance Event"
SITES = Path(__file__).parents[2] / "sites"
# What an event and its timeline say of when something happened
EVENT_DATES = ("creation", "reported_on", "resolved_on", "emergency_since")
ENTRY_DATES = ("creation", "acted_on")


@dataclass
class Backstage:
	"""The site of the running bench, entered for one deed at a time."""

	site: str

	@contextmanager
	def inside(self) -> Iterator[None]:
		"""Inside, the site's own code works on its database; what was done is kept."""
		before = os.getcwd()
		os.chdir(SITES)
		try:
			frappe.init(site=self.site)
			frappe.connect()
			yield
			frappe.db.commit()
		finally:
			frappe.destroy()
			os.chdir(before)

	def account(self, user: str, password: str) -> dict[str, str]:
		"""Give a demo person who has no password one, and return the account."""
		with self.inside():
			update_password(user, password)
		return {"user": user, "password": password}

	def handlers_of(self, units: list[str]) -> dict[str, str]:
		"""Return the person who handles for each unit."""
		with self.inside():
			return {unit: handler_of(unit) for unit in units}

	def let_work_pass(self, event: str, minutes: int) -> None:
		"""Tell an event as if so many working minutes more had passed since all that happened to it."""
		with self.inside():
			_tell_earlier(event, lambda moment: _minutes_before(moment, minutes))

	def tell_as_begun(self, event: str, moment: datetime) -> None:
		"""Tell all that happened to an event as if it had happened at one moment."""
		with self.inside():
			_tell_earlier(event, lambda _moment: moment)


@dataclass
class _History:
	moved: callable


def _tell_earlier(event: str, moved) -> None:
	backdate_clocks(EVENT, {event: _History(moved)})
	_move(EVENT, {"name": event}, EVENT_DATES, moved)
	_move("Timeline Entry", {"reference_name": event}, ENTRY_DATES, moved)


def _move(doctype: str, filters: dict, dates: tuple[str, ...], moved) -> None:
	for row in frappe.get_all(doctype, filters, ["name", *dates]):
		values = {date: moved(row[date]) for date in dates if row[date]}
		frappe.db.set_value(doctype, row.name, values, update_modified=False)


def _minutes_before(moment: datetime, minutes: int) -> datetime:
	"""Walk back until so many minutes have been worked; what came after hours keeps its order."""
	office = calendar()
	told = moment.replace(second=0, microsecond=0)
	rest = moment - told
	if not naive_calendar.is_worked(office, told):
		rest = -(midnight(told.date()) + timedelta(days=1) - moment) / 10_000
	while minutes:
		told -= timedelta(minutes=1)
		minutes -= naive_calendar.is_worked(office, told)
	return told + rest
