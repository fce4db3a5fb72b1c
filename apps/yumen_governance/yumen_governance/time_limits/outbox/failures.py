"""What happens to a row that could not be handled: tried again later, parked with its reason after some attempts."""

from collections.abc import Callable
from datetime import datetime, timedelta

import frappe
from frappe import _

from yumen_governance.time_limits.outbox.rows import DEAD, change

MOST_ATTEMPTS = 5
# Seconds
FIRST_PAUSE, GROWTH, LONGEST_PAUSE = 30, 4, 3600
LONGEST_REASON = 500
SAVEPOINT = "outbox"


def is_contention(error: Exception) -> bool:
	"""Whether another transaction was in the way, which has rolled this one back."""
	return isinstance(error, frappe.QueryDeadlockError | frappe.QueryTimeoutError)


def all_or_each(rows: list, work: Callable[[list], None], doctype: str, now: datetime) -> None:
	"""Handle locked rows together; when that fails, each alone, so that the one at fault is found.

	:param work: handles rows within the transaction, and marks them
	"""
	if not rows or _done(rows, work) is None:
		return
	for row in rows:
		if error := _done([row], work):
			note(doctype, row, reason_of(error), now)


def _done(rows: list, work: Callable[[list], None]) -> Exception | None:
	frappe.db.savepoint(SAVEPOINT)
	try:
		work(rows)
		return None
	except Exception as error:
		if is_contention(error):
			raise
		frappe.db.rollback(save_point=SAVEPOINT)
		return error


def note(
	doctype: str, row, reason: str, now: datetime, attempts: int | None = None, is_final: bool = False, **when
) -> None:
	"""Write down why a row could not be handled, and when it is tried again.

	:param attempts: how often it was tried, this time included; one more than stored unless given
	:param is_final: no later attempt can do better
	:param when: worker, for a row that is leased; seconds, which a provider asked to wait
	"""
	attempts = attempts or (row.attempts or 0) + 1
	parked = is_final or attempts >= MOST_ATTEMPTS
	change(
		doctype,
		[row.name],
		now,
		when.get("worker"),
		attempts=attempts,
		failure=reason[:LONGEST_REASON],
		run_at=now if parked else now + timedelta(seconds=pause(attempts, when.get("seconds"))),
		**({"status": DEAD} if parked else {}),
	)


def pause(attempts: int, wanted: int | None = None) -> int:
	"""Return the seconds until the next attempt: growing from half a minute, at least what was asked for."""
	return min(LONGEST_PAUSE, max(wanted or 0, FIRST_PAUSE * GROWTH ** (attempts - 1)))


def reason_of(error: Exception) -> str:
	"""Return why something failed, in a sentence for the people who look after it."""
	if isinstance(error, LookupError) and error.args == ("notice",):
		return _("The message that this delivery belongs to is gone.")
	if isinstance(error, LookupError) and error.args == ("template",):
		return _("There is no active template for this kind of message and channel.")
	return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
