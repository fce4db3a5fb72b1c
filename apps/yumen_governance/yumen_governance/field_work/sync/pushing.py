"""Push: what somebody entered on their phone is taken in, exactly once and in order.

Everything of a request is one transaction, each item a savepoint of its own. What was taken is remembered by (user, id) in
the same transaction: sent again, it is answered and not done again. The row of the device is locked first, so that two
pages of one phone, or the same request arriving twice, come one after the other.
"""

from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, strip_html

from yumen_governance.field_work.sync import answers, devices, pulling, stores, uploads
from yumen_governance.field_work.sync.answers import CONFLICT, DONE, LATER, REFUSED, Answer
from yumen_governance.field_work.sync.clock import TOLERANCE, Reckoned, reckon
from yumen_governance.field_work.sync.items import Base, Conflict, Item, Taken
from yumen_governance.field_work.sync.reading_items import Sent, ids_in, with_names

SAVEPOINT = "field_item"
# What fails for a reason that nobody foresaw is tried so often before it makes room for what comes after it
MOST_TRIES = 5
AGAIN = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)


class LaterError(frappe.ValidationError):
	"""The item can't be taken yet."""


@dataclass
class Batch:
	"""What is known while the items of a request are taken one after the other."""

	user: str
	device: str
	earliest: datetime
	sent_on: datetime | None
	now: datetime
	known: dict[str, Answer]
	told: list[dict] = field(default_factory=list)
	# Rows to show with an answer: store, name, answer
	shown: list[tuple[str, str, dict]] = field(default_factory=list)


def push(items: list[Sent], device: str, user: str, sent_on: datetime | None, now: datetime) -> list[dict]:
	"""Take items in order; return an answer to each, in that order.

	Its lock must be the first reading of a transaction, or what another page of the phone just sent isn't seen.

	:param device: the person's device in this session (devices.require)
	:param sent_on: the phone's clock when it sent
	"""
	creation = frappe.db.get_value(devices.DEVICE, device, "creation", for_update=True)
	wanted = [item.id for item in items] + [id for item in items for id in _ids(item)]
	earliest = get_datetime(creation) - TOLERANCE
	batch = Batch(user, device, earliest, sent_on, now, answers.known(user, wanted))
	for item in items:
		batch.told.append(_answer(item, batch))
	devices.note_sending(device, round((sent_on - now).total_seconds()) if sent_on else 0, now)
	_show(batch)
	return batch.told


def _answer(item: Sent, batch: Batch) -> dict:
	before = batch.known.get(item.id)
	if before and before.status == DONE:
		return _told(before, batch)
	if any(told["status"] == "later" for told in batch.told):
		return {"id": item.id, "status": "later", "message": _("An earlier entry has to be taken first.")}
	answer, further = _tried(item, batch, before)
	answers.store(answer, batch.user, batch.device, batch.now, is_known=bool(before))
	batch.known[item.id] = answer
	told = _told(answer, batch)
	told.update(further)
	if answer.status == CONFLICT and item.base and not told["current"]:
		base = batch.known.get(item.base.name)
		batch.shown.append((item.base.store, (base and base.record) or item.base.name, told))
	return told


def _tried(item: Sent, batch: Batch, before: Answer | None) -> tuple[Answer, dict]:
	"""Try to take an item; nothing of it is left when it isn't taken.

	:return: the answer, and what else is told of it
	"""
	reckoned = reckon(item.told_on or batch.now, batch.sent_on, batch.now, batch.earliest)
	said = frappe.local.message_log
	frappe.local.message_log = []
	frappe.db.savepoint(SAVEPOINT)
	try:
		done = _take(item, reckoned, batch)
		frappe.db.release_savepoint(SAVEPOINT)
		return done, {}
	except AGAIN:
		raise
	except Exception as error:
		frappe.db.rollback(save_point=SAVEPOINT)
		return _not_taken(error, _plain(item, reckoned), batch, before)
	finally:
		frappe.local.message_log = said


def _take(item: Sent, reckoned: Reckoned, batch: Batch) -> Answer:
	if item.problem:
		frappe.throw(item.problem)
	whole = _whole(item, reckoned.happened_on, batch)
	methods = frappe.get_hooks("sync_kinds").get(item.kind)
	if not methods:
		frappe.throw(_("The server doesn't know this kind of entry: {0}.").format(item.kind))
	taken = frappe.get_attr(methods[-1])(whole, batch.user, batch.now)
	return _done(whole, taken, _plain(item, reckoned))


def _whole(item: Sent, happened_on: datetime, batch: Batch) -> Item:
	"""An item with its photos, and with names of records where it names items."""
	named = {id: batch.known[id] for id in _ids(item) if id in batch.known}
	if any(answer.status != DONE for answer in named.values()):
		raise LaterError(_("What this entry belongs to hasn't been taken yet."))
	names = {id: answer.record for id, answer in named.items() if answer.record}
	base = item.base and Base(item.base.store, names.get(item.base.name, item.base.name), item.base.modified)
	return Item(
		id=item.id,
		kind=item.kind,
		values=with_names(item.values, names),
		base=base,
		happened_on=happened_on,
		photos=uploads.take(item.photos, batch.user),
		number=item.number,
	)


def _done(item: Item, taken: Taken, plain: dict) -> Answer:
	"""The answer to an item that was taken, with the version that it wrote of what the person had seen."""
	kept = stores.declared()
	doctype = kept[taken.store].doctype if taken.store in kept else None
	seen = item.base or Base(taken.store, taken.name, None)
	touched = (
		frappe.db.get_value(kept[seen.store].doctype, seen.name, "modified") if seen.store in kept else None
	)
	return Answer(
		**plain,
		status=DONE,
		store=taken.store,
		record_type=doctype,
		record=taken.name,
		touched=seen.name,
		touched_after=touched,
		base_modified=seen.modified,
	)


def _not_taken(error: Exception, plain: dict, batch: Batch, before: Answer | None) -> tuple[Answer, dict]:
	words = _words(error)
	if isinstance(error, Conflict):
		return Answer(**plain, status=CONFLICT, message=words), {"current": error.current}
	if isinstance(error, uploads.MissingPhotosError):
		return Answer(**plain, status=LATER, message=words), {"missing": error.missing}
	if isinstance(error, LaterError | frappe.TimestampMismatchError):
		return Answer(**plain, status=LATER, message=words), {}
	if isinstance(error, frappe.ValidationError | frappe.PermissionError | frappe.NameError):
		return Answer(**plain, status=REFUSED, message=words), {}
	return _failed(plain, before), {}


def _failed(plain: dict, before: Answer | None) -> Answer:
	"""The answer to an item at which the server failed: later, but not for ever, or nothing after it would be sent."""
	log = frappe.log_error(f"Field Item {plain['kind']}")
	tries = (before.tries if before else 0) + 1
	if tries < MOST_TRIES:
		return Answer(**plain, status=LATER, message=_("The server failed. It is tried again."), tries=tries)
	words = _("The server can't take this entry. Please tell the technicians the number {0}.").format(
		log.name
	)
	return Answer(**plain, status=REFUSED, message=words, tries=tries)


def _plain(item: Sent, reckoned: Reckoned) -> dict:
	return {
		"item": item.id,
		"kind": item.kind,
		"number": item.number,
		"happened_on": reckoned.happened_on,
		"told_on": item.told_on,
		"clock_differs": round(reckoned.differs.total_seconds()),
		"clock_is_off": int(reckoned.is_off),
	}


def _words(error: Exception) -> str:
	"""What the person is told: the sentences that were said on the way, else those of the error."""
	said = [each.get("message") for each in frappe.get_message_log()]
	text = " ".join(str(each) for each in said if each) or str(error)
	return strip_html(text).strip() or _("This entry was refused.")


def _told(answer: Answer, batch: Batch) -> dict:
	"""An answer as the phone gets it; its rows are put in at the end, for all at once."""
	told = {"id": answer.item, "status": answer.status.lower()}
	if answer.message:
		told["message"] = answer.message
	if answer.status == DONE and answer.record:
		told["record"] = {"store": answer.store, "name": answer.record}
		batch.shown.append((answer.store, answer.record, told))
	return told


def _show(batch: Batch) -> None:
	"""Give each answer the row of its record as it is now, and the version of what was taken."""
	wanted: dict[str, list[str]] = {}
	for store, name, _answer in batch.shown:
		wanted.setdefault(store, []).append(name)
	found = {
		store: {row["name"]: row for row in rows}
		for store, rows in pulling.rows_by_store(batch.user, wanted).items()
	}
	versions = {store: _versions(store, names) for store, names in wanted.items()}
	for store, name, told in batch.shown:
		row = found.get(store, {}).get(name)
		if "record" in told:
			told["record"]["modified"] = versions[store].get(name)
			told["rows"] = {store: [row]} if row else {}
		else:
			told["current"] = row


def _versions(store: str, names: list[str]) -> dict[str, str]:
	kept = stores.declared().get(store)
	if not kept:
		return {}
	rows = frappe.get_all(kept.doctype, {"name": ["in", names]}, ["name", "modified"], order_by=None)
	return {row.name: str(row.modified) for row in rows}


def _ids(item: Sent) -> set[str]:
	return ids_in(item.values) | (ids_in(item.base.name) if item.base else set())
