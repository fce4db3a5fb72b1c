"""Expanding: one notice becomes one delivery for each person and channel, set-based, in one transaction a batch.

The notices of a batch are locked while it lasts; a worker that is killed leaves them as they were.
"""

from collections.abc import Iterator
from datetime import datetime

import frappe

from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.sealing.masks import mask_all, mask_phone
from yumen_governance.time_limits.outbox import failures
from yumen_governance.time_limits.outbox.audiences import Receivers
from yumen_governance.time_limits.outbox.event_types import EVENT_TYPES
from yumen_governance.time_limits.outbox.messages import WAYS_TO_CITIZENS, Templates, contacts_of
from yumen_governance.time_limits.outbox.rows import (
	CHANNEL,
	DELIVERY,
	EXPANDED,
	HELD,
	NOTICE,
	WAITING,
	change,
	due,
	insert,
	stamped,
)
from yumen_governance.time_limits.outbox.wishes import DISTURBING, FILE, PERSONAL, ROBOTS, Person, people

MESSAGE = "Notification Channel Message"
BATCH = 500
MASKS = {"phone": mask_phone, "email": mask_all}


def expand_due(now: datetime, limit: int = BATCH) -> int:
	"""Write the deliveries of the notices that wait; the caller commits.

	A notice that can't be expanded doesn't hold up the others: it is tried again later, and parked after some attempts.

	:return: how many notices were taken
	"""
	notices = due(NOTICE, now, limit)
	failures.all_or_each(notices, lambda rows: _expand(rows, now), NOTICE, now)
	return len(notices)


def _expand(notices: list, now: datetime) -> None:
	batch = _Batch(notices)
	rows = [row for notice in notices for row in batch.deliveries(notice, now)]
	insert(DELIVERY, rows)
	change(NOTICE, [notice.name for notice in notices], now, status=EXPANDED, run_at=now, failure=None)


class _Batch:
	"""What the notices of a batch have in common: channels, templates, people."""

	def __init__(self, notices: list):
		self.channels, self.templates = active_channels(), Templates()
		receivers = Receivers()
		self.users = {notice.name: receivers.of(notice) for notice in notices}
		self.people = people(set().union(*self.users.values()))

	def deliveries(self, notice, now: datetime) -> Iterator[dict]:
		kind = EVENT_TYPES[notice.event_type].kind
		for channel in self.channels:
			if not self.templates.get(notice.event_type, channel.kind):
				continue
			if channel.kind in ROBOTS and notice.event_type in channel.listed:
				yield _row(notice, channel, channel.name, now, receiver_kind="Group")
			if notice.sealed:
				yield from _to_citizen(notice, channel, now)
			if channel.kind in PERSONAL:
				yield from self._to_people(notice, channel, kind, now)

	def _to_people(self, notice, channel, kind: str, now: datetime) -> Iterator[dict]:
		for user in sorted(self.users[notice.name]):
			person = self.people.get(user)
			if person and person.wants(kind, channel.kind):
				yield _to_person(notice, channel, person, now)


def active_channels() -> list[frappe._dict]:
	"""Return the channels in use, each with the event types that it is for (`listed`, of group robots)."""
	channels = frappe.get_all(CHANNEL, {"is_active": 1}, "*", order_by="name")
	groups = [channel.name for channel in channels if channel.kind in ROBOTS]
	rows = frappe.get_all(MESSAGE, {"parent": ["in", groups]}, ["parent", "event_type"]) if groups else []
	for channel in channels:
		channel.listed = {row.event_type for row in rows if row.parent == channel.name}
	return channels


def _to_person(notice, channel, person: Person, now: datetime) -> dict:
	address = person.addresses[channel.kind]
	row = _row(notice, channel, person.name, now, address=address)
	if notice.urgent or channel.kind not in DISTURBING:
		return row
	digest = person.next_digest(now)
	return {**row, "status": HELD if digest else WAITING, "run_at": digest or person.moment(now)}


def _to_citizen(notice, channel, now: datetime) -> Iterator[dict]:
	contacts = contacts_of(unseal(NOTICE, notice.name, notice.sealed))
	for way, contact in contacts.items():
		if channel.kind in (WAYS_TO_CITIZENS[way], FILE):
			yield _row(notice, channel, MASKS[way](contact), now, receiver_kind="Citizen")


def _row(
	notice, channel, receiver: str, now: datetime, address: str = "", receiver_kind: str = "User"
) -> dict:
	return stamped(
		now,
		{
			"notice": notice.name,
			"event_type": notice.event_type,
			"reference_doctype": notice.reference_doctype,
			"reference_name": notice.reference_name,
			"channel": channel.name,
			"receiver": receiver,
			"receiver_kind": receiver_kind,
			"address": address,
			"status": WAITING,
			"run_at": now,
		},
	)
