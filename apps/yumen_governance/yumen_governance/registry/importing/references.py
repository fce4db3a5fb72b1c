"""References: which records of the site refer to others, asked for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import frappe
from frappe.model.dynamic_links import get_dynamic_link_map
from frappe.model.rename_doc import get_link_fields
from pypika.terms import Criterion

PIECE, HOUSEHOLD, RESIDENT = "Registry Import Chunk", "Household", "Resident"
# Logs tell what happened to a record; they don't need it to be there
LOGS = frozenset(("Access Log", "Activity Log", "Error Log", "Sensitive Access Log", "Version", "View Log"))


@dataclass(frozen=True)
class Own:
	"""What an import made itself."""

	registry_import: str

	def made(self, table) -> Criterion:
		"""The criterion for records that this import made and nobody has changed."""
		piece = frappe.qb.DocType(PIECE)
		stamps = (
			frappe.qb.from_(piece).select(piece.stamp).where(piece.registry_import == self.registry_import)
		)
		return table.creation.isin(stamps) & (table.modified == table.creation)


def who_refer_to(doctype: str, names: Sequence[str], own: Own) -> dict[str, str]:
	"""Return which of these records are referred to, and by a record of which DocType.

	The head that an import set in its own households doesn't count: it goes with them.
	"""
	found: dict[str, str] = {}
	for field in get_link_fields(doctype) if names else ():
		if not field.issingle and field.parent not in LOGS and frappe.db.table_exists(field.parent):
			for name in _linked(field, doctype, names, own):
				found.setdefault(name, field.parent)
	for field in get_dynamic_link_map().get(doctype, ()) if names else ():
		if field.parent not in LOGS and not frappe.get_meta(field.parent).issingle:
			for name in _linked_dynamically(field, doctype, names):
				found.setdefault(name, field.parent)
	return found


def release_heads(doctype: str, names: Sequence[str], own: Own) -> None:
	"""Empty the head of the import's own households whose head goes."""
	if doctype == RESIDENT and names:
		table = frappe.qb.DocType(HOUSEHOLD)
		mine = table["head"].isin(list(names)) & own.made(table)
		frappe.qb.update(table).set(table["head"], None).where(mine).run()


def _linked(field, doctype: str, names: Sequence[str], own: Own) -> list[str]:
	table = frappe.qb.DocType(field.parent)
	column = table[field.fieldname]
	query = frappe.qb.from_(table).select(column).distinct().where(column.isin(list(names)))
	if (field.parent, field.fieldname) == (HOUSEHOLD, "head"):
		query = query.where(own.made(table).negate())
	return query.run(pluck=True)


def _linked_dynamically(field, doctype: str, names: Sequence[str]) -> list[str]:
	table = frappe.qb.DocType(field.parent)
	column = table[field.fieldname]
	query = frappe.qb.from_(table).select(column).distinct()
	return query.where((table[field.options] == doctype) & column.isin(list(names))).run(pluck=True)
