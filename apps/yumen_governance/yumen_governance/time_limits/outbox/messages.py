"""Messages: what one delivery says, from the template of its event type and channel and the values of its notice."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.utils import get_url_to_form

from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.time_limits.outbox.rows import NOTICE
from yumen_governance.time_limits.outbox.texts import fill, fit_to_leave, shown
from yumen_governance.time_limits.outbox.wishes import DESK, DINGTALK, EMAIL, FILE, SMS, WECOM

TEMPLATE = "Message Template"
GROUP_ROBOT = "Group Robot"
# Kind of channel: whose templates it uses
TEMPLATES_OF = {DESK: DESK, EMAIL: EMAIL, SMS: SMS, WECOM: GROUP_ROBOT, DINGTALK: GROUP_ROBOT, FILE: EMAIL}
# Way to a citizen: the kind of channel that goes there
WAYS_TO_CITIZENS = {"phone": SMS, "email": EMAIL}


def contacts_of(sealed: dict[str, str]) -> dict[str, str]:
	"""Return those of a notice's sealed values that say where its receiver is; the others are its secrets."""
	return {way: contact for way, contact in sealed.items() if way in WAYS_TO_CITIZENS}


@dataclass(frozen=True)
class Message:
	"""What an adapter delivers; `id` is the same at every attempt, `told_on` is when it was posted."""

	id: str
	subject: str
	text: str
	receiver: str
	address: str
	doctype: str | None
	name: str | None
	actor: str | None
	told_on: datetime


class Templates:
	"""The active templates, read once a batch."""

	def __init__(self):
		fields = ["event_type", "channel_kind", "subject", "body"]
		rows = frappe.get_all(TEMPLATE, {"is_active": 1}, fields)
		self._by_use = {(row.event_type, row.channel_kind): row for row in rows}

	def get(self, event_type: str, channel_kind: str):
		"""Return the template of an event type for a kind of channel, None where nothing is to be sent."""
		return self._by_use.get((event_type, TEMPLATES_OF[channel_kind]))


class Writer:
	"""Writes the messages of one batch of deliveries of a channel; each text once for all who get it."""

	def __init__(self, channel, deliveries: Iterable):
		self.channel = channel
		self.templates = Templates()
		self.notices = _notices({row.notice for row in deliveries})
		self.titles = _titles(self.notices.values())
		self._texts: dict[str, tuple[str, str]] = {}

	def message(self, row) -> Message:
		"""Return the message of a delivery.

		:raises LookupError: its notice or its template is gone
		"""
		notice = self.notices.get(row.notice)
		if not notice:
			raise LookupError("notice")
		if row.notice not in self._texts:
			self._texts[row.notice] = self._write(notice)
		subject, text = self._texts[row.notice]
		address = row.address or self._contact(row, notice)
		return Message(
			row.name,
			subject,
			text,
			row.receiver,
			address,
			notice.reference_doctype,
			notice.reference_name,
			notice.actor,
			notice.creation,
		)

	def _write(self, notice) -> tuple[str, str]:
		template = self.templates.get(notice.event_type, self.channel.kind)
		if not template:
			raise LookupError("template")
		values = self._values(notice)
		texts = fill(template.subject, values), fill(template.body, values)
		return texts if self.channel.kind == DESK else tuple(fit_to_leave(text) for text in texts)

	def _values(self, notice) -> dict[str, str]:
		doctype, name = notice.reference_doctype, notice.reference_name
		own = {
			"number": name,
			"title": self.titles.get((doctype, name)),
			"url": get_url_to_form(doctype, name) if doctype and name else None,
		}
		sealed = unseal(NOTICE, notice.name, notice.sealed)
		secrets = {key: value for key, value in sealed.items() if key not in WAYS_TO_CITIZENS}
		return shown({**own, **json.loads(notice.variables or "{}"), **secrets})

	def _contact(self, row, notice) -> str:
		contacts = contacts_of(unseal(NOTICE, notice.name, notice.sealed))
		return next(
			(contacts[way] for way in contacts if self.channel.kind in (WAYS_TO_CITIZENS[way], FILE)), ""
		)


def _notices(names: set[str]) -> dict[str, frappe._dict]:
	table = frappe.qb.DocType(NOTICE)
	columns = (
		"name creation event_type reference_doctype reference_name variables actor sealed".split()  # all that texts need
	)
	rows = (
		frappe.qb.from_(table)
		.select(*(table[column] for column in columns))
		.where(table.name.isin(list(names) or [""]))
	).run(as_dict=True)
	return {row.name: row for row in rows}


def _titles(notices: Iterable) -> dict[tuple[str, str], str]:
	"""Return the titles of the records that notices are about, one query a DocType."""
	wanted: dict[str, set[str]] = {}
	for notice in notices:
		if notice.reference_doctype and notice.reference_name:
			wanted.setdefault(notice.reference_doctype, set()).add(notice.reference_name)
	found = {}
	for doctype, names in wanted.items():
		title = frappe.get_meta(doctype).get_title_field()
		rows = frappe.get_all(doctype, {"name": ["in", list(names)]}, ["name", f"{title} as title"])
		found.update({(doctype, row.name): row.title for row in rows})
	return found
