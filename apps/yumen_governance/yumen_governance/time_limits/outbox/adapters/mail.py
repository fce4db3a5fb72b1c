"""E-mail: a row of the framework's e-mail queue, which sends by SMTP and tries again by itself."""

import frappe
from frappe import _
from frappe.utils import escape_html

from yumen_governance.time_limits.outbox.adapters.base import Adapter, Unreachable
from yumen_governance.time_limits.outbox.messages import Message


class Mail(Adapter):
	"""Queues a message with the framework, in the transaction that marks it delivered."""

	in_database = True

	def send(self, message: Message) -> str | None:
		if not has_account():
			raise Unreachable(_("There is no default account for outgoing e-mail."))
		frappe.sendmail(
			recipients=[message.address],
			subject=message.subject,
			message=escape_html(message.text).replace("\n", "<br>"),
			message_id=f"{message.id}@{frappe.local.site}",
			add_unsubscribe_link=0,
			delayed=True,
		)

	def check(self, channel) -> None:
		if channel.is_active and not has_account():
			frappe.throw(_("There is no default account for outgoing e-mail."))


def has_account() -> bool:
	"""Tell whether the site has an account that e-mail can be sent from."""
	accounts = frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1})
	return bool(accounts or frappe.conf.get("mail_server"))
