"""Answers: which items of whom were taken, what they became, and what was answered to the others."""

from dataclasses import dataclass, replace
from datetime import datetime

import frappe

from yumen_governance.grid_management.many_rows import insert_rows

ITEM = "Field Item"
DONE, REFUSED, CONFLICT, LATER = "Done", "Refused", "Conflict", "Later"
COLUMNS = (
	*(
		"item",
		"kind",
		"number",
		"status",
		"message",
		"happened_on",
		"told_on",
		"clock_differs",
		"clock_is_off",
	),
	*("store", "record_type", "record", "touched", "touched_after", "base_modified", "tries"),
)
BATCH = 2000


@dataclass(frozen=True)
class Answer:
	"""A row of Field Item, without those columns that every row has."""

	item: str
	kind: str
	number: int
	status: str
	message: str | None = None
	happened_on: datetime | None = None
	told_on: datetime | None = None
	clock_differs: int = 0
	clock_is_off: int = 0
	store: str | None = None
	record_type: str | None = None
	record: str | None = None
	touched: str | None = None
	touched_after: datetime | None = None
	base_modified: datetime | None = None
	tries: int = 0


def known(user: str, items: list[str]) -> dict[str, Answer]:
	"""Return what is known of a person's items, by id."""
	if not items:
		return {}
	rows = frappe.get_all(ITEM, {"user": user, "item": ["in", items]}, COLUMNS, order_by=None)
	return {row["item"]: Answer(**row) for row in rows}


def store(answer: Answer, user: str, device: str, now: datetime, is_known: bool) -> None:
	"""Write an answer down, over the one that an earlier try got."""
	row = {**vars(answer), "user": user, "device": device, "taken_on": now}
	row["message"] = (answer.message or "")[:500] or None
	if is_known:
		frappe.db.set_value(ITEM, {"user": user, "item": answer.item}, row)
	else:
		insert_rows(ITEM, [{**row, "user_name": frappe.utils.get_fullname(user)}])


def tried_again(answer: Answer, before: Answer | None) -> Answer:
	"""Count one more try."""
	return replace(answer, tries=(before.tries if before else 0) + 1)


def wrote_last(user: str, record: str, modified: datetime, base: datetime | None) -> bool:
	"""Tell whether a version of a record is what the person's own items made of the version that they had seen.

	:param modified: of the record as it is now
	:param base: of the version seen; None for a record that an item of theirs made
	"""
	own = {"user": user, "touched": record, "touched_after": modified, "status": DONE}
	return bool(frappe.db.exists(ITEM, {**own, "base_modified": base or ["is", "not set"]}))


def made(user: str, record: str) -> bool:
	"""Tell whether an item of the person made a record."""
	return bool(frappe.db.exists(ITEM, {"user": user, "touched": record, "base_modified": ["is", "not set"]}))


def forget(before: datetime) -> int:
	"""Forget some old answers; return how many. The caller commits and calls again."""
	names = frappe.get_all(ITEM, {"taken_on": ["<", before]}, pluck="name", limit=BATCH, order_by=None)
	if names:
		frappe.db.delete(ITEM, {"name": ["in", names]})
	return len(names)
