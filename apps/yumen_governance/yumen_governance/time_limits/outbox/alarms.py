"""Alarms: what the system tells its administrators of itself, each once.

A job that stopped is told of by another one that still runs. When it is the delivery of messages that stopped, the
word goes straight to the desk, since nothing that is posted would arrive.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from yumen_governance.permissions.office import holders_of
from yumen_governance.permissions.roles import ADMINISTRATOR
from yumen_governance.time_limits import outbox, watchdog
from yumen_governance.time_limits.outbox.adapters.desk import Desk
from yumen_governance.time_limits.outbox.messages import Message
from yumen_governance.time_limits.outbox.rows import DEAD, DELIVERY, new_name

EVENT_TYPE = "System Alert"


def tell_of_stalls(now: datetime, asked_by: str | None = None) -> int:
	"""Tell administrators of each job that stopped, once until it runs again; the caller commits.

	:param asked_by: the job that is running just now and so hasn't stopped
	:return: how many stalls were told of
	"""
	stalled = [row for row in watchdog.stalled() if row.job != asked_by and not row.stall_told]
	told = [row for row in stalled if watchdog.claim_stall(row.job)]
	for row in told:
		minutes = round((watchdog.utc_of_database() - row.finished_utc).total_seconds() / watchdog.MINUTE)
		words = _("{0} has not finished for {1} minutes. Please have the background services checked.")
		_tell(row, words.format(_(row.job), minutes), now)
	return len(told)


def tell_of_parked(now: datetime) -> int:
	"""Tell administrators once a day that messages could not be delivered; the caller commits.

	:return: how many were parked today
	"""
	table = frappe.qb.DocType(DELIVERY)
	today = datetime.combine(now.date(), datetime.min.time())
	parked = (
		frappe.qb.from_(table).select(Count("*")).where((table.status == DEAD) & (table.run_at >= today))
	).run()[0][0]
	if parked:
		words = _(
			"Messages could not be delivered today. The list of deliveries says why and sends them again."
		)
		_post(words, f"parked {now.date()}")
	return parked


def _tell(row, words: str, now: datetime) -> None:
	if row.job == watchdog.DELIVERY:
		_show_on_desk(words, now)
	else:
		_post(words, f"stalled {row.job} {row.finished_utc}")


def _post(words: str, key: str) -> None:
	audience = outbox.role(ADMINISTRATOR)
	outbox.post(outbox.Notice(EVENT_TYPE, None, None, audience, {"reason": words}, key))


def _show_on_desk(words: str, now: datetime) -> None:
	people = holders_of(ADMINISTRATOR)
	messages = [
		Message(new_name(), _(EVENT_TYPE), words, user, user, None, None, "Administrator", now)
		for user in people
	]
	desk = Desk(channel=None)
	desk.send_many(messages)
	frappe.db.after_commit.add(lambda: desk.after_commit(messages))
