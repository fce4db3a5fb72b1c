"""Chains of the Sensitive Access Log: no row changed, added or taken away stays unseen.

Each row carries a digest (HMAC-SM3) over itself and the digest before it. The key lies outside the database, so
that whoever can write there can't mend a chain. Each person's rows go into one of sixteen chains: the lock of a
chain's head is held to the end of a request, and one person doesn't wait for another.
"""

import hmac
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import frappe

from yumen_governance.registry.names import new_name
from yumen_governance.registry.sealing import keyring

LOG, HEAD = "Sensitive Access Log", "Access Log Chain"
CHAINS = 16
ROWS_A_READ = 1000
LINKED = (
	"name",
	"chain",
	"sequence",
	"logged_on",
	"user",
	"user_name",
	"roles",
	"ip_address",
	"device",
	"action",
	"outcome",
	"refusal",
	"reference_doctype",
	"reference_name",
	"what",
	"row_count",
	"purpose",
	"note",
	"case_doctype",
	"case_name",
	"outside_territory",
)
HEAD_FIELDS = ("name", "first_sequence", "first_digest", "last_sequence", "last_digest")


@dataclass(frozen=True)
class Break:
	"""Where a chain is broken: at a row, or at its head when `row` is None."""

	chain: str
	sequence: int
	row: str | None
	reason: str


def link(log) -> None:
	"""Give a new row its place in its person's chain; the chain is locked until the transaction ends."""
	head = _head(chain_of(log.user))
	log.name = new_name()
	log.chain, log.sequence = head.name, head.last_sequence + 1
	log.digest = digest_of(log, head.last_digest)
	store_head({**head, "last_sequence": log.sequence, "last_digest": log.digest})


def lock(user: str) -> None:
	"""Let nobody add to a person's chain until this transaction ends: what is counted in the log stays true."""
	_head(chain_of(user))


def chain_of(user: str) -> str:
	"""Return the name of the chain that takes a person's rows."""
	return f"{zlib.crc32(user.encode()) % CHAINS:02}"


def digest_of(row: Mapping, before: str | None) -> str:
	"""Return the digest of a row (or of a head) after the one before it."""
	fields = [_plain(row.get(field)) for field in LINKED]
	return _mac([before or "", *fields])


def store_head(head: Mapping) -> None:
	"""Store where a chain begins and ends."""
	values = {field: head[field] for field in HEAD_FIELDS[1:]}
	frappe.db.set_value(HEAD, head["name"], {**values, "digest": _digest_of_head(head)})


def lock_head(name: str):
	"""Return the head of a chain, locked until the transaction ends; None when there is none yet."""
	rows = frappe.db.get_values(HEAD, name, [*HEAD_FIELDS, "digest"], as_dict=True, for_update=True)
	return rows[0] if rows else None


def breaks(since: Mapping[str, list] | None = None) -> Iterator[Break]:
	"""Look for the first break of each chain.

	:param since: for each chain the place and digest up to which it was looked at before, as `closings` gives them;
		without it everything is looked at
	"""
	names = frappe.get_all(HEAD, pluck="name", order_by="name")
	for name in names:
		found = _first_break(name, (since or {}).get(name))
		if found:
			yield found
	for name in set(since or {}) - set(names):
		yield Break(name, 0, None, "The head of the chain was changed.")
	if not since:
		strays = frappe.get_all(LOG, {"chain": ["not in", names or [""]]}, pluck="name", limit=1)
		yield from (Break("", 0, row, "The row belongs to no chain.") for row in strays)


def closings() -> dict[str, list]:
	"""Return where each chain ends now: place and digest of its last row."""
	heads = frappe.get_all(HEAD, fields=["name", "last_sequence", "last_digest"], order_by="name")
	return {head.name: [head.last_sequence, head.last_digest] for head in heads}


def ensure_heads() -> None:
	"""Make the head of each chain that has none; two people who begin a chain at once would block each other."""
	for number in range(CHAINS):
		if not frappe.db.exists(HEAD, f"{number:02}"):
			_make_head(f"{number:02}")


def _head(name: str):
	head = lock_head(name)
	if not head:
		_make_head(name)
		head = lock_head(name)
	return head


def _make_head(name: str) -> None:
	made = {"name": name, "first_sequence": 1, "first_digest": "", "last_sequence": 0, "last_digest": ""}
	row = frappe.get_doc({"doctype": HEAD, **made, "digest": _digest_of_head(made)})
	row.flags.written_by_code = True
	row.insert(ignore_permissions=True, ignore_if_duplicate=True)  # the chain is the system's


def _first_break(name: str, since: list | None) -> Break | None:
	head = frappe.db.get_value(HEAD, name, [*HEAD_FIELDS, "digest"], as_dict=True)
	if head.digest != _digest_of_head(head):
		return Break(name, 0, None, "The head of the chain was changed.")
	last, before = head.first_sequence - 1, head.first_digest
	if since and since[0] > last:
		last, before = since
		if last and frappe.db.get_value(LOG, {"chain": name, "sequence": last}, "digest") != before:
			return Break(name, last, None, "The rows that were there before were changed.")
	for row in _rows(name, last):
		if row.sequence != last + 1:
			return Break(name, last + 1, None, "A row is missing.")
		if row.digest != digest_of(row, before):
			return Break(name, row.sequence, row.name, "The row was changed.")
		last, before = row.sequence, row.digest
	if (last, before or "") != (head.last_sequence, head.last_digest or ""):
		return Break(name, last + 1, None, "The last rows are missing.")
	return None


def _rows(name: str, after: int) -> Iterator[frappe._dict]:
	"""Read the rows of a chain behind a place in their order, a thousand at a time."""
	while True:
		rows = frappe.get_all(
			LOG,
			filters={"chain": name, "sequence": [">", after]},
			fields=[*LINKED, "digest"],
			order_by="sequence",
			limit=ROWS_A_READ,
		)
		yield from rows
		if len(rows) < ROWS_A_READ:
			return
		after = rows[-1].sequence


def _digest_of_head(head: Mapping) -> str:
	return _mac(["head", *(_plain(head[field]) for field in HEAD_FIELDS)])


def _mac(texts: list[str]) -> str:
	text = json.dumps(texts, ensure_ascii=False).encode()
	return hmac.digest(keyring.log_key(), text, "sm3").hex()


def _plain(value) -> str:
	if isinstance(value, datetime):
		return value.isoformat(" ", "microseconds")
	return "" if value in (None, 0) else str(value)
