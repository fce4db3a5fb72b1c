"""Rows of the outbox's tables: written many in one statement, taken by one worker at a time."""

import secrets
import time
from collections.abc import Iterable, Mapping
from datetime import datetime

import frappe
from frappe.model.naming import is_autoincremented

NOTICE, DELIVERY, CHANNEL = "Outgoing Notice", "Message Delivery", "Notification Channel"
OWN = (NOTICE, DELIVERY)
WAITING, EXPANDED, DELIVERED, DEAD = "Waiting", "Expanded", "Delivered", "Dead"
HELD, DIGESTED = "Held", "Digested"
CHUNK = 1000
# What a worker reads of a row that it takes
READ = {
	NOTICE: "name event_type reference_doctype reference_name audience actor urgent sealed attempts".split(),
	DELIVERY: "name notice channel receiver receiver_kind address attempts failure".split(),
}


def new_name() -> str:
	"""Return a name that sorts by the time of its making: microseconds, then 40 random bits."""
	return f"{time.time_ns() // 1000:014x}{secrets.token_hex(5)}"


def stamped(now: datetime, values: Mapping) -> dict:
	"""Return a row with a name and what the framework wants of every row."""
	by = {"owner": "Administrator", "modified_by": "Administrator"}
	return {"name": new_name(), "creation": now, "modified": now, **by, **values}


def insert(doctype: str, rows: list[dict]) -> None:
	"""Insert rows with the same columns, a chunk a statement; one whose unique key is taken is left out.

	Only that is forgiven: other errors are raised, which INSERT IGNORE would turn into warnings. Where the framework
	numbers the records of a DocType, the next number takes the place of the name.
	"""
	is_numbered = doctype not in OWN and is_autoincremented(doctype)
	sequence = f"nextval(`{frappe.scrub(doctype)}_id_seq`)" if is_numbered else None
	for start in range(0, len(rows), CHUNK):
		chunk = rows[start : start + CHUNK]
		columns = ", ".join(f"`{column}`" for column in chunk[0])
		marks = [sequence if sequence and column == "name" else "%s" for column in chunk[0]]
		places = ", ".join([f"({', '.join(marks)})"] * len(chunk))
		frappe.db.sql(
			f"insert into `tab{doctype}` ({columns}) values {places} on duplicate key update `name` = `name`",
			[value for row in chunk for column, value in row.items() if not (sequence and column == "name")],
		)


def due(doctype: str, now: datetime, limit: int, status: str = WAITING, **equal) -> list[frappe._dict]:
	"""Lock and return the rows that may be taken now, the longest waiting first; what others work on is skipped.

	Reads as many entries of the index as it returns rows, however many wait.
	"""
	table = frappe.qb.DocType(doctype)
	query = (
		frappe.qb.from_(table)
		.select(*(table[column] for column in READ[doctype]))
		.where((table.status == status) & (table.run_at <= now))
	)
	for column, value in equal.items():
		query = query.where(table[column] == value)
	return query.orderby(table.run_at, table.name).limit(limit).for_update(skip_locked=True).run(as_dict=True)


def change(doctype: str, names: Iterable[str], now: datetime, held_by: str | None = None, **values) -> int:
	"""Set columns of these rows in one statement and return of how many.

	:param held_by: only of rows that this worker still has the lease of
	"""
	names = list(names)
	if not names:
		return 0
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.update(table).set(table.modified, now).where(table.name.isin(names))
	for column, value in values.items():
		query = query.set(table[column], value)
	if held_by:
		query = query.where((table.worker == held_by) & (table.status == WAITING))
	query.run()
	return frappe.db._cursor.rowcount
