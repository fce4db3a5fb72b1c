"""Retention: what was told long ago is forgotten, a bounded number of rows at a time."""

from datetime import datetime

import frappe
from frappe.utils import add_days, cint

from yumen_governance.time_limits.outbox.rows import (
	DEAD,
	DELIVERED,
	DELIVERY,
	DIGESTED,
	EXPANDED,
	HELD,
	NOTICE,
	WAITING,
)

SETTINGS = "Message Settings"
KEEP, KEEP_DEAD = "keep_days", "keep_dead_days"
BATCH = 2000


def forget_some(now: datetime) -> int:
	"""Delete a batch of deliveries whose time is over, then of notices that nothing belongs to any more.

	:return: how many rows were deleted; the caller commits and comes back until there are none
	"""
	done, dead = (add_days(now, -cint(days)) for days in _days())
	gone = _forget(DELIVERY, (DELIVERED, DIGESTED), done) + _forget(DELIVERY, (DEAD,), dead)
	return gone or _forget_notices((EXPANDED,), done) + _forget_notices((DEAD,), dead)


def _days() -> tuple[int, int]:
	settings = frappe.get_cached_doc(SETTINGS)
	return max(1, cint(settings.get(KEEP)) or 30), max(1, cint(settings.get(KEEP_DEAD)) or 180)


def _forget(doctype: str, states: tuple[str, ...], before: datetime) -> int:
	table = frappe.qb.DocType(doctype)
	old = table.status.isin(states) & (table.run_at < before)
	frappe.qb.from_(table).delete().where(old).limit(BATCH).run()
	return frappe.db._cursor.rowcount


def _forget_notices(states: tuple[str, ...], before: datetime) -> int:
	notice, delivery = frappe.qb.DocType(NOTICE), frappe.qb.DocType(DELIVERY)
	kept = (
		frappe.qb.from_(delivery).select(delivery.notice).where(delivery.status.isin((WAITING, HELD, DEAD)))
	)
	old = notice.status.isin(states) & (notice.run_at < before) & notice.name.notin(kept)
	names = frappe.qb.from_(notice).select(notice.name).where(old).limit(BATCH).run(pluck=True)
	if names:
		frappe.qb.from_(notice).delete().where(notice.name.isin(names)).run()
	return len(names)
