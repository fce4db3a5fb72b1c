"""What a day's appointments come to: reminders, those of today for the hall, missed ones, and forgetting who booked."""

from datetime import date, datetime, timedelta

import frappe
from frappe.utils import now_datetime

from yumen_governance.service_centre.appointments import telling
from yumen_governance.service_centre.appointments.slots import APPOINTMENT, BOOKED, KEPT, MISSED
from yumen_governance.service_centre.queue.life import SETTINGS
from yumen_governance.service_centre.windows import WINDOW
from yumen_governance.time_limits import outbox

FIELDS = ("name", "starts_on", "service_item", "window_type", "visitor_name", "phone", "status", "ticket")
BATCH = 500


def of_day(day: date) -> list[dict]:
	"""Return the appointments of a day that the person of the session may see, by their time."""
	during = [
		"between",
		[datetime.combine(day, datetime.min.time()), datetime.combine(day, datetime.max.time())],
	]
	return frappe.get_list(
		APPOINTMENT,
		{"starts_on": during, "status": ["in", KEPT]},
		list(FIELDS),
		order_by="starts_on, name",
		limit=0,
	)


def to_come(window: str, day: date) -> list[dict]:
	"""Return who is still to come to the windows of one's type on a day, by their time; one query."""
	table, own = frappe.qb.DocType(APPOINTMENT), frappe.qb.DocType(WINDOW)
	midnight = datetime.combine(day, datetime.min.time())
	return (
		frappe.qb.from_(table)
		.inner_join(own)
		.on((own.window_type == table.window_type) & (own.name == window))
		.select(table.name, table.starts_on, table.service_item, table.visitor_name)
		.where((table.status == BOOKED) & (table.starts_on >= midnight))
		.where(table.starts_on < midnight + timedelta(days=1))
		.orderby(table.starts_on, table.name)
	).run(as_dict=True)


def remind(day: date) -> int:
	"""Remind everybody who booked a time on a day, once however often this runs; return of how many appointments."""
	table, midnight = frappe.qb.DocType(APPOINTMENT), datetime.combine(day, datetime.min.time())
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table.starts_on, table.sealed)
		.where((table.status == BOOKED) & (table.starts_on >= midnight))
		.where(table.starts_on < midnight + timedelta(days=1))
		.orderby(table.starts_on, table.name)
	).run(as_dict=True)
	outbox.post_many(telling.tomorrow(row) for row in rows)
	return len(rows)


def miss_before(moment: datetime) -> int:
	"""Note that nobody came to what was booked before a moment; return to how many."""
	table = frappe.qb.DocType(APPOINTMENT)
	past = (table.status == BOOKED) & (table.starts_on < moment)
	frappe.qb.update(table).set(table.status, MISSED).set(table.seat, None).set(
		table.modified, now_datetime()
	).where(past).run()
	return frappe.db._cursor.rowcount


def forget_people(now: datetime) -> int:
	"""Take name, number and code out of appointments that are long over; the rest is a figure and stays.

	:return: of how many, a batch at the most
	"""
	days = frappe.get_cached_doc(SETTINGS).appointment_keep_days or 30
	table = frappe.qb.DocType(APPOINTMENT)
	old = (table.starts_on < now - timedelta(days=days)) & table.code_index.isnotnull()
	names = frappe.qb.from_(table).select(table.name).where(old).limit(BATCH).run(pluck=True)
	if names:
		query = frappe.qb.update(table).set(table.modified, now_datetime())
		for field in ("visitor_name", "phone", "phone_index", "sealed", "code_index"):
			query = query.set(table[field], None)
		query.where(table.name.isin(names)).run()
	return len(names)
