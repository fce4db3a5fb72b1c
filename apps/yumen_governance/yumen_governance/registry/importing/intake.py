"""Taking a file in: what its columns are, and what is missing before it can be imported."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import frappe
from frappe import _

from yumen_governance.registry.importing import storage, targets
from yumen_governance.registry.importing.files.problem import refuse
from yumen_governance.registry.importing.files.table import Head, head_of
from yumen_governance.registry.importing.plan import Plan
from yumen_governance.registry.importing.shown import shown_in
from yumen_governance.registry.shape import shape_of

IMPORT, COLUMN = "Registry Import", "Registry Import Column"
BLOCK = 1024 * 1024
SAMPLES = 3


def take_in(doc) -> None:
	"""Read the beginning of the uploaded file into an import: kind, header, and which column is which field.

	:raises FileProblem: the file is none that can be imported
	"""
	place = storage.coming_of(doc.name)
	head = _head(doc, place)
	if not any(head.header):
		refuse(_("The header is empty. Download the template and fill it in."))
	header_hash = _digest(json.dumps(head.header, ensure_ascii=False).encode())
	doc.update(
		{
			"file_kind": head.kind,
			"file_encoding": head.encoding,
			"file_hash": hash_of(place),
			"file_size": place.stat().st_size,
			"header_row": head.header_row,
			"header_hash": header_hash,
			"status": "Uploaded",
		}
	)
	_set_columns(doc, head)
	storage.keep(doc.name)


def head_of_import(doc) -> Head:
	"""Return the beginning of the file of an import."""
	return _head(doc, storage.upload_of(doc.name))


def targets_of(doc) -> dict[str, targets.Target]:
	"""Return the fields that the person at work may fill by an import."""
	return targets.targets_of(doc.reference_doctype, frappe.session.user)


def hash_of(path: Path) -> str:
	"""Return the SHA-256 of a file, in hexadecimal digits."""
	digest = hashlib.sha256()
	with path.open("rb") as file:
		while block := file.read(BLOCK):
			digest.update(block)
	return digest.hexdigest()


def plan_of(doc, user: str, writes: bool) -> Plan:
	"""Return the plan of an import.

	:raises FileProblem: the file has no column for a field that a new record can't do without, or two for one field
	"""
	fields = {column.position: column.target for column in doc.columns if column.target}
	known = targets.targets_of(doc.reference_doctype, user)
	inserts, updates = doc.existing_records != "Only Update", doc.existing_records != "Skip"
	refuse_mapping(fields.values(), known, inserts)
	return Plan(
		doctype=doc.reference_doctype,
		fields=fields,
		width=len(doc.columns),
		user=user,
		insert=inserts,
		update=updates,
		clear=updates and doc.empty_cells == "Clear",
		create_missing=bool(doc.create_missing),
		writes=writes,
		began=str(doc.started_on or ""),
	)


def refuse_mapping(fields: Iterable[str], known: dict[str, targets.Target], inserts: bool) -> None:
	"""Refuse columns that can't be imported as they are.

	:param inserts: whether new records may be made, which need more columns
	:raises FileProblem: with every column that is missing, doubled or not the person's to fill
	"""
	fields = list(fields)
	doubled = {name for name in fields if fields.count(name) > 1}
	strange = [name for name in fields if name not in known]
	missing = [target.label for name, target in known.items() if target.wanted and name not in fields]
	missing = missing if inserts else []
	if strange:
		refuse(_("You may not fill this field by an import: {0}").format("、".join(strange)))
	if doubled:
		labels = "、".join(known[name].label for name in doubled)
		refuse(_("Two columns are mapped to the same field: {0}. Leave one of them empty.").format(labels))
	if missing:
		refuse(
			_(
				"The file has no column for: {0}. Say in the list of columns which one it is, or add it to the file."
			).format("、".join(missing))
		)


def _head(doc, place: Path) -> Head:
	return head_of(place, storage.limits(), targets.knows(doc.reference_doctype, targets_of(doc)))


def _set_columns(doc, head: Head) -> None:
	known = targets_of(doc)
	remembered = _remembered(doc, known)
	mapping = remembered or targets.map_header(doc.reference_doctype, head.header, known)
	shape = shape_of(doc.reference_doctype)
	doc.set("columns", [])
	for position, header in enumerate(head.header):
		texts = [cells[position] for _number, cells in head.rows[:SAMPLES] if position < len(cells)]
		shown = [shown_in(shape, mapping[position], text) for text in texts if text.strip()]
		doc.append(
			"columns",
			{
				"header": header[:140],
				"target": mapping[position] or "",
				"sample": "、".join(shown)[:140],
				"position": position,
			},
		)


def _remembered(doc, known: dict[str, targets.Target]) -> list[str | None] | None:
	"""The mapping that was used last for the same header, None without one."""
	last = frappe.get_all(
		IMPORT,
		{
			"reference_doctype": doc.reference_doctype,
			"header_hash": doc.header_hash,
			"name": ["!=", doc.name],
			"started_on": ["is", "set"],
		},
		pluck="name",
		order_by="creation desc",
		limit=1,
	)
	if not last:
		return None
	rows = frappe.get_all(COLUMN, {"parent": last[0]}, ["target"], order_by="position")
	return [row.target if row.target in known else None for row in rows]


def _digest(data: bytes) -> str:
	return hashlib.sha256(data).hexdigest()[:32]
