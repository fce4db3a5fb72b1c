"""What the people who reported an event are told of it; all of them, when several reports were merged into one."""

from collections.abc import Iterable, Mapping, Sequence

import frappe

from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.transitions import Step

EVENT = "Governance Event"
RECEIVED, MERGED, RESOLVED = "Report Received", "Report Merged", "Report Resolved"


def tell_taken_in(
	records: Sequence[Mapping],
	phones: Mapping[str, str | None],
	step: Step,
	user: str,
	entries: Sequence[str],
) -> None:
	"""Tell whoever may act next on many new events, as governed cases do one by one, and those who reported them.

	:param phones: plain telephone numbers by event
	:param entries: the Timeline Entry of each
	"""
	actor = frappe.get_cached_value("User", user, "full_name")
	values = {"action": step.action, "state": step.to_state, "actor": actor}
	notices = [
		outbox.Notice(
			"Next Actor",
			EVENT,
			record["name"],
			outbox.next_actors(record),
			{**values, "due_on": record.get("due_on"), "title": record["title"]},
			key=f"step:{entry}",
		)
		for record, entry in zip(records, entries, strict=True)
	]
	notices += [
		_notice(RECEIVED, name, phone, {"number": name}, "") for name, phone in phones.items() if phone
	]
	outbox.post_many(notices)


def tell_received(event: str) -> None:
	"""Tell whoever reported an event that it was taken in."""
	_tell(RECEIVED, [event], {})


def tell_merged(event: str, into: str) -> None:
	"""Tell whoever reported an event, and those merged into it before, under which number it goes on."""
	_tell(MERGED, [event, *merged_into(event)], {"merged_into": into}, mark=into)


def tell_resolved(event: str, times: int = 0) -> None:
	"""Tell everybody who reported a matter that it was settled.

	:param times: how often it was reopened before: each settlement is told once
	"""
	_tell(RESOLVED, events_of(event), {}, mark=str(times or 0))


def events_of(event: str) -> list[str]:
	"""Return an event and all that were merged into it, directly or through another: everybody who reported it."""
	return [event, *merged_into(event)]


def merged_into(event: str) -> list[str]:
	"""Return the events that were merged into one, directly or through another."""
	found, latest = [], [event]
	while latest := frappe.get_all(
		EVENT,
		{"merged_into": ["in", latest], "stage": "Void", "name": ["not in", [event, *found]]},
		pluck="name",
	):
		found += latest
	return found


def _tell(event_type: str, events: Iterable[str], values: dict, mark: str = "") -> None:
	rows = frappe.get_all(EVENT, {"name": ["in", list(events)], "sealed": ["is", "set"]}, ["name", "sealed"])
	phones = {row.name: unseal(EVENT, row.name, row.sealed).get("reporter_phone") for row in rows}
	notices = [
		_notice(event_type, name, phone, {"number": name, **values}, mark)
		for name, phone in phones.items()
		if phone
	]
	outbox.post_many(notices)


def _notice(event_type: str, name: str, phone: str, values: dict, mark: str) -> outbox.Notice:
	key = ":".join(filter(None, (frappe.scrub(event_type), name, mark)))
	return outbox.Notice(event_type, EVENT, name, outbox.reporter(phone=phone), values, key)
