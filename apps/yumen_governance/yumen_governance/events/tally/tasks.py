"""What keeps the tally by itself: bringing in what changed, every minute, and the nightly recount."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.events.tally import fold, report

MOST_BATCHES = 500


def fold_counts() -> int:
	"""Bring into the tally whatever changed since; each batch in a transaction of its own.

	:return: how many events were brought in
	"""
	total = 0
	for _batch in range(MOST_BATCHES):
		folded = fold.fold()
		frappe.db.commit()
		total += folded
		if folded < fold.BATCH:
			break
	return total


def recount_events() -> int:
	"""Compare the tally with the events, write down what differs, and put it right.

	:return: how many numbers were wrong
	"""
	fold_counts()
	found = report.check(now_datetime())
	frappe.db.commit()
	return len(found)
