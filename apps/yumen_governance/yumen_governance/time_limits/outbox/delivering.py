"""Delivering: what waits goes out, channel by channel, so that a slow one doesn't hold up the others.

Into this database: a batch is locked, written and marked in one transaction, exactly once. Elsewhere: a batch is leased
by putting off when it may be taken again, each attempt is counted before it is made, and committed; so a worker
that dies leaves at most one message in doubt, which is sent again under the same id.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from frappe import _
from frappe.utils import now_datetime

from yumen_governance.time_limits.outbox import failures
from yumen_governance.time_limits.outbox.adapters import Adapter, Refused, Unreachable, adapter_of
from yumen_governance.time_limits.outbox.messages import Writer
from yumen_governance.time_limits.outbox.rows import DELIVERED, DELIVERY, WAITING, change, due

LEASE_SECONDS = 300
Commit = Callable[[], None]


def deliver_due(channel, commit: Commit, now: datetime | None = None) -> int:
	"""Deliver the next batch of a channel, committing what is done.

	:return: how many deliveries were taken
	"""
	adapter, now = adapter_of(channel), now or now_datetime()
	return _write(adapter, commit, now) if adapter.in_database else _send(adapter, commit, now)


def _write(adapter: Adapter, commit: Commit, now: datetime) -> int:
	rows, sent = due(DELIVERY, now, adapter.batch, channel=adapter.channel.name), []

	def write(rows: list) -> None:
		writer = Writer(adapter.channel, rows)
		messages = [writer.message(row) for row in rows]
		adapter.send_many(messages)
		_mark(rows, now)
		sent.extend(messages)

	failures.all_or_each(rows, write, DELIVERY, now)
	commit()
	adapter.after_commit(sent)
	return len(rows)


def _mark(rows: list, now: datetime) -> None:
	values = {"status": DELIVERED, "delivered_on": now, "run_at": now, "failure": None}
	change(DELIVERY, [row.name for row in rows], now, **values)


def _send(adapter: Adapter, commit: Commit, now: datetime) -> int:
	worker = secrets.token_hex(8)
	rows = _lease(adapter, worker, now)
	commit()
	writer = Writer(adapter.channel, rows) if rows else None
	for number, row in enumerate(rows):
		if not _begin(row, worker, commit):
			continue
		silent = _attempt(adapter, writer, row, worker)
		commit()
		if silent:
			_give_back(rows[number + 1 :], worker, silent, commit)
			return 0
	return len(rows)


def _lease(adapter: Adapter, worker: str, now: datetime) -> list:
	"""Take rows for some minutes: nobody else may take them before, and anybody may after."""
	rows = due(DELIVERY, now, adapter.batch, channel=adapter.channel.name)
	until = now + timedelta(seconds=LEASE_SECONDS)
	change(DELIVERY, [row.name for row in rows], now, worker=worker, run_at=until)
	return rows


def _begin(row, worker: str, commit: Commit) -> bool:
	"""Count an attempt before it is made; False when the lease went to another worker, or was the last one."""
	row.attempts = (row.attempts or 0) + 1
	now = now_datetime()
	if row.attempts > failures.MOST_ATTEMPTS:
		reason = row.failure or _("The worker died while sending it.")
		failures.note(DELIVERY, row, reason, now, row.attempts, is_final=True, worker=worker)
		commit()
		return False
	until = now + timedelta(seconds=LEASE_SECONDS)
	held = change(DELIVERY, [row.name], now, worker, attempts=row.attempts, run_at=until)
	commit()
	return bool(held)


def _attempt(adapter: Adapter, writer: Writer, row, worker: str) -> Unreachable | None:
	"""Try once and write down what came of it; return what concerns the whole channel."""
	silent = None
	try:
		provider_id = adapter.send(writer.message(row))
	except Unreachable as error:
		silent = error if error.everybody else None
		_fail(row, worker, str(error), seconds=error.seconds)
	except Refused as error:
		_fail(row, worker, str(error), is_final=True)
	except LookupError as error:
		_fail(row, worker, failures.reason_of(error), is_final=True)
	except Exception as error:
		_fail(row, worker, failures.reason_of(error))
	else:
		now = now_datetime()
		done = {"status": DELIVERED, "delivered_on": now, "run_at": now, "failure": None}
		change(DELIVERY, [row.name], now, worker, provider_id=provider_id, **done)
	return silent


def _fail(row, worker: str, reason: str, is_final: bool = False, **when) -> None:
	now = now_datetime()
	failures.note(DELIVERY, row, reason, now, row.attempts, is_final=is_final, worker=worker, **when)


def _give_back(rows: list, worker: str, silent: Unreachable, commit: Commit) -> None:
	"""Put the rest of a batch off without counting an attempt: the other side doesn't answer anybody just now."""
	now = now_datetime()
	until = now + timedelta(seconds=failures.pause(1, silent.seconds))
	change(DELIVERY, [row.name for row in rows], now, worker, run_at=until, status=WAITING)
	commit()
