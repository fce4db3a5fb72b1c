"""The outbox in tests: deliver what was posted within the test's transaction, and make what that needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.tests.factories import next_number
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.outbox.rows import insert, stamped
from yumen_governance.time_limits.outbox.worker import deliver_here as deliver

__all__ = ["counted_statements", "deliver", "make_channel", "make_many_users", "make_notice", "told"]


def told(name: str) -> list[str]:
	"""Return the users who find a notification of a record on the desk."""
	return sorted(frappe.get_all("Notification Log", {"document_name": name}, pluck="for_user"))


def make_notice(audience, **values) -> str:
	"""Post a notice about nothing in particular and return its name."""
	key = values.pop("key", None) or f"test:{next_number()}"
	event_type = values.pop("event_type", "System Alert")
	notice = {"doctype": None, "name": None, "values": {"reason": "Test"}, **values}
	outbox.post(outbox.Notice(event_type, audience=audience, key=key, **notice))
	return frappe.db.get_value("Outgoing Notice", {"notice_key": key})


def make_channel(kind: str, **values):
	"""Insert an active channel."""
	channel = {"doctype": "Notification Channel", "channel_name": f"Channel {next_number()}", "kind": kind}
	return frappe.get_doc({**channel, "is_active": 1, **values}).insert()


def make_many_users(count: int, role: str | None = None) -> list[str]:
	"""Insert enabled accounts as rows, for tests that need more people than the framework makes in time."""
	names = [f"crowd-{next_number()}@governance-test.example.com" for _number in range(count)]
	now = now_datetime()
	users = [
		{**stamped(now, {}), "name": name, "email": name, "first_name": name, "enabled": 1} for name in names
	]
	insert("User", users)
	if role:
		place = {"parenttype": "User", "parentfield": "roles", "role": role}
		insert("Has Role", [stamped(now, {"parent": name, **place}) for name in names])
	return sorted(names)


@contextmanager
def counted_statements() -> Iterator[list[str]]:
	"""Yield the list of statements that are sent to the database inside the block."""
	sent, send = [], frappe.local.db.sql

	def listen(query, *args, **kwargs):
		sent.append(str(query))
		return send(query, *args, **kwargs)

	with patch.object(frappe.local.db, "sql", listen):
		yield sent
