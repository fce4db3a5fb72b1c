"""What the framework's change log (Version) keeps of a registry record.

A form shows its versions to everybody who may open it, whatever the permission level of the fields. So a version names
each field that was changed, but of a field above level 0 it doesn't tell the values, and it is silent about the
record's machinery. Codes are written as words.
"""

import json

import frappe
from frappe.model import table_fields

from yumen_governance.registry.code_lists import labels_of
from yumen_governance.registry.shape import Shape, sealing_doctypes, shape_of, shaped_doctypes

HIDDEN_LEVEL = 9
HIDDEN = "****"
ROWS = ("added", "removed", "row_changed")


def keep_discreet(doc, method: str | None = None) -> None:
	"""Before a Version is stored: take out what not every reader of the record may know."""
	if doc.ref_doctype in shaped_doctypes():
		doc.data = json.dumps(discreet(doc.ref_doctype, doc.get_data()), ensure_ascii=False)
	elif doc.ref_doctype in sealing_doctypes():
		doc.data = json.dumps(without_machinery(doc.ref_doctype, doc.get_data()), ensure_ascii=False)


def without_machinery(doctype: str, data: dict) -> dict:
	"""Return the data of a version without envelopes and indexes."""
	hidden = {df.fieldname for df in frappe.get_meta(doctype).fields if (df.permlevel or 0) >= HIDDEN_LEVEL}
	return {**data, "changed": [row for row in data.get("changed") or () if row[0] not in hidden]}


def discreet(doctype: str, data: dict) -> dict:
	"""Return the data of a version without values above level 0, codes as words.

	:param data: changed rows (field, old, new), and rows of tables: added, removed, row_changed
	"""
	meta, shape = frappe.get_meta(doctype), shape_of(doctype)
	levels = {df.fieldname: df.permlevel or 0 for df in meta.fields}
	changed = [row for row in data.get("changed") or () if levels.get(row[0], 0) < HIDDEN_LEVEL]
	labels = labels_of(value for row in changed if row[0] in shape.codes for value in row[1:])
	hidden_tables = {df.fieldname for df in meta.fields if df.fieldtype in table_fields and df.permlevel}
	touched = {row[0] for kind in ROWS for row in data.get(kind) or () if row[0] in hidden_tables}
	return {
		**data,
		**{kind: [row for row in data.get(kind) or () if row[0] not in hidden_tables] for kind in ROWS},
		"changed": [
			*(_shown(row, levels, shape, labels) for row in changed),
			*([fieldname, HIDDEN, HIDDEN] for fieldname in sorted(touched)),
		],
	}


def _shown(row: list, levels: dict[str, int], shape: Shape, labels: dict[str, str]) -> list:
	fieldname, *values = row
	if levels.get(fieldname):
		return [fieldname, *(HIDDEN if value else value for value in values)]
	if fieldname in shape.codes:
		return [fieldname, *(labels.get(value, value) for value in values)]
	return row
