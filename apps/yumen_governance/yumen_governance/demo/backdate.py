"""Give the demo events the dates of the days that they tell of, one statement per table.

The events were just made by the real code, so everything about them bears today's date. Each row is
moved to the time of the step during which it was written.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe.query_builder import Case
from frappe.utils import get_datetime

from yumen_governance.demo.clocks import backdate_clocks
from yumen_governance.time_limits.outbox.worker import deliver_here

CASE_DATES = (
	"reported_on",
	"resolved_on",
	"closed_on",
	"follow_up_on",
	"suspended_on",
	"emergency_since",
)
# What belongs to an event, and its dates
BELONGING = {
	"Event Task": ("creation", "modified", "ordered_on", "signed_on", "done_on"),
	"Event Request": ("creation", "modified", "asked_on", "decided_on"),
	"Follow-up Visit": ("creation", "modified", "called_on"),
	"Supervision Order": ("creation", "modified", "issued_on", "replied_on", "lifted_on"),
}


@dataclass
class History:
	"""One event: when its steps were really written (`written`) and when they shall have been (`times`)."""

	doctype: str
	name: str
	times: list[datetime]
	written: list[datetime] = field(default_factory=list)

	def moved(self, moment) -> datetime:
		"""Return the told time of something that was written at a moment."""
		return self.times[self.step_at(moment)]

	def step_at(self, moment) -> int:
		return max(bisect_right(self.written, get_datetime(moment)) - 1, 0)


def backdate(histories: list[History]) -> None:
	"""Move the events and all that was written about them to the times of their histories."""
	by_name = {history.name: history for history in histories}
	deliver_here()
	_backdate_events(by_name)
	backdate_clocks(histories[0].doctype, by_name)
	_backdate_rows("Timeline Entry", "reference_name", by_name, ("creation", "modified", "acted_on"))
	_backdate_rows("Comment", "reference_name", by_name, ("creation", "modified"))
	_backdate_rows("Workflow Action", "reference_name", by_name, ("creation", "modified"))
	_backdate_rows("Notification Log", "document_name", by_name, ("creation", "modified"))
	for doctype, dates in BELONGING.items():
		_backdate_belonging(doctype, by_name, dates)
	_give_tasks_the_due_time(by_name)
	_read_old_notifications(by_name)
	_drop_versions(by_name)


def _backdate_events(by_name: dict[str, History]) -> None:
	doctype = next(iter(by_name.values())).doctype
	changes = {}
	for name, history in by_name.items():
		doc = frappe.get_doc(doctype, name)
		values = {date: history.moved(doc.get(date)) for date in CASE_DATES if doc.get(date)}
		changes[name] = {**values, "creation": history.times[0], "modified": history.times[-1]}
	for fieldname in ("creation", "modified", *CASE_DATES):
		values = {name: row[fieldname] for name, row in changes.items() if row.get(fieldname)}
		_set_each(doctype, fieldname, values)


def _backdate_rows(doctype: str, link: str, by_name: dict[str, History], fieldnames: tuple[str, ...]) -> None:
	rows = frappe.get_all(doctype, filters={link: ["in", list(by_name)]}, fields=["name", link, "creation"])
	moved = {row.name: by_name[row[link]].moved(row.creation) for row in rows}
	for fieldname in fieldnames:
		_set_each(doctype, fieldname, moved)


def _backdate_belonging(doctype: str, by_name: dict[str, History], dates: tuple[str, ...]) -> None:
	"""Move each date of the records of events by itself: a task is signed later than it is given."""
	rows = frappe.get_all(doctype, {"event": ["in", list(by_name)]}, ["name", "event", *dates])
	for date in dates:
		_set_each(doctype, date, {row.name: by_name[row.event].moved(row[date]) for row in rows if row[date]})


def _give_tasks_the_due_time(by_name: dict[str, History]) -> None:
	event = next(iter(by_name.values())).doctype
	due = dict(frappe.get_all(event, {"name": ["in", list(by_name)]}, ["name", "due_on"], as_list=True))
	rows = frappe.get_all("Event Task", {"event": ["in", list(by_name)]}, ["name", "event"])
	_set_each("Event Task", "due_on", {row.name: due[row.event] for row in rows if due[row.event]})


def _set_each(doctype: str, fieldname: str, values: dict[str, datetime]) -> None:
	"""Write one field of many records in one statement."""
	if not values:
		return
	table = frappe.qb.DocType(doctype)
	case = Case()
	for name, value in values.items():
		case = case.when(table.name == name, value)
	frappe.qb.update(table).set(table[fieldname], case).where(table.name.isin(list(values))).run()


def _read_old_notifications(by_name: dict[str, History]) -> None:
	"""What was told before the last step has been seen since."""
	table = frappe.qb.DocType("Notification Log")
	for history in by_name.values():
		of_event = (table.document_name == history.name) & (table.creation < history.times[-1])
		frappe.qb.update(table).set(table.read, 1).where(of_event).run()


def _drop_versions(by_name: dict[str, History]) -> None:
	"""Versions quote the real dates of today in their texts; the timeline tells the story without them."""
	frappe.db.delete("Version", {"docname": ["in", list(by_name)]})
