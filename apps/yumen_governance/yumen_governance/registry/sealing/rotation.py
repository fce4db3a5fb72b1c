"""Rotation of the registry's keys: a new version seals, everything is sealed anew, older versions are retired.

May be killed at any point and run again: what is sealed with the current key is left alone. A record that somebody saves
in between wins, because an envelope is replaced only where it is still the one that was read. Nothing here commits.
"""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from yumen_governance.registry.sealing import keyring
from yumen_governance.registry.sealing.blind_index import blind
from yumen_governance.registry.sealing.envelope import EnvelopeError, is_outdated, seal, unseal
from yumen_governance.registry.shape import sealing_doctypes, shape_of

BATCH = 500
# Requests and jobs that began with the old key have ended after this time
SECONDS_OF_GRACE = 180
# Envelopes that hold rows of other records, as they were before an import, for its undo
IMPORT, IMPORT_CHUNK = "Registry Import", "Registry Import Chunk"


@dataclass
class Step:
	"""What one batch did: how many records, how many of them are new, and whose envelope could not be replaced."""

	doctype: str
	read: int = 0
	resealed: int = 0
	failed: dict[str, str] = field(default_factory=dict)
	last: str | None = None


def begin() -> keyring.Key:
	"""Return the key to seal with: the one of a rotation that isn't finished, or a new one."""
	return keyring.current() if len(keyring.keys()) > 1 else keyring.add_version()


def steps(key: keyring.Key) -> Iterator[Step]:
	"""Seal everything anew, batch by batch; the caller commits after each."""
	for doctype in keyring.sealed_doctypes():
		after = ""
		while step := reseal(doctype, key, after):
			yield step
			after = step.last


def outdated(key: keyring.Key, wait: bool = False) -> dict[str, int]:
	"""Return how many envelopes of each DocType are not of this key.

	:param wait: wait for other transactions that are writing envelopes, until this one ends
	"""
	numbers = {}
	for doctype in keyring.sealed_doctypes():
		table = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(table).select(Count("*")).where(_is_old(table, key))
		number = (query.for_update() if wait else query).run()[0][0]
		if number:
			numbers[doctype] = number
	return numbers


def reseal(doctype: str, key: keyring.Key, after: str = "") -> Step | None:
	"""Seal the next records of a DocType anew; None when there are no more.

	:param after: name of the last record of the step before
	"""
	table = frappe.qb.DocType(doctype)
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table.sealed, *_more_columns(table))
		.where((table.name > after) & _is_old(table, key))
		.orderby(table.name)
		.limit(BATCH)
	).run(as_dict=True)
	if not rows:
		return None
	step = Step(doctype, read=len(rows), last=rows[-1].name)
	made = [new for row in rows if (new := _made_anew(doctype, row, key, step))]
	_replace(doctype, made, step)
	return step


def seconds_to_wait() -> int:
	"""Return how long older keys must still be held, for requests that began before the last change of the keys."""
	return max(0, int(SECONDS_OF_GRACE - (time.time() - keyring.path().stat().st_mtime)))


def retire_older(key: keyring.Key) -> list[int]:
	"""Retire every version but this one.

	:return: the versions that are gone
	:raises keyring.KeyringError: something is still sealed with one of them, or was a moment ago
	"""
	left = outdated(key, wait=True)
	if left or seconds_to_wait():
		frappe.throw(
			_("Older keys are still in use: {0}. Run the rotation again.").format(
				left or _("wait a few minutes")
			),
			keyring.KeyringError,
		)
	older = [version for version in sorted(keyring.keys()) if version != key.version]
	for version in older:
		keyring.retire(version)
	return older


def _is_old(table, key: keyring.Key):
	return table.sealed.isnotnull() & (table.sealed != "") & table.sealed.not_like(f"{key.version}:%")


def _more_columns(table) -> list:
	return [table.registry_import] if table.get_table_name() == f"tab{IMPORT_CHUNK}" else []


def _made_anew(doctype: str, row: Mapping, key: keyring.Key, step: Step) -> dict | None:
	"""Return the columns of a record under the new key, with its name and the envelope that they replace."""
	try:
		values = unseal(doctype, row["name"], row["sealed"])
		if doctype == IMPORT_CHUNK:
			values = _renewed_rows(row["registry_import"], values, key)
	except EnvelopeError as error:
		frappe.clear_last_message()
		step.failed[row["name"]] = str(error)
		return None
	envelope = seal(doctype, row["name"], values, key)
	return {"name": row["name"], "old": row["sealed"], "sealed": envelope, **indexes(doctype, values, key)}


def indexes(doctype: str, values: Mapping[str, str], key: keyring.Key) -> dict[str, str | None]:
	"""Return the blind indexes of a record's plain values under a key, by column."""
	ways = shape_of(doctype).seals if doctype in sealing_doctypes() else {}
	return {
		f"{name}_index": blind(way.kind, values[name], key) if values.get(name) else None
		for name, way in ways.items()
		if way.indexed
	}


def _renewed_rows(registry_import: str, values: Mapping[str, str], key: keyring.Key) -> dict[str, str]:
	"""Renew the envelopes and indexes of the rows that the undo of an import would bring back."""
	before = json.loads(values.get("before") or "{}")
	doctype = frappe.db.get_value(IMPORT, registry_import, "reference_doctype")
	for name, (_row, stored) in before.items():
		if stored.get("sealed") and is_outdated(stored["sealed"], key):
			plain = unseal(doctype, name, stored["sealed"])
			renewed = {"sealed": seal(doctype, name, plain, key), **indexes(doctype, plain, key)}
			stored.update({column: value for column, value in renewed.items() if column in stored})
	return {**values, "before": json.dumps(before, ensure_ascii=False)}


def _replace(doctype: str, made: list[dict], step: Step) -> None:
	"""Replace envelopes in one statement; one by one where two records turn out to be the same person."""
	if not made:
		return
	try:
		step.resealed += _update(doctype, made)
	except Exception as error:
		if not frappe.db.is_duplicate_entry(error):
			raise
		for row in made:
			_replace_one(doctype, row, step)


def _replace_one(doctype: str, row: dict, step: Step) -> None:
	try:
		step.resealed += _update(doctype, [row])
	except Exception as error:
		if not frappe.db.is_duplicate_entry(error):
			raise
		step.failed[row["name"]] = _("Another record has the same number.")


def _update(doctype: str, made: list[dict]) -> int:
	"""Put new columns into the records that still have the envelope that was read; return how many had."""
	columns = [column for column in made[0] if column not in ("name", "old")]
	first = ", ".join(f"%s as `{column}`" for column in made[0])
	others = f" union all select {', '.join(['%s'] * len(made[0]))}" * (len(made) - 1)
	changes = ", ".join(f"record.`{column}` = made.`{column}`" for column in columns)
	frappe.db.sql(
		f"""update `tab{doctype}` record join (select {first}{others}) made
		on record.name = made.name and record.sealed = made.old set {changes}""",
		[value for row in made for value in row.values()],
	)
	return frappe.db._cursor.rowcount
