"""Households and addresses that a file of residents names: found, or made where the office wants it."""

from collections.abc import Callable
from datetime import date

import frappe
from frappe import _

from yumen_governance.registry.code_lists import code_name
from yumen_governance.registry.importing.chunk import Chunk, Row
from yumen_governance.registry.importing.digests import SeenKeys
from yumen_governance.registry.importing.grids import Grids
from yumen_governance.registry.importing.links import finder_of
from yumen_governance.registry.importing.plan import ADDRESS_TEXT, HOUSEHOLD, RESIDENCE, RESIDENT, Plan
from yumen_governance.registry.importing.stored import Records, new_record
from yumen_governance.registry.importing.written_address import parts_of
from yumen_governance.registry.names import new_name
from yumen_governance.registry.shape import shape_of

HOUSEHOLDS, ADDRESSES = "Household", "Standard Address"
NUMBER, RELATION = "household_number", "relation_to_head"
HEAD = code_name("kinship", "0")


class NamedPlaces:
	"""The households and addresses of one file of residents."""

	def __init__(self, plan: Plan, grids: Grids, today: date, total_rows: int):
		self.plan, self.grids = plan, grids
		named = set(plan.fields.values()) if plan.doctype == RESIDENT and plan.create_missing else set()
		self.fields = frozenset(named & {HOUSEHOLD, RESIDENCE})
		self.address_text = next((name for name in (RESIDENCE, ADDRESS_TEXT) if name in named), None)
		self.households = Maker(HOUSEHOLDS, plan, grids, today, total_rows) if HOUSEHOLD in named else None
		self.addresses = Maker(ADDRESSES, plan, grids, today, total_rows) if self.address_text else None

	def find(self, chunk: Chunk) -> None:
		"""Replace what rows name by what is registered of it; note the rest in their `makes`."""
		if self.addresses:
			self._find_addresses([row for row in chunk.rows if row.given.get(self.address_text)])
		if self.households:
			self._find_households(chunk, [row for row in chunk.rows if row.given.get(HOUSEHOLD)])

	def make(self, chunk: Chunk, stamp: str) -> None:
		"""Make what the rows that are imported name and nobody has registered."""
		rows = [row for row in (*chunk.inserted, *chunk.updated) if row.makes]
		for row in rows:
			row.record.setdefault("name", new_name())
		if self.addresses:
			chunk.made[ADDRESSES] = self.addresses.make(rows, RESIDENCE, lambda _rows: {}, stamp)
		if self.households:
			chunk.made[HOUSEHOLDS] = self.households.make(rows, HOUSEHOLD, _family_of, stamp)

	def finish(self, chunk: Chunk) -> None:
		"""Name the head of a household that an earlier chunk made without knowing them."""
		heads = [
			row.record[HOUSEHOLD]
			for row in chunk.inserted
			if row.record.get(RELATION) == HEAD and row.record.get(HOUSEHOLD)
		]
		if not self.households or not heads:
			return
		household, resident = frappe.qb.DocType(HOUSEHOLDS), frappe.qb.DocType(RESIDENT)
		(
			frappe.qb.update(household)
			.join(resident)
			.on((resident.household == household.name) & (resident.relation_to_head == HEAD))
			.set(household.head, resident.name)
			.set(household.head_name, resident.resident_name)
			.where(household.name.isin(heads) & household.head.isnull())
			.where((household.owner == self.plan.user) & (household.creation >= self.plan.began))
		).run()

	def _find_households(self, chunk: Chunk, rows: list[Row]) -> None:
		found = finder_of(HOUSEHOLDS)({row.given[HOUSEHOLD] for row in rows}) if rows else {}
		for row in rows:
			number, grid = row.given.pop(HOUSEHOLD), row.given.get("grid")
			here = [name for name, place in found.get(number, ()) if place == grid]
			if here:
				row.given[HOUSEHOLD] = here[0]
			elif number in found:
				message = _("This household is registered in grid {0}. Correct its number or the grid.")
				chunk.complain(row.number, HOUSEHOLD, number, message.format(found[number][0][1]))
			elif problem := self.households.problem({NUMBER: number}):
				chunk.complain(row.number, HOUSEHOLD, number, problem)
			else:
				row.makes[HOUSEHOLD] = (number, {NUMBER: number, "grid": grid})

	def _find_addresses(self, rows: list[Row]) -> None:
		composed = {row.number: self._composed(row) for row in rows}
		texts = {row.given[self.address_text] for row in rows} | {
			text for text, _ in composed.values() if text
		}
		found = finder_of(ADDRESSES)(texts) if texts else {}
		for row in rows:
			text, parts = composed[row.number]
			written = row.given.pop(RESIDENCE, None) or row.given[self.address_text]
			names = [*found.get(written, ()), *found.get(text, ())]
			if names:
				row.given[RESIDENCE] = names[0][0]
			elif text:
				row.makes[RESIDENCE] = (text, parts)

	def _composed(self, row: Row) -> tuple[str | None, dict]:
		"""The address as it would be registered, and its parts; None when too little is told for that."""
		place = self.grids.places.get(row.given.get("grid"))
		parts = parts_of(row.given[self.address_text], place) if place and place.village else None
		if not parts:
			return None, {}
		parts["grid"] = place.name
		return self.addresses.derived(parts)["full_address"], parts


class Maker:
	"""Makes records of one DocType in the wake of others."""

	def __init__(self, doctype: str, plan: Plan, grids: Grids, today: date, total_rows: int):
		self.plan, self.grids, self.today = plan, grids, today
		self.shape, self.records = shape_of(doctype), Records(doctype)
		self.blank = new_record(doctype, plan.user)
		self.lengths = {
			field.fieldname: field.length for field in frappe.get_meta(doctype).fields if field.length
		}
		self.counted = SeenKeys(0 if plan.writes else total_rows)

	def derived(self, values: dict) -> dict:
		"""Return a record with these values and what follows from them."""
		record = {**self.blank, **values}
		self.shape.derive(record, self.today)
		return record

	def problem(self, values: dict) -> str | None:
		"""Say what is wrong with these values, None if nothing is."""
		for name, value in values.items():
			if len(value) > self.lengths.get(name, len(value)):
				return _("At most {0} characters, this has {1}.").format(self.lengths[name], len(value))
		return next(
			(found.message for found in self.shape.every_problem(self.derived(values), self.today)), None
		)

	def make(
		self, rows: list[Row], fieldname: str, more: Callable[[list[Row]], dict], stamp: str
	) -> list[str]:
		"""Make one record for each text that rows name, and link the rows to it.

		:param fieldname: the link from row to record
		:param more: adds to a record what its rows tell
		:return: the names of the records
		"""
		made = []
		for text, named in _by_text(rows, fieldname).items():
			values = named[0].makes[fieldname][1] | more(named)
			record = self.derived(values) | {"name": new_name(), "creation": stamp, "modified": stamp}
			record["grid_path"] = self.grids.path_of(record["grid"])
			for row in named:
				row.record[fieldname] = record["name"]
			if self.counted.row_of(text) is None:
				made.append(record)
			if not self.plan.writes:
				self.counted.add(text, 1)
		if self.plan.writes:
			self.records.insert(made)
		return [record["name"] for record in made]


def _by_text(rows: list[Row], fieldname: str) -> dict[str, list[Row]]:
	found: dict[str, list[Row]] = {}
	for row in rows:
		if fieldname in row.makes:
			found.setdefault(row.makes[fieldname][0], []).append(row)
	return found


def _family_of(rows: list[Row]) -> dict:
	"""What the residents of a household tell of it: its head, and where it lives."""
	head = next((row.record for row in rows if row.record.get(RELATION) == HEAD), None)
	first = head or rows[0].record
	return {
		"head": head and head["name"],
		"head_name": first.get("resident_name"),
		"address": first.get(RESIDENCE),
	}
