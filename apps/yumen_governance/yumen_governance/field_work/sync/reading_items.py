"""Reading what a phone sent: items as they stand in a request, and the names of records that earlier items made."""

import re
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.field_work.sync.clock import read_time
from yumen_governance.field_work.sync.devices import UUID
from yumen_governance.field_work.sync.items import Base
from yumen_governance.field_work.sync.marks import moment_of

MOST = 20
LONGEST_KIND = 60
MOST_PHOTOS = 50
KIND = re.compile(r"[a-z][a-z0-9_]*")


class ItemError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Sent:
	"""An item as it was sent; `problem` says why it can't be taken at all."""

	id: str
	number: int
	kind: str
	values: dict
	base: Base | None
	told_on: datetime | None
	photos: list[str]
	problem: str | None = None


def read_items(sent: object) -> list[Sent]:
	"""Return the items of a request in their order on the device, each once.

	:raises ItemError: it isn't a list of items, or there are too many
	"""
	if not isinstance(sent, list) or not all(isinstance(each, dict) for each in sent):
		frappe.throw(_("Items are a list of objects."), ItemError)
	if len(sent) > MOST:
		frappe.throw(_("At most {0} items can be sent at once.").format(MOST), ItemError)
	read: dict[str, Sent] = {}
	for item in map(_read, sent):
		read.setdefault(item.id, item)
	return sorted(read.values(), key=lambda item: item.number)


def _read(sent: dict) -> Sent:
	if not UUID.fullmatch(str(sent.get("id"))):
		frappe.throw(_("The id of an item is a UUID."), ItemError)
	values, number = sent.get("values"), sent.get("number")
	photos = sent.get("photos") or []
	kind, told_on = str(sent.get("kind") or "")[:LONGEST_KIND], read_time(sent.get("happened_on"))
	base, is_base = _base(sent.get("base"))
	fits = {
		"number": isinstance(number, int) and abs(number) < 2**31,
		"kind": bool(KIND.fullmatch(kind)),
		"values": isinstance(values, dict),
		"happened_on": told_on is not None,
		"base": is_base,
		"photos": isinstance(photos, list) and len(photos) <= MOST_PHOTOS and all(map(_is_id, photos)),
	}
	wrong = [name for name, fit in fits.items() if not fit]
	problem = _("This entry can't be read: {0}.").format(", ".join(wrong)) if wrong else None
	return Sent(
		id=sent["id"],
		number=number if fits["number"] else 0,
		kind=kind,
		values=values if fits["values"] else {},
		base=base,
		told_on=told_on,
		photos=photos if fits["photos"] else [],
		problem=problem,
	)


def _is_id(text: object) -> bool:
	return isinstance(text, str) and bool(UUID.fullmatch(text))


def _base(sent: object) -> tuple[Base | None, bool]:
	"""The version that the person saw, and whether what was sent can be read as one."""
	if not sent:
		return None, True
	try:
		modified = moment_of(sent["modified"]) if sent.get("modified") else None
		return Base(str(sent["store"]), str(sent["name"]), modified), True
	except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
		return None, False


def ids_in(value: object) -> set[str]:
	"""Return what may be ids of items among the strings of a value."""
	if isinstance(value, str):
		return {value} if UUID.fullmatch(value) else set()
	if isinstance(value, dict):
		return set().union(*map(ids_in, value.values()))
	return set().union(*map(ids_in, value)) if isinstance(value, list) else set()


def with_names(value, names: dict[str, str]):
	"""Return a value with names of records in place of the ids of the items that made them."""
	if isinstance(value, str):
		return names.get(value, value)
	if isinstance(value, dict):
		return {key: with_names(each, names) for key, each in value.items()}
	return [with_names(each, names) for each in value] if isinstance(value, list) else value
