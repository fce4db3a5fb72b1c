"""Items: what one tap on a member's phone meant, and what becomes of it on the server.

A feature declares what it takes in the hook `sync_kinds`, by kind, each as a function `take(item, user, now)` that
checks permissions itself, writes, and returns a `Taken`. What it raises is the answer: a ValidationError is refused in its
own words, a `Conflict` shows both versions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from yumen_governance.events.intake.pictures import Picture
from yumen_governance.field_work.sync import answers


@dataclass(frozen=True)
class Base:
	"""The version of a record that the person saw when they wrote the item."""

	store: str
	name: str
	modified: datetime | None


@dataclass(frozen=True)
class Item:
	"""One item, read and complete: its photos are here, and names of records made by earlier items are put in.

	id: made on the phone by chance; the same one again is the same item.
	number: the order on the device.
	happened_on: when it happened by the server's clock, however wrong the phone's is.
	photos: in the order in which the phone names them; checked (jpeg, png or webp, size).
	"""

	id: str
	kind: str
	values: dict
	base: Base | None
	happened_on: datetime
	photos: list[Picture] = field(default_factory=list)
	number: int = 0


@dataclass(frozen=True)
class Taken:
	"""What an item became: the record's store and name, so that the phone can show it."""

	store: str
	name: str


Take = Callable[[Item, str, datetime], Taken]


class Conflict(frappe.ValidationError):
	"""The record isn't what the person saw any more; `current`, or else the row of the base's store, is
	shown beside what they wrote."""

	http_status_code = 409

	def __init__(self, current: dict | None = None):
		super().__init__(_("This record was changed in the meantime."))
		self.current = current or {}


def text_in(values: Mapping, name: str) -> str:
	"""Return what was sent under a name as a text, empty for nothing and for what is no text or number."""
	value = values.get(name)
	return str(value).strip() if value is not None and not isinstance(value, list | dict) else ""


def check_base(doc, item: Item) -> None:
	"""Refuse an item that was written upon another version of a record than the stored one.

	What the person's own earlier items made of the version that they had seen is theirs, and lets them go on.

	:raises Conflict: what is shown beside it is the row of the phone's store
	"""
	base, modified, user = item.base, get_datetime(doc.modified), frappe.session.user
	if not base or base.modified == modified:
		return
	if not base.modified and not answers.made(user, doc.name):
		return
	if not answers.wrote_last(user, doc.name, modified, base.modified):
		raise Conflict()
