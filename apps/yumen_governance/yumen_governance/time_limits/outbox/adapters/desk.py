"""The desk: Notification Log rows, shown at once to whoever has the desk open."""

from contextlib import suppress

import frappe
from frappe.utils import escape_html, now_datetime

from yumen_governance.time_limits.outbox.adapters.base import Adapter
from yumen_governance.time_limits.outbox.messages import Message
from yumen_governance.time_limits.outbox.rows import insert

LOG, SETTINGS = "Notification Log", "Notification Settings"
LONGEST_TEXT = 500


class Desk(Adapter):
	"""Writes what the framework's own notification writes, for any number of people in a few statements."""

	in_database = True
	batch = 1000

	def send(self, message: Message) -> str | None:
		self.send_many([message])

	def send_many(self, messages: list[Message]) -> None:
		now = now_datetime()
		insert(LOG, [_row(message, now) for message in messages])
		settings = frappe.qb.DocType(SETTINGS)
		users = list({message.receiver for message in messages})
		unseen = settings.name.isin(users) & (settings.seen == 1)
		frappe.qb.update(settings).set(settings.seen, 0).where(unseen).run()

	def after_commit(self, messages: list[Message]) -> None:
		for user in {message.receiver for message in messages}:
			with suppress(Exception):  # who isn't reached live finds it in the list
				frappe.publish_realtime("notification", user=user)


def _row(message: Message, now) -> dict:
	"""Return the row of a message."""
	text = f": {escape_html(message.text[:LONGEST_TEXT])}" if message.text else ""
	by = {"owner": message.receiver, "modified_by": message.receiver}
	return {
		"name": message.id,
		"creation": message.told_on,
		"modified": now,
		**by,
		"type": "Alert",
		"for_user": message.receiver,
		"from_user": message.actor,
		"document_type": message.doctype,
		"document_name": message.name,
		"subject": f'<b class="subject-title">{escape_html(message.subject)}</b>{text}',
	}
