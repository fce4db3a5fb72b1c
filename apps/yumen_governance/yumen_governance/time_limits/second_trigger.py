"""A second trigger of the sweep: any request to the site notices when no sweep finished lately, and has one woken.

It doesn't ask the scheduler, which sleeps where nobody logs in and passes over a job that is stuck. Looking costs each
process one read every half minute.
"""

import time

import frappe
from frappe.utils import now_datetime

from yumen_governance.time_limits import watchdog
from yumen_governance.time_limits.outbox.wake import queue_answers

JOB = "yumen_governance.time_limits.tasks.catch_up"
SECONDS_BETWEEN_LOOKS = 30
_next_look: dict[str, float] = {}


def look() -> None:
	"""Have the sweep woken when it is late; at most every half minute in a process (after_request)."""
	site, now = frappe.local.site, time.monotonic()
	if now < _next_look.get(site, 0):
		return
	_next_look[site] = now + SECONDS_BETWEEN_LOOKS
	if watchdog.is_late(watchdog.SWEEP) and queue_answers():
		# The minute in the id: a job that is only said to be queued holds the next one up for a minute at the most
		frappe.enqueue(JOB, queue="short", job_id=f"sweep::{now_datetime():%H%M}", deduplicate=True)
