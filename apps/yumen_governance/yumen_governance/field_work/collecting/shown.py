"""Records of the registry as a phone shows them: what the desk's lists would show this person, and nothing sealed."""

from collections.abc import Iterable

import frappe
from frappe.model import no_value_fields, table_fields

from yumen_governance.field_work.collecting.kinds import HIDDEN_LEVEL
from yumen_governance.field_work.collecting.texts import child_columns, text_of
from yumen_governance.grid_management.related_rows import child_rows
from yumen_governance.permissions.scope import Scope, any_of
from yumen_governance.registry.code_lists import labels_of

Rows = list[dict]
ADDRESS = "Standard Address"


def columns_of(doctype: str) -> tuple[str, ...]:
	"""Return the columns of a DocType that a form may show somebody; sealed values and their traces are none."""
	return tuple(
		df.fieldname
		for df in frappe.get_meta(doctype).fields
		if df.fieldtype not in no_value_fields and (df.permlevel or 0) < HIDDEN_LEVEL
	)


def finish(doctype: str, rows: Rows, scope: Scope) -> Rows:
	"""Return rows without what this person doesn't read and without empty values, child rows and labels beside them.

	:param rows: as stored, with the columns of columns_of
	"""
	open_fields = readable_fields(doctype)
	shown = [{key: value for key, value in row.items() if key in open_fields and value} for row in rows]
	for fieldname, children in _child_rows(doctype, [row["name"] for row in rows], open_fields).items():
		for row in shown:
			if found := children.get(row["name"]):
				row[fieldname] = found
	for add in LABELS.get(doctype, ()):
		add(shown, scope)
	return shown


def current(doc, scope: Scope) -> dict:
	"""Return one stored record as a phone would show it, with `_texts`: how each value reads."""
	columns = columns_of(doc.doctype)
	(row,) = finish(doc.doctype, [{key: doc.get(key) for key in ("name", "modified", *columns)}], scope)
	texts = {name: text_of(doc.doctype, name, row[name]) for name in columns if name in row}
	return {**row, "modified": str(row["modified"]), "_texts": texts}


def readable_fields(doctype: str) -> frozenset[str]:
	"""Return the fields of a DocType that the person of the session reads, with name and modified."""
	meta = frappe.get_meta(doctype)
	levels = set(meta.get_permlevel_access("read"))
	read = {df.fieldname for df in meta.fields if (df.permlevel or 0) in levels - {HIDDEN_LEVEL}}
	return frozenset(read | {"name", "modified"})


def _child_rows(doctype: str, names: list[str], open_fields: Iterable[str]) -> dict[str, dict[str, Rows]]:
	"""Return the rows of every child table by table field and record, one query each table."""
	tables = [
		df
		for df in frappe.get_meta(doctype).fields
		if df.fieldtype in table_fields and df.fieldname in open_fields
	]
	return {df.fieldname: _rows_of(df.options, df.fieldname, doctype, names) for df in tables if names}


def _rows_of(table: str, parentfield: str, doctype: str, names: list[str]) -> dict[str, Rows]:
	found = child_rows(table, doctype, names, child_columns(table), parentfield)
	return {
		parent: [{key: value for key, value in row.items() if value} for row in rows]
		for parent, rows in found.items()
	}


def _add_address_texts(rows: Rows, scope: Scope) -> None:
	"""Say where a household or house lies, as far as the address is in the person's territory."""
	names = list({row["address"] for row in rows if row.get("address")})
	if not names:
		return
	address = frappe.qb.DocType(ADDRESS)
	texts = dict(
		frappe.qb.from_(address)
		.select(address.name, address.full_address)
		.where(address.name.isin(names) & any_of(scope.under(address.grid_path)))
		.run()
	)
	for row in rows:
		if text := texts.get(row.get("address")):
			row["address_text"] = text


def _add_relations(rows: Rows, scope: Scope) -> None:
	labels = labels_of(row["relation_to_head"] for row in rows if row.get("relation_to_head"))
	for row in rows:
		if label := labels.get(row.get("relation_to_head")):
			row["relation"] = label


LABELS = {
	"Household": (_add_address_texts,),
	"Rental House": (_add_address_texts,),
	"Organization": (_add_address_texts,),
	"Resident": (_add_relations,),
}
