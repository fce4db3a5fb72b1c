"""Which requests were taken in already: one row for each key that a source gave, with a digest of what it sent.

The primary key is what makes an intake happen once: of two requests with one key the second waits for the first, and
then finds its row.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import frappe

from yumen_governance.registry.sealing import keyring

TABLE = "event_intake_key"
LONGEST_KEY = 140

Key = tuple[str, str]


@dataclass(frozen=True)
class Entry:
	"""A request that was taken in: what it said, and the event that it became."""

	digest: str
	event: str


def create_table() -> None:
	"""Make the table if the site lacks it."""
	frappe.db.sql_ddl(
		f"""create table if not exists `{TABLE}` (
			source varchar(140) not null,
			idempotency_key varchar({LONGEST_KEY}) not null,
			digest char(64) character set ascii collate ascii_bin not null,
			event varchar(140) not null,
			taken_on datetime(6) not null,
			primary key (source, idempotency_key),
			index by_time (taken_on)
		) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin"""
	)


def digest_of(text: str) -> str:
	"""Return the keyed digest of a request: it tells nothing of the phone number in it."""
	return hmac.digest(keyring.log_key(), f"intake\0{text}".encode(), "sha256").hex()


def known(keys: Iterable[Key], wait: bool = False) -> dict[Key, Entry]:
	"""Return the entries of these keys.

	:param wait: see also what other transactions stored since this one began
	"""
	wanted = list(keys)
	if not wanted:
		return {}
	places = ", ".join(["(%s, %s)"] * len(wanted))
	rows = frappe.db.sql(
		f"select source, idempotency_key, digest, event from `{TABLE}` where (source, idempotency_key) in ({places})"
		+ (" lock in share mode" if wait else ""),
		[part for key in wanted for part in key],
	)
	return {(source, key): Entry(digest, event) for source, key, digest, event in rows}


def claim(entries: dict[Key, Entry], now: datetime) -> dict[Key, Entry]:
	"""Store new entries and return what holds for their keys now: another's, where another request was first."""
	if not entries:
		return {}
	places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(entries))
	values = [(*key, entry.digest, entry.event, now) for key, entry in sorted(entries.items(), key=_by_key)]
	frappe.db.sql(
		f"insert ignore into `{TABLE}` (source, idempotency_key, digest, event, taken_on) values {places}",
		[value for row in values for value in row],
	)
	if frappe.db._cursor.rowcount == len(entries):
		return entries
	return known(entries, wait=True)


def forget(before: datetime, limit: int = 10_000) -> int:
	"""Remove the entries of requests taken in before a time; return how many were removed, at most `limit`."""
	frappe.db.sql(f"delete from `{TABLE}` where taken_on < %s limit {int(limit)}", before)
	return frappe.db._cursor.rowcount


def _by_key(item: tuple[Key, Entry]) -> Key:
	return item[0]
