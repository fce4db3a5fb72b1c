"""Digests: what was held back for a person is told in one message a day."""

from datetime import datetime

import frappe

from yumen_governance.time_limits.outbox.expanding import active_channels
from yumen_governance.time_limits.outbox.messages import Writer
from yumen_governance.time_limits.outbox.rows import (
	DELIVERY,
	DIGESTED,
	EXPANDED,
	HELD,
	NOTICE,
	WAITING,
	change,
	due,
	insert,
	stamped,
)

EVENT_TYPE = "Digest"
BATCH = 1000
MOST_LINES = 20


def gather(now: datetime) -> int:
	"""Turn a batch of what was held back until now into digests, one for each person and channel; the caller commits.

	:return: how many held deliveries were taken
	"""
	held = due(DELIVERY, now, BATCH, status=HELD)
	channels = {channel.name: channel for channel in active_channels()}
	by_receiver: dict[tuple[str, str], list] = {}
	for row in held:
		by_receiver.setdefault((row.channel, row.receiver), []).append(row)
	for (channel, _receiver), rows in by_receiver.items():
		_digest(channels.get(channel), rows, now)
	change(DELIVERY, [row.name for row in held], now, status=DIGESTED, run_at=now)
	return len(held)


def _digest(channel, rows: list, now: datetime) -> None:
	if not channel:
		return
	first = rows[0]
	notice = _notice(channel, rows, now)
	insert(NOTICE, [notice])
	delivery = {
		"notice": notice["name"],
		"event_type": EVENT_TYPE,
		"channel": channel.name,
		"receiver": first.receiver,
		"receiver_kind": first.receiver_kind,
		"address": first.address,
		"status": WAITING,
		"run_at": now,
	}
	insert(DELIVERY, [stamped(now, delivery)])


def _notice(channel, rows: list, now: datetime) -> dict:
	values = {"count": len(rows), "lines": "\n".join(_lines(channel, rows))}
	return stamped(
		now,
		{
			"event_type": EVENT_TYPE,
			"audience": "[]",
			"variables": frappe.as_json(values, indent=None),
			"notice_key": f"digest:{rows[0].name}",
			"actor": "Administrator",
			"urgent": 0,
			"status": EXPANDED,
			"run_at": now,
		},
	)


def _lines(channel, rows: list) -> list[str]:
	writer = Writer(channel, rows)
	subjects = []
	for row in rows:
		try:
			subjects.append(writer.message(row).subject or writer.message(row).text)
		except LookupError:
			continue
	shown = [f"{number}. {text}" for number, text in enumerate(subjects[:MOST_LINES], 1)]
	return [*shown, "……"] if len(subjects) > MOST_LINES else shown
