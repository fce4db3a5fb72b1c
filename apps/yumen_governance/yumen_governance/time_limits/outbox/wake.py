"""Waking the worker after a commit: a convenience, never a promise. The scheduler looks every minute anyway."""

import time
from functools import cache

import frappe
import redis
from frappe.utils import now_datetime

JOB = "yumen_governance.time_limits.outbox.tasks.deliver_messages"
SECONDS_TO_ANSWER = 0.5
SECONDS_OF_SILENCE = 10
_silent_until = 0.0


def after_commit() -> None:
	"""Have the worker woken when this transaction is committed, once however much it posts."""
	if not frappe.flags.outbox_wakes:
		frappe.flags.outbox_wakes = True
		frappe.db.after_commit.add(_wake)
		frappe.db.after_rollback.add(_forget)


def _forget() -> None:
	frappe.flags.outbox_wakes = False


def _wake() -> None:
	_forget()
	if not queue_answers():
		return
	try:
		# The minute in the id: a job that is only said to be queued holds the next one up for a minute at the most
		job_id = f"outbox::{now_datetime():%H%M}"
		frappe.enqueue(JOB, queue="short", job_id=job_id, deduplicate=True)
	except Exception:
		frappe.logger().warning("The outbox could not be woken; the scheduler will do it.", exc_info=True)


def queue_answers() -> bool:
	"""Ask the queue's Redis for a sign of life, which must not keep a request waiting; a silent one is left alone."""
	global _silent_until
	if time.monotonic() < _silent_until:
		return False
	try:
		return bool(_connection(frappe.conf.redis_queue).ping())
	except redis.exceptions.AuthenticationError:
		return True  # it is there; the framework knows its password
	except redis.exceptions.RedisError:
		_silent_until = time.monotonic() + SECONDS_OF_SILENCE
		return False


@cache
def _connection(url: str) -> redis.Redis:
	return redis.from_url(
		url,
		socket_timeout=SECONDS_TO_ANSWER,
		socket_connect_timeout=SECONDS_TO_ANSWER,
		retry_on_timeout=False,
	)
