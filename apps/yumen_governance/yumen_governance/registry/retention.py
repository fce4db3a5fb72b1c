"""The end of what the Sensitive Access Log keeps: the oldest rows of each chain, after the time that is set."""

from datetime import datetime, timedelta

import frappe
from frappe.query_builder.functions import Max, Min

from yumen_governance.registry.doctype.privacy_settings.privacy_settings import LEAST_RETENTION_DAYS
from yumen_governance.registry.doctype.sensitive_access_log import chain

LOG = chain.LOG
ROWS_AT_ONCE = 5000


def kept_since(now: datetime) -> datetime:
	"""Return since when rows are kept; never less than the law asks, whatever the setting says."""
	days = frappe.db.get_single_value("Privacy Settings", "log_retention_days") or 0
	return now - timedelta(days=max(int(days), LEAST_RETENTION_DAYS))


def remove_oldest(name: str, since: datetime) -> int:
	"""Remove the oldest rows of a chain, at most some thousands, and note where it begins now.

	:param since: rows from then on stay, and every row after one that stays
	:return: how many rows were removed; the caller commits and calls again
	"""
	head = chain.lock_head(name)
	last = _last_before(name, since, head)
	if last is None:
		return 0
	last = min(last, head.first_sequence + ROWS_AT_ONCE - 1)
	digest = frappe.db.get_value(LOG, {"chain": name, "sequence": last}, "digest")
	log = frappe.qb.DocType(LOG)
	frappe.qb.from_(log).delete().where((log.chain == name) & (log.sequence <= last)).run()
	removed = last - head.first_sequence + 1
	chain.store_head({**head, "first_sequence": last + 1, "first_digest": digest})
	return removed


def _last_before(name: str, since: datetime, head) -> int | None:
	"""Return the last place in a chain whose row, like every one before it, is older."""
	log = frappe.qb.DocType(LOG)
	mine = log.chain == name
	young = frappe.qb.from_(log).select(Min(log.sequence)).where(mine & (log.logged_on >= since)).run()[0][0]
	end = (
		young - 1
		if young is not None
		else frappe.qb.from_(log).select(Max(log.sequence)).where(mine).run()[0][0]
	)
	return end if end is not None and end >= head.first_sequence else None
