"""Sending again what was parked, once its cause is mended; and a test of a channel at once."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.time_limits.outbox import wake
from yumen_governance.time_limits.outbox.adapters import Refused, Unreachable, adapter_of
from yumen_governance.time_limits.outbox.messages import GROUP_ROBOT, TEMPLATES_OF, Message, Templates
from yumen_governance.time_limits.outbox.rows import DEAD, DELIVERY, NOTICE, WAITING, new_name
from yumen_governance.time_limits.outbox.texts import fill
from yumen_governance.time_limits.outbox.wishes import PERSONAL

EVENT_TYPE = "Test Message"


class TestFailedError(frappe.ValidationError):
	pass


def replay(doctype: str, names: list[str], now: datetime) -> int:
	"""Put parked rows back to what waits, with a fresh count of attempts; others are left alone.

	:param doctype: Message Delivery or Outgoing Notice
	:return: how many were parked
	"""
	if doctype not in (DELIVERY, NOTICE):
		raise ValueError(doctype)
	table = frappe.qb.DocType(doctype)
	values = {"status": WAITING, "attempts": 0, "run_at": now, "modified": now}
	query = frappe.qb.update(table).where(table.name.isin(names) & (table.status == DEAD))
	for column, value in values.items():
		query = query.set(table[column], value)
	query.run()
	wake.after_commit()
	return frappe.db._cursor.rowcount


def send_test(channel, address: str | None = None) -> str:
	"""Send a test message by a channel now, to the person of the session.

	:param address: phone number or e-mail address to try, the person's own unless given
	:return: where it went
	:raises TestFailedError: says why it did not go
	"""
	user = frappe.get_cached_doc("User", frappe.session.user)
	address = address or user.get(PERSONAL.get(channel.kind, "name"))
	if not address:
		frappe.throw(_("Please enter where the test is to go."), TestFailedError)
	message = _test_message(channel, user.name, address)
	adapter = adapter_of(channel)
	try:
		adapter.send(message)
	except (Refused, Unreachable, frappe.OutgoingEmailError) as error:
		frappe.clear_messages()
		frappe.throw(_("The test message did not go: {0}").format(str(error)), TestFailedError)
	adapter.after_commit([message])
	return channel.name if TEMPLATES_OF[channel.kind] == GROUP_ROBOT else address


def _test_message(channel, user: str, address: str) -> Message:
	template = Templates().get(EVENT_TYPE, channel.kind)
	values = {"channel": channel.name, "told_on": str(now_datetime())}
	subject, text = (
		fill(template.get(part), values) if template else channel.name for part in ("subject", "body")
	)
	return Message(new_name(), subject, text, user, address, None, None, user, now_datetime())
