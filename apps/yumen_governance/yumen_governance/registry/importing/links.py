"""Links as files name them: by a number or name of the other record, looked up for a whole chunk at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import frappe
from frappe import _

from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.doctype.standard_address.standard_address_shape import address_key
from yumen_governance.registry.importing.chunk import Chunk, Row
from yumen_governance.registry.importing.grids import Grids
from yumen_governance.registry.importing.plan import Plan
from yumen_governance.registry.sealing.blind_index import blind_all
from yumen_governance.registry.shape import shape_of

ADDRESSES, HOUSEHOLDS = "Standard Address", "Household"
NOT_LOOKED_UP = ("Grid", "Code Value")


class Links:
	"""The link fields of a plan that name other records."""

	def __init__(self, plan: Plan, grids: Grids, others: frozenset[str] = frozenset()):
		""":param others: fields that somebody else looks up"""
		meta = frappe.get_meta(plan.doctype)
		self.fields = [
			field
			for field in map(meta.get_field, plan.fields.values())
			if field.fieldtype == "Link"
			and field.options not in NOT_LOOKED_UP
			and field.fieldname not in others
		]
		self.fetched = {field.fieldname: meta.get_fields_to_fetch(field.fieldname) for field in self.fields}
		self.grids = grids

	def resolve(self, chunk: Chunk) -> None:
		"""Replace texts by names of records, and complain of those that are none."""
		for field in self.fields:
			self._resolve_field(field, [row for row in chunk.rows if row.given.get(field.fieldname)], chunk)

	def _resolve_field(self, field, rows: list[Row], chunk: Chunk) -> None:
		found = finder_of(field.options)({row.given[field.fieldname] for row in rows}) if rows else {}
		for row in rows:
			text = row.given[field.fieldname]
			try:
				row.given[field.fieldname] = self._choose(field.options, found.get(text, []), row)
			except ValueError as problem:
				chunk.complain(row.number, field.fieldname, text, str(problem))
				del row.given[field.fieldname]
		self._fetch(field, rows)

	def _choose(self, doctype: str, found: list[tuple[str, str | None]], row: Row) -> str:
		"""The one record that is meant: of several, the one in the row's grid."""
		mine = [name for name, grid in found if grid is None or self.grids.is_mine(grid)]
		near = [name for name, grid in found if name in mine and grid == row.given.get("grid")]
		chosen = near if len(near) == 1 else mine
		if not chosen:
			raise ValueError(_unregistered(doctype))
		if len(chosen) > 1:
			raise ValueError(
				_("{0} records have this name: {1}. Write the number instead.").format(
					len(chosen), _(doctype)
				)
			)
		return chosen[0]

	def _fetch(self, link, rows: list[Row]) -> None:
		"""Fill the fields that are fetched from the linked record."""
		fields = self.fetched[link.fieldname]
		names = {row.given.get(link.fieldname) for row in rows} - {None}
		if not fields or not names:
			return
		sources = {field.fieldname: field.fetch_from.split(".")[-1] for field in fields}
		stored = frappe.get_all(
			link.options, {"name": ["in", list(names)]}, ["name", *sources.values()], limit_page_length=0
		)
		values = {record.name: record for record in stored}
		for row in rows:
			linked = values.get(row.given.get(link.fieldname))
			for field in fields if linked else ():
				if not (field.fetch_if_empty and row.given.get(field.fieldname)):
					row.given[field.fieldname] = linked[sources[field.fieldname]]


def _unregistered(doctype: str) -> str:
	if doctype == HOUSEHOLDS:
		return _(
			"No household has this number. Correct it, or tick “Create Missing Households and Addresses”."
		)
	return _("There is no such record: {0}. Register it first, or correct the value.").format(_(doctype))


Finder = Callable[[Iterable[str]], dict[str, list[tuple[str, str | None]]]]


def finder_of(doctype: str) -> Finder:
	"""Return a function that finds records of a DocType by texts: name and grid of each candidate."""
	if doctype == ADDRESSES:
		return find_addresses
	return lambda texts: _find(doctype, list(texts))


def find_addresses(texts: Iterable[str]) -> dict[str, list[tuple[str, str | None]]]:
	"""Find standard addresses by the whole address, however it is punctuated."""
	keys = {text: address_key(text) for text in texts}
	stored = frappe.get_all(
		ADDRESSES,
		{"address_key": ["in", list(set(keys.values()))]},
		["name", "grid", "address_key"],
		limit_page_length=0,
	)
	names = {row.address_key: [(row.name, row.grid)] for row in stored}
	return {text: names.get(key, []) for text, key in keys.items()}


def _find(doctype: str, texts: list[str]) -> dict[str, list[tuple[str, str | None]]]:
	"""By the numbers that no two records have in common; what those don't know, by title."""
	found: dict[str, list] = defaultdict(list)
	if doctype in REGISTRY_DOCTYPES:
		for fieldname in shape_of(doctype).unique:
			_find_by(doctype, fieldname, texts, found)
	else:
		_find_by(doctype, "name", texts, found)
	title = frappe.get_meta(doctype).title_field
	if title and (unknown := [text for text in texts if text not in found]):
		_find_by(doctype, title, unknown, found)
	return found


def _find_by(doctype: str, fieldname: str, texts: list[str], found: dict[str, list]) -> None:
	seal = shape_of(doctype).seals.get(fieldname) if doctype in REGISTRY_DOCTYPES else None
	column = f"{fieldname}_index" if seal else fieldname
	texts_of = defaultdict(list)
	for text in texts:
		for stored in blind_all(seal.kind, seal.normalise(text)) if seal else [text]:
			texts_of[stored.lower()].append(text)
	table = frappe.qb.DocType(doctype)
	grid = [table.grid] if frappe.get_meta(doctype).has_field("grid") else []
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table[column], *grid)
		.where(table[column].isin(list(texts_of)))
	)
	for name, stored, *places in rows.run():
		for text in texts_of.get(str(stored).lower(), ()):
			found[text].append((name, places[0] if places else None))
