"""Who is who: rows that mean the same record, in the file and in the table.

A shape names groups of fields, best first, each of which tells one record from another. A better group overrules a
lesser one: two people with different ID numbers stay two, though they share name and telephone.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping

import frappe

from yumen_governance.registry.importing.chunk import Row
from yumen_governance.registry.importing.digests import SeenKeys
from yumen_governance.registry.importing.sealed import Blinds
from yumen_governance.registry.shape import Shape

Group = tuple[str, ...]
BARE, BACKED = 0, 1
# A duplicate that was merged into another record is nobody any more
MERGED_INTO = "merged_into"


class Identity:
	"""The groups of a shape, and how a record shows in them.

	A record that fills none of them is known by its name, grid and birth date, so that a file may come twice.
	"""

	def __init__(self, shape: Shape):
		self.shape, meta = shape, frappe.get_meta(shape.doctype)
		numbers = tuple((fieldname,) for fieldname in shape.unique if (fieldname,) not in shape.identity)
		last = (meta.title_field, "grid", *(name for name in ("birth_date",) if meta.has_field(name)))
		self.groups: tuple[Group, ...] = (*shape.identity, *numbers, last)
		self.fields = sorted({fieldname for group in self.groups for fieldname in group})
		self._last = len(self.groups) - 1

	def groups_of(self, row: Row) -> list[int]:
		"""Return which groups the record of a row fills, the best first; looked up once."""
		if row.groups is None:
			record, groups = row.record, enumerate(self.groups[: self._last])
			filled = [place for place, group in groups if all(record.get(name) for name in group)]
			row.groups = filled or [self._last]
		return row.groups

	def key_of(self, place: int, record: Mapping) -> tuple:
		return tuple(str(record.get(name) or "").casefold() for name in self.groups[place])


class FileTwins:
	"""The identities that the file has shown so far."""

	def __init__(self, identity: Identity, rows: int):
		self.identity = identity
		self.seen = SeenKeys(rows * len(identity.groups))

	def earlier(self, row: Row) -> int | None:
		"""Return the number of an earlier row that means the same record."""
		for key in self._wanted(row):
			number = self.seen.row_of(key)
			if number not in (None, row.number):
				return number
		return None

	def add(self, row: Row) -> None:
		"""Remember a row that is imported."""
		for key in self._shown(row):
			self.seen.add(key, row.number)

	def telling_field(self, row: Row) -> str:
		"""Return the field that shows best who a row is about."""
		return self.identity.groups[self.identity.groups_of(row)[0]][0]

	def _shown(self, row: Row) -> Iterator[Hashable]:
		"""A lesser group tells whether a better one stands behind it."""
		for order, place in enumerate(self.identity.groups_of(row)):
			yield place, BACKED if order else BARE, self.identity.key_of(place, row.record)

	def _wanted(self, row: Row) -> Iterator[Hashable]:
		for order, place in enumerate(self.identity.groups_of(row)):
			key = self.identity.key_of(place, row.record)
			yield place, BARE, key
			if not order:
				yield place, BACKED, key


class TableTwins:
	"""Stored records that rows of a chunk mean: one query per group of fields."""

	def __init__(self, identity: Identity, blinds: Blinds):
		self.identity, self.shape, self.blinds = identity, identity.shape, blinds
		meta = frappe.get_meta(self.shape.doctype)
		self.leads = [self._lead(group, meta) for group in identity.groups]
		self.columns = [self._column(name) for name in identity.fields]
		self.has_duplicates = meta.has_field(MERGED_INTO)

	def find(self, rows: list[Row]) -> dict[int, str]:
		"""Return the name of the stored record that each row means, by row number."""
		found: dict[int, str] = {}
		for place, lead in enumerate(self.leads):
			wanted = [
				row for row in rows if row.number not in found and place in self.identity.groups_of(row)
			]
			candidates = self._candidates(lead, wanted) if wanted else {}
			for row in wanted:
				if name := self._match(place, row, candidates.get(self._key(lead, row.record), ())):
					found[row.number] = name
		return found

	def _candidates(self, lead: str, rows: list[Row]) -> dict[str, list[dict]]:
		table, column = frappe.qb.DocType(self.shape.doctype), self._column(lead)
		values = {value for row in rows for value in self._stored(lead, row.record.get(lead) or "")}
		query = frappe.qb.from_(table).select(table.name, *(table[name] for name in self.columns))
		if self.has_duplicates:
			query = query.where(table[MERGED_INTO].isnull())
		found = defaultdict(list)
		for record in query.where(table[column].isin(list(values))).run(as_dict=True):
			found[str(record[column]).casefold()].append(record)
		return {
			self._key(lead, row.record): [
				record
				for value in self._stored(lead, row.record.get(lead) or "")
				for record in found.get(value.casefold(), ())
			]
			for row in rows
		}

	def _match(self, place: int, row: Row, candidates) -> str | None:
		"""The candidate that agrees in the group, and in every better one that both fill."""
		groups = self.identity.groups
		better = [groups[other] for other in self.identity.groups_of(row) if other < place]
		for candidate in candidates:
			wanted = [group for group in better if self._fills(group, candidate)] + [groups[place]]
			if all(self._agrees(group, row.record, candidate) for group in wanted):
				return candidate["name"]
		return None

	def _fills(self, group: Group, candidate: Mapping) -> bool:
		return all(candidate[self._column(name)] for name in group)

	def _agrees(self, group: Group, record: Mapping, candidate: Mapping) -> bool:
		return all(
			str(candidate[self._column(name)] or "").casefold()
			in [value.casefold() for value in self._stored(name, record.get(name) or "")]
			for name in group
		)

	def _stored(self, fieldname: str, value) -> list[str]:
		"""What the column holds of a value: under each key that is in use, if it is sealed."""
		seal = self.shape.seals.get(fieldname)
		return self.blinds.of(seal.kind, value) if seal and value else [str(value)]

	def _column(self, fieldname: str) -> str:
		return f"{fieldname}_index" if fieldname in self.shape.seals else fieldname

	def _key(self, fieldname: str, record: Mapping) -> str:
		return str(record.get(fieldname) or "").casefold()

	def _lead(self, group: Group, meta) -> str:
		"""The field of a group that an index finds fastest."""

		def rank(name: str) -> tuple:
			field = meta.get_field(self._column(name))
			return bool(field.unique), name in self.shape.seals, bool(field.search_index) and name != "grid"

		return max(group, key=rank)
