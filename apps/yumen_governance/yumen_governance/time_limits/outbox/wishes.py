"""By which channels a person wants to be told of what, and when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import frappe
from frappe.utils import get_time

from yumen_governance.time_limits.outbox.event_types import DEADLINES, INFORMATION, SUPERVISION, SYSTEM, WORK

PREFERENCE, CHOICE = "Notification Preference", "Notification Preference Choice"
DESK, EMAIL, SMS, WECOM, DINGTALK, FILE = "Desk", "E-mail", "SMS", "WeCom Robot", "DingTalk Robot", "File"
ROBOTS = (WECOM, DINGTALK)
# Field of a choice: the kind of channel
FIELDS = {"desk": DESK, "email": EMAIL, "sms": SMS}
# Channels that speak to one person, and what stands for their address on the account
PERSONAL = {DESK: "name", EMAIL: "email", SMS: "mobile_no", FILE: "name"}
# What disturbs: waits out quiet hours and is gathered in a digest. The desk's list does neither
DISTURBING = (EMAIL, SMS)
# Without a record: everything on the desk; by e-mail what one must do; a text message when time runs out
DEFAULT = {
	WORK: frozenset({DESK, EMAIL, FILE}),
	DEADLINES: frozenset({DESK, EMAIL, SMS, FILE}),
	SUPERVISION: frozenset({DESK, EMAIL, SMS, FILE}),
	INFORMATION: frozenset({DESK, FILE}),
	SYSTEM: frozenset({DESK, EMAIL, FILE}),
}


@dataclass(frozen=True)
class Person:
	"""An account that can be told, and how it wants to be."""

	name: str
	addresses: dict[str, str]
	channels: dict[str, frozenset[str]] = field(default_factory=lambda: DEFAULT)
	quiet_from: time | None = None
	quiet_to: time | None = None
	digest_at: time | None = None

	def wants(self, kind: str, channel_kind: str) -> bool:
		"""Whether a channel of this kind is to be used for messages of this kind, and can be."""
		return channel_kind in self.channels.get(kind, DEFAULT[SYSTEM]) and bool(
			self.addresses.get(channel_kind)
		)

	def moment(self, now: datetime) -> datetime:
		"""Return when a message may disturb: now, or when the quiet hours that it is in are over."""
		if self.quiet_from is None or self.quiet_to is None or self.quiet_from == self.quiet_to:
			return now
		since = datetime.combine(now.date(), self.quiet_from)
		if since > now:
			since -= timedelta(days=1)
		until = next_at(since, self.quiet_to)
		return until if now < until else now

	def next_digest(self, now: datetime) -> datetime | None:
		"""Return when the next digest is made, None for somebody who wants none."""
		return next_at(now, self.digest_at) if self.digest_at else None


def next_at(after: datetime, at: time) -> datetime:
	"""Return the next moment of a time of day, later than the given one."""
	moment = datetime.combine(after.date(), at)
	return moment if moment > after else moment + timedelta(days=1)


def people(names: Iterable[str]) -> dict[str, Person]:
	"""Return those of these accounts that are enabled, by name; three queries however many they are."""
	names = list(names)
	if not names:
		return {}
	user = frappe.qb.DocType("User")
	rows = (
		frappe.qb.from_(user)
		.select(user.name, user.email, user.mobile_no)
		.where(user.name.isin(names) & (user.enabled == 1))
	).run(as_dict=True)
	wishes = _wishes(names)
	return {row.name: Person(row.name, _addresses(row), **wishes.get(row.name, {})) for row in rows}


def _addresses(row) -> dict[str, str]:
	return {channel: row[column] for channel, column in PERSONAL.items() if row[column]}


def _wishes(names: list[str]) -> dict[str, dict]:
	preference, choice = frappe.qb.DocType(PREFERENCE), frappe.qb.DocType(CHOICE)
	records = (
		frappe.qb.from_(preference)
		.select(
			preference.name,
			preference.quiet_from,
			preference.quiet_to,
			preference.digest,
			preference.digest_at,
		)
		.where(preference.name.isin(names))
	).run(as_dict=True)
	if not records:
		return {}
	choices = (
		frappe.qb.from_(choice)
		.select(choice.parent, choice.kind, *(choice[field] for field in FIELDS))
		.where(choice.parent.isin([record.name for record in records]) & (choice.parenttype == PREFERENCE))
	).run(as_dict=True)
	chosen: dict[str, list] = {}
	for row in choices:
		chosen.setdefault(row.parent, []).append(row)
	return {record.name: _wish(record, chosen.get(record.name, [])) for record in records}


def _wish(record, choices: list) -> dict:
	chosen = {
		row.kind: frozenset({FILE, *(kind for field, kind in FIELDS.items() if row[field])})
		for row in choices
	}
	return {
		"channels": {**DEFAULT, **chosen},
		"quiet_from": _time(record.quiet_from),
		"quiet_to": _time(record.quiet_to),
		"digest_at": _time(record.digest_at) if record.digest else None,
	}


def _time(value: str | None) -> time | None:
	return get_time(value) if value else None
