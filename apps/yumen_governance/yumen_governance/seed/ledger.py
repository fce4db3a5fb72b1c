"""The seed mechanism: records that the app plants once and renews only while nobody touched them.

The ledger (DocType Seeded Record) remembers for each record what the app wanted (a fingerprint) and what
was stored then, so that an upgrade renews untouched records, leaves changed ones with the difference
written down, and never brings back a deleted one.
"""

import difflib
import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy

import frappe
from frappe.model.document import bulk_insert

from yumen_governance import __version__

CURRENT, CHANGED, REMOVED = "Current", "Changed Here", "Removed Here"


def ensure(doctype: str, name: str, values: dict) -> str:
	"""Bring one seeded record up to date, leaving what somebody changed or deleted.

	:param values: fields, and lists of rows for child tables; only these are compared and renewed
	:return: what was done: insert, adopt, renew, keep, leave or gone
	"""
	entry = _ledger_entry(doctype, name)
	exists = bool(frappe.db.exists(doctype, name))
	stored = project(frappe.get_doc(doctype, name), values, entry.seeded) if exists else None
	deed = decide(entry, stored, values, single=bool(frappe.get_meta(doctype).issingle))
	if deed in ("insert", "renew"):
		_write(doctype, name, values, is_new=deed == "insert")
		stored = project(frappe.get_doc(doctype, name), values, entry.seeded)
	_remember(entry, deed, stored, values)
	return deed


def ensure_many(doctype: str, records: dict[str, dict]) -> None:
	"""Bring many seeded records of one DocType up to date, as `ensure` does each.

	What is new is inserted in bulk, and what is in order costs two queries altogether.

	:param records: flat values by name, the same fields for each
	"""
	entries, stored = _ledger_entries(doctype), _stored(doctype, records)
	new = {name: values for name, values in records.items() if name not in entries and name not in stored}
	_plant(doctype, new)
	for name, values in records.items():
		if name not in new and not _in_order(entries.get(name), stored.get(name), values):
			ensure(doctype, name, values)


def ensure_each(doctype: str, records: dict[str, dict], stored: Mapping[str, dict]) -> None:
	"""Bring seeded records with tables up to date, as `ensure` does each; those in order are only looked at.

	:param stored: the records of the site with their tables, by name
	"""
	entries = _ledger_entries(doctype)
	for name, values in records.items():
		if not _in_order(entries.get(name), stored.get(name), values):
			ensure(doctype, name, values)


def decide(entry, stored: dict | None, values: dict, single: bool = False) -> str:
	"""Say what to do with a seeded record; pure.

	:param entry: the ledger's row: known, seeded (what was stored at seeding), fingerprint
	:param stored: what the site has now, None without the record
	:param values: what this version of the app wants
	"""
	if not entry.known:
		if stored is None:
			return "insert"
		return "renew" if single else "adopt"
	if stored is None:
		return "gone"
	if only(stored, entry.seeded) != entry.seeded:
		return "adopt" if _is_wanted(stored, values) else "leave"
	return "keep" if entry.fingerprint == fingerprint(values) else "renew"


def _is_wanted(stored: dict, values: dict) -> bool:
	"""Whether a record is what the app wants now, whoever made it so, or an upgrade that was broken off."""
	return only(stored, values) == project(frappe._dict(values), values)


def fingerprint(values: dict) -> str:
	"""Return a short digest of what the app wants for a record."""
	return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def project(doc, *shapes: dict) -> dict:
	"""Reduce a document to the fields of the given shapes, as plain texts that compare."""
	fields = {key: value for shape in shapes for key, value in shape.items()}
	return {key: _plain(doc.get(key), value) for key, value in fields.items()}


def only(stored: dict, shape: dict) -> dict:
	"""Reduce a projection to the fields of a narrower shape."""
	return {key: stored.get(key) for key in shape}


def _plain(value, shape):
	if isinstance(shape, list):
		columns = sorted({key for row in shape for key in row})
		return [{key: _plain(row.get(key), None) for key in columns} for row in value or []]
	if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()):
		value = int(value)
	return "" if value in (None, "", 0) else str(value)


def _write(doctype: str, name: str, values: dict, is_new: bool) -> None:
	doc = frappe.new_doc(doctype) if is_new else frappe.get_doc(doctype, name)
	doc.update(deepcopy(values))
	doc.flags.ignore_mandatory = bool(doc.meta.issingle)
	if is_new:
		doc.insert(ignore_permissions=True, set_name=name)  # seeding runs at install and migrate
	else:
		doc.save(ignore_permissions=True)  # seeding runs at install and migrate


def _ledger_entry(doctype: str, name: str):
	key = {"reference_doctype": doctype, "reference_name": name}
	row = frappe.db.get_value(
		"Seeded Record", key, ["name", "fingerprint", "seeded_values", "app_version"], as_dict=True
	)
	return frappe._dict(
		key,
		known=bool(row),
		row=row and row.name,
		fingerprint=row and row.fingerprint,
		seeded=json.loads(row.seeded_values or "{}") if row else {},
		app_version=row and row.app_version,
	)


def _ledger_entries(doctype: str) -> dict[str, frappe._dict]:
	rows = frappe.get_all(
		"Seeded Record",
		{"reference_doctype": doctype},
		["reference_name", "status", "fingerprint", "seeded_values"],
	)
	return {
		row.reference_name: frappe._dict(row, known=True, seeded=json.loads(row.seeded_values or "{}"))
		for row in rows
	}


def _in_order(entry, row, values: dict) -> bool:
	known = entry and row and entry.status == CURRENT
	return bool(known and decide(entry, project(row, values, entry.seeded), values) == "keep")


def _stored(doctype: str, records: dict[str, dict]) -> dict[str, frappe._dict]:
	fields = {field for values in records.values() for field in values}
	rows = frappe.get_all(doctype, {"name": ["in", list(records)]}, ["name", *sorted(fields)])
	return {row.name: row for row in rows}


def _plant(doctype: str, records: dict[str, dict]) -> None:
	docs, rows = [], []
	for name, values in records.items():
		doc = _new(doctype, name, values)
		doc.run_method("validate")
		docs.append(doc)
		entry = frappe._dict(reference_doctype=doctype, reference_name=name)
		seeded = project(doc, values)
		ledger = _ledger_values(entry, "insert", seeded, seeded, values)
		rows.append(_new("Seeded Record", frappe.generate_hash(length=10), ledger))
	bulk_insert(doctype, docs)
	bulk_insert("Seeded Record", rows)


def _new(doctype: str, name: str, values: dict):
	doc = frappe.new_doc(doctype)
	doc.update({**values, "name": name, "owner": frappe.session.user})
	return doc


def _remember(entry, deed: str, stored: dict | None, values: dict) -> None:
	wanted = project(frappe._dict(values), values)
	seeded = entry.seeded
	if deed in ("insert", "renew", "keep"):
		seeded = only(stored, values)
	elif deed == "adopt":
		seeded = wanted
	if deed == "adopt" and only(stored, values) != wanted:
		deed = "leave"
	row = frappe.get_doc("Seeded Record", entry.row) if entry.known else frappe.new_doc("Seeded Record")
	before = row.as_dict().copy()
	row.update(_ledger_values(entry, deed, seeded, stored, values))
	if not entry.known or any(
		row.get(key) != before.get(key) for key in ("status", "fingerprint", "difference")
	):
		row.save(ignore_permissions=True)  # the ledger is the system's


def _ledger_values(entry, deed: str, seeded: dict, stored: dict | None, values: dict) -> dict:
	untouched = deed in ("insert", "renew", "keep", "adopt")
	status = CURRENT if untouched else REMOVED if deed == "gone" else CHANGED
	return {
		"reference_doctype": entry.reference_doctype,
		"reference_name": entry.reference_name,
		"status": status,
		"fingerprint": fingerprint(values) if untouched else entry.fingerprint,
		"app_version": __version__ if untouched else entry.app_version,
		"seeded_values": json.dumps(seeded, sort_keys=True, ensure_ascii=False),
		"difference": difference(only(stored, values), values) if status == CHANGED else None,
	}


def difference(stored: dict, values: dict) -> str:
	"""Return as text what the site has (-) and what the app would seed (+)."""
	texts = [
		json.dumps(side, indent=1, sort_keys=True, ensure_ascii=False).splitlines()
		for side in (stored, project(frappe._dict(values), values))
	]
	return "\n".join(line for line in difflib.ndiff(*texts) if line[0] in "+-")
