"""Events that may be about the same matter: same person, same place, alike text; found by keys, not by reading.

A narrow table holds, for each event, the keys of its text and its place, with the community and the time of the report:
a search reads the few rows of its own keys in its own community and the last days. The same person is found by the
sealed phone's index, in the whole city.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe

from yumen_governance.events.intake.likeness import keys, likeness, pairs
from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.registry.sealing.blind_index import blind_all

EVENT = "Governance Event"
TABLE = "event_search_key"
BATCH = 1000
PERSON, PLACE, TEXT = "Same Person", "Same Place", "Similar Text"
# A cell of the map is 0.001 degrees: about 100 m; the eight around it are searched as well
CELLS = 1000
MOST = 10
# Of eight keys of a text, so many must be shared before the texts themselves are compared
SHARED_KEYS = 2
COMMUNITY_DEPTH = 3

Row = tuple[int, str, datetime, str]


@dataclass(frozen=True)
class Related:
	"""An event that may be about the same matter, and why; `share` of 0 to 100 is the likeness of the texts."""

	name: str
	reasons: tuple[str, ...]
	share: int


def create_table() -> None:
	"""Make the table if the site lacks it: clustered by key, community and time, so a search is one short range."""
	frappe.db.sql_ddl(
		f"""create table if not exists `{TABLE}` (
			search_key bigint unsigned not null,
			community varchar(15) character set ascii collate ascii_bin not null,
			reported_on datetime(6) not null,
			event varchar(140) not null,
			primary key (search_key, community, reported_on, event),
			index by_event (event),
			index by_time (reported_on)
		) engine=InnoDB"""
	)


def community_of(grid_path: str | None) -> str:
	"""Return the village or community of a path, the deepest grid above it where there is none."""
	names = [name for name in (grid_path or "").split(".") if name]
	return names[:COMMUNITY_DEPTH][-1] if names else ""


def rows_of(event: Mapping, reported_on: datetime) -> list[Row]:
	"""Return the rows of one event."""
	community = community_of(event.get("grid_path"))
	found = {*keys(_text(event)), *_place_keys(event)}
	return [(key, community, reported_on, event.get("name")) for key in sorted(found)]


def insert(rows: list[Row]) -> None:
	"""Insert rows of events, many in a statement."""
	for start in range(0, len(rows), BATCH):
		batch = rows[start : start + BATCH]
		places = ", ".join(["(%s, %s, %s, %s)"] * len(batch))
		frappe.db.sql(
			f"insert ignore into `{TABLE}` (search_key, community, reported_on, event) values {places}",
			[value for row in batch for value in row],
		)


def renew(event: Mapping, reported_on: datetime) -> None:
	"""Bring the rows of one saved event up to date."""
	frappe.db.sql(f"delete from `{TABLE}` where event = %s", event.get("name"))
	insert(rows_of(event, reported_on))


def follow_events(grid: str) -> None:
	"""Bring the rows of events in a grid and under it to the community in which they lie now, in one statement."""
	path = path_of(grid)
	if not path:
		return
	community = f"substring_index(substring_index(trim(trailing '.' from event.grid_path), '.', {COMMUNITY_DEPTH}), '.', -1)"
	frappe.db.sql(
		f"""update `{TABLE}` found inner join `tab{EVENT}` event on event.name = found.event
		set found.community = {community}
		where event.grid_path like %s and found.community != {community}""",
		f"{path}%",
	)


def forget(before: datetime, limit: int = 10_000) -> int:
	"""Remove rows of events reported before a time; return how many were removed, at most `limit`."""
	frappe.db.sql(f"delete from `{TABLE}` where reported_on < %s limit {int(limit)}", before)
	return frappe.db._cursor.rowcount


def find(event: Mapping, phone: str | None, now: datetime) -> list[Related]:
	"""Return events that may be about the same matter, the likeliest first, whoever may see them.

	:param event: an event or the values of one: title, description, address, longitude, latitude, grid_path, name
	:param phone: the plain, normalised number of the reporter
	"""
	since = now - timedelta(days=_setting("related_days"))
	reasons: dict[str, set[str]] = defaultdict(set)
	for name in _of_person(phone, since):
		reasons[name].add(PERSON)
	for name in _at_place(event, since):
		reasons[name].add(PLACE)
	shares = dict(_alike(event, since))
	for name in shares:
		reasons[name].add(TEXT)
	reasons.pop(event.get("name"), None)
	found = [Related(name, tuple(sorted(why)), shares.get(name, 0)) for name, why in reasons.items()]
	return sorted(found, key=lambda each: (-len(each.reasons), -each.share, each.name))[:MOST]


def reported_by(phone: str) -> list[str]:
	"""Return every event that the person with this plain number reported; the reader's rights are the caller's to ask."""
	return frappe.get_all(EVENT, {"reporter_phone_index": ["in", blind_all("phone", phone)]}, pluck="name")


def _of_person(phone: str | None, since: datetime) -> list[str]:
	if not phone:
		return []
	table = frappe.qb.DocType(EVENT)
	return (
		frappe.qb.from_(table)
		.select(table.name)
		.where(table.reporter_phone_index.isin(blind_all("phone", phone)) & (table.creation >= since))
		.orderby(table.name, order=frappe.qb.desc)
		.limit(MOST)
	).run(pluck=True)


def _at_place(event: Mapping, since: datetime) -> list[str]:
	found = _counted(list(_place_keys(event, around=True)), event, since)
	return [name for name, _number in found]


def _alike(event: Mapping, since: datetime) -> Iterator[tuple[str, int]]:
	"""Yield events of alike text with their share; candidates share keys, and are then compared in full."""
	candidates = [
		name for name, shared in _counted(keys(_text(event)), event, since) if shared >= SHARED_KEYS
	]
	own, least = pairs(_text(event)), _setting("related_share")
	rows = (
		frappe.get_all(EVENT, {"name": ["in", candidates]}, ["name", "title", "description"]) if own else []
	)
	for row in rows:
		share = round(100 * likeness(own, pairs(_text(row))))
		if share >= least:
			yield row.name, share


def _counted(wanted: list[int], event: Mapping, since: datetime) -> list[tuple[str, int]]:
	"""Return events of the same community by how many of these keys they have, most first."""
	if not wanted:
		return []
	return frappe.db.sql(
		f"""select event, count(*) shared from `{TABLE}`
		where search_key in ({', '.join(['%s'] * len(wanted))}) and community = %s and reported_on >= %s
		group by event order by shared desc, event desc limit {5 * MOST}""",
		[*wanted, community_of(event.get("grid_path")), since],
	)


def _text(event: Mapping) -> str:
	return f"{event.get('title') or ''} {event.get('description') or ''}"


def _place_keys(event: Mapping, around: bool = False) -> Iterator[int]:
	if address := "".join((event.get("address") or "").split()):
		yield _key("address", address)
	longitude, latitude = event.get("longitude"), event.get("latitude")
	if longitude and latitude:
		steps = (-1, 0, 1) if around else (0,)
		east, north = int(longitude * CELLS), int(latitude * CELLS)
		yield from (_key("cell", f"{east + dx} {north + dy}") for dx in steps for dy in steps)


def _key(kind: str, text: str) -> int:
	return int.from_bytes(hashlib.blake2b(f"{kind}\0{text}".encode(), digest_size=8).digest(), "big") >> 1


def _setting(name: str) -> int:
	return int(frappe.db.get_single_value("Event Settings", name) or 0)
