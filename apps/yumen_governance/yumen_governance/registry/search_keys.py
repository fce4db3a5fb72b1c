"""Search keys: what a resident is found by, in a narrow table of their own.

Each row says: this key, in this grid, is that resident. A search reads one short range of an index, whatever the size
of the city, instead of comparing every name with a pattern. Keys are 64-bit digests; those of
sealed values (address) are keyed like the blind index, so the table tells nothing without the keys.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

import frappe

from yumen_governance.registry.address_parts import parts_of
from yumen_governance.registry.pinyin import readings_of
from yumen_governance.registry.sealing import keyring
from yumen_governance.registry.sealing.blind_index import blind
from yumen_governance.registry.sealing.envelope import unseal

TABLE = "registry_search_key"
COLUMNS = ("resident", "search_key", "grid")
NAME, INITIALS, TAIL, ADDRESS = "name", "initials", "tail", "address"
BATCH = 2000
READ = ("name", "grid", "resident_name", "former_name", "id_number_tail", "phone_tail", "sealed", "status")
FOUND = ("Active",)

Row = tuple[str, int, str]


def create_table() -> None:
	"""Make the table if the site lacks it: clustered by resident, searched by key and grid."""
	frappe.db.sql_ddl(
		f"""create table if not exists `{TABLE}` (
			resident varchar(24) character set ascii collate ascii_bin not null,
			search_key bigint unsigned not null,
			grid varchar(15) character set ascii collate ascii_bin not null,
			primary key (resident, search_key),
			index by_key (search_key, grid)
		) engine=InnoDB"""
	)


def key_of(kind: str, text: str, key: keyring.Key | None = None) -> int:
	"""Return the digest of one searchable text.

	:param key: which version of the registry's keys, for kinds that are sealed; the current one unless given
	"""
	if kind == ADDRESS:
		return int(blind(kind, text, key)[:16], 16)
	return int.from_bytes(hashlib.blake2b(f"{kind}\0{text}".encode(), digest_size=8).digest(), "big")


def texts_of(record: Mapping, address: str | None) -> Iterator[tuple[str, str]]:
	"""Yield kind and text of everything that a resident is found by.

	:param record: a resident, masked or plain: names and tails are read
	:param address: the plain detailed address
	"""
	for name in filter(None, (record.get("resident_name"), record.get("former_name"))):
		yield from ((NAME, part) for part in pieces(name))
		for reading in readings_of(name):
			yield from ((INITIALS, part) for part in pieces(reading))
	for tail in filter(None, (record.get("id_number_tail"), record.get("phone_tail"))):
		yield TAIL, tail.upper()
	yield from ((ADDRESS, part) for part in parts_of(address or ""))


def pieces(text: str) -> set[str]:
	"""Return every pair of neighbours in a text, and the text itself: 张小明 → 张小, 小明, 张小明."""
	return {text, *(text[start : start + 2] for start in range(len(text) - 1))} - {""}


def rows_of(record: Mapping, address: str | None) -> list[Row]:
	"""Return the rows of one resident, none for one who left."""
	if (record.get("status") or FOUND[0]) not in FOUND:
		return []
	keys = {key_of(kind, text) for kind, text in texts_of(record, address)}
	return [(record.get("name"), key, record.get("grid")) for key in sorted(keys)]


def renew(doc, address: str | None) -> None:
	"""Bring the rows of one saved resident up to date."""
	remove([doc.name])
	insert(rows_of(doc, address))


def remove(residents: Iterable[str]) -> None:
	"""Remove the rows of these residents."""
	table = frappe.qb.Table(TABLE)
	names = list(residents)
	if names:
		frappe.qb.from_(table).delete().where(table.resident.isin(names)).run()


def insert(rows: list[Row]) -> None:
	"""Insert rows of residents that have none yet, many in one statement."""
	for start in range(0, len(rows), BATCH):
		batch = rows[start : start + BATCH]
		places = ", ".join(["(%s, %s, %s)"] * len(batch))
		frappe.db.sql(
			f"insert into `{TABLE}` ({', '.join(COLUMNS)}) values {places}",
			[value for row in batch for value in row],
		)


def follow_residents(grid: str) -> None:
	"""Bring the rows of residents who came into a grid together along, in one statement."""
	table, resident = frappe.qb.Table(TABLE), frappe.qb.DocType("Resident")
	came = frappe.qb.from_(resident).select(resident.name).where(resident.grid == grid)
	frappe.qb.update(table).set(table.grid, grid).where(table.resident.isin(came)).run()


def rebuild(after: str = "", limit: int = BATCH) -> str | None:
	"""Bring the rows of the next residents up to date, in one statement each way.

	:param after: name of the last resident of the batch before
	:return: the last name of this batch, None after the last batch; the caller commits between batches
	"""
	resident = frappe.qb.DocType("Resident")
	batch = (
		frappe.qb.from_(resident)
		.select(*(resident[column] for column in READ))
		.where(resident.name > after)
		.orderby(resident.name)
		.limit(limit)
		.run(as_dict=True)
	)
	remove(row.name for row in batch)
	insert([key for row in batch for key in rows_of(row, address_of(row))])
	return batch[-1].name if len(batch) == limit else None


def address_of(row: Mapping) -> str | None:
	"""Return the plain detailed address of a stored resident, for its keys only."""
	return unseal("Resident", row.get("name"), row.get("sealed")).get("address_detail")
