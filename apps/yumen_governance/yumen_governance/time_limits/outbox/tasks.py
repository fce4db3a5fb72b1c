"""The outbox's jobs. Each works from rows and may run twice, at the same time too; RQ only wakes them."""

import time
from collections.abc import Callable

import frappe
from frappe.utils import now_datetime

from yumen_governance.time_limits import watchdog
from yumen_governance.time_limits.as_system import as_system, reading_what_is_committed
from yumen_governance.time_limits.outbox import alarms, digests, retention
from yumen_governance.time_limits.outbox.failures import is_contention
from yumen_governance.time_limits.outbox.worker import deliver_some

# A run ends before the next one is due
SECONDS = 50
Some = Callable[[], int]


def deliver_messages() -> int:
	"""Expand and deliver all that waits now; runs every minute, and after each transaction that posts.

	:return: how many notices and deliveries were handled
	"""

	def some() -> int:
		alarms.tell_of_stalls(now_datetime(), asked_by=watchdog.DELIVERY)
		return deliver_some(frappe.db.commit)

	return _until_nothing_is_left(some, lambda done: watchdog.finished(watchdog.DELIVERY, handled=done))


def send_digests() -> int:
	"""Make the digests whose hour has come, and tell of what could not be delivered; runs every few minutes.

	:return: how many messages were gathered
	"""
	return _until_nothing_is_left(
		lambda: digests.gather(now_datetime()), lambda _done: alarms.tell_of_parked(now_datetime())
	)


def forget_old_messages() -> int:
	"""Delete deliveries and notices whose time is over; runs every day.

	:return: how many rows were deleted
	"""
	return _until_nothing_is_left(lambda: retention.forget_some(now_datetime()))


def _until_nothing_is_left(some: Some, finish: Callable[[int], None] | None = None) -> int:
	"""Handle batch after batch, each in a transaction of its own; what met another transaction waits for the next run."""
	end, done = time.monotonic() + SECONDS, 0
	with as_system(), reading_what_is_committed():
		try:
			while time.monotonic() < end and (count := some()):
				frappe.db.commit()
				done += count
			if finish:
				finish(done)
		except Exception as error:
			frappe.db.rollback()
			if not is_contention(error):
				raise
		frappe.db.commit()
	return done
