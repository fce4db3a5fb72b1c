"""Reminders of visits whose feedback is due: to the visitor, again after some days as long as it is missing."""

from datetime import date, timedelta

import frappe

from yumen_governance.field_work.entry_days.settings import settings
from yumen_governance.field_work.visits.states import AWAITING, VISIT
from yumen_governance.time_limits import outbox

BATCH = 500


def remind(today: date) -> int:
	"""Tell the visitors of one batch of visits that their feedback, or the reason for coming again, is due.

	:return: how many visits somebody was told of
	"""
	table = frappe.qb.DocType(VISIT)
	again = today - timedelta(days=max(1, int(settings().remind_every_days or 0)))
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table.visited_by, table.feedback_due_on)
		.where((table.status == AWAITING) & (table.feedback_due_on <= today))
		.where(table.reminded_on.isnull() | (table.reminded_on <= again))
		.orderby(table.feedback_due_on)
		.limit(BATCH)
		.for_update()
	).run(as_dict=True)
	if rows:
		outbox.post_many(_notice(row, today) for row in rows)
		names = [row.name for row in rows]
		frappe.db.set_value(VISIT, {"name": ["in", names]}, "reminded_on", today, update_modified=False)
	return len(rows)


def _notice(row, today: date) -> outbox.Notice:
	return outbox.Notice(
		"Visit Feedback Due",
		VISIT,
		row.name,
		outbox.users(row.visited_by),
		{"day": str(row.feedback_due_on)},
		key=f"visit-feedback:{row.name}:{today}",
	)
