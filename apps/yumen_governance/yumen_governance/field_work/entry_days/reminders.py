"""Reminders of entry days that nobody summed up."""

from datetime import date, timedelta

import frappe

from yumen_governance.field_work.entry_days.settings import settings
from yumen_governance.time_limits import outbox

SUMMARY = "Entry Day Summary"
BATCH = 500


def remind(today: date) -> int:
	"""Tell the leaders once of each summary that is missing some days after its entry day.

	:return: how many summaries they were told of
	"""
	table = frappe.qb.DocType(SUMMARY)
	latest = today - timedelta(days=int(settings().summary_days or 0))
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table.grid, table.entry_day)
		.where((table.status == "To Sum Up") & (table.entry_day < latest) & table.reminded_on.isnull())
		.orderby(table.entry_day)
		.limit(BATCH)
		.for_update()
	).run(as_dict=True)
	if not rows:
		return 0
	outbox.post_many(_notice(row) for row in rows)
	names = [row.name for row in rows]
	frappe.db.set_value(SUMMARY, {"name": ["in", names]}, "reminded_on", today, update_modified=False)
	return len(rows)


def _notice(row) -> outbox.Notice:
	return outbox.Notice(
		"Entry Summary Due",
		SUMMARY,
		row.name,
		outbox.leaders_of(row.grid) | outbox.leaders_of(row.grid, 1),
		{"day": str(row.entry_day)},
		key=f"entry-summary-due:{row.name}",
	)
