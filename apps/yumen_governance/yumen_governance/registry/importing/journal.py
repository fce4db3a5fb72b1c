"""The journal of an import: its report, what an undo needs, and how far it is, in the transaction of each chunk."""

import json
from collections.abc import Iterable
from itertools import islice

import frappe
from frappe.utils import now

from yumen_governance.registry.importing.chunk import Chunk, Found
from yumen_governance.registry.importing.shown import shown_in
from yumen_governance.registry.importing.stored import insert_rows
from yumen_governance.registry.names import new_name
from yumen_governance.registry.sealing.envelope import seal, unseal
from yumen_governance.registry.shape import shape_of

IMPORT, PROBLEM, PIECE = "Registry Import", "Registry Import Problem", "Registry Import Chunk"
LONGEST_VALUE, LONGEST_MESSAGE = 140, 2000
COUNTS = ("inserted", "updated", "unchanged", "skipped", "wrong", "made")
PROBLEM_COLUMNS = (
	"name",
	"owner",
	"creation",
	"modified",
	"modified_by",
	"registry_import",
	"file_row",
	"fieldname",
	"header",
	"value",
	"message",
)
BATCH = 2000
# Records made besides, in the order in which they may be deleted again
MADE_WITH = ("Household", "Standard Address")


class Journal:
	"""Writes down what becomes of the rows of one import."""

	def __init__(self, doc, user: str):
		self.name, self.user, self.doctype = doc.name, user, doc.reference_doctype
		self.is_check = bool(doc.is_check)
		self.shape, self.meta = shape_of(doc.reference_doctype), frappe.get_meta(doc.reference_doctype)
		self.headers = {column.target: column.header for column in doc.columns if column.target}

	def write(self, chunk: Chunk, first_row: int, stamp: str, seconds: float) -> None:
		"""Write down a chunk.

		:param seconds: how long it took
		"""
		_insert_problems(self.name, self.user, stamp, map(self._shown, chunk.found))
		if not self.is_check and (chunk.inserted or chunk.updated):
			self._keep(chunk, first_row, stamp)
		self._advance(chunk, seconds)

	def _shown(self, found: Found) -> tuple[int, str, str, str, str]:
		label = self.headers.get(found.fieldname) or self._label(found.fieldname)
		value = shown_in(self.shape, found.fieldname, found.value)
		return found.row, found.fieldname, label, value, found.message

	def _label(self, fieldname: str) -> str:
		return frappe._(self.meta.get_label(fieldname)) if fieldname else ""

	def _keep(self, chunk: Chunk, first_row: int, stamp: str) -> None:
		"""Keep what an undo needs: the names of new records, and of changed ones what was there."""
		made = {doctype: [(0, name) for name in chunk.made.get(doctype, ())] for doctype in MADE_WITH}
		inserted = {self.doctype: [(row.number, row.record["name"]) for row in chunk.inserted], **made}
		before = {row.record["name"]: (row.number, row.before) for row in chunk.updated}
		piece = frappe.new_doc(PIECE)
		piece.name = new_name()
		piece.update({"registry_import": self.name, "first_row": first_row, "last_row": chunk.last_row})
		piece.update({"stamp": stamp, "inserted": json.dumps(inserted)})
		if before:
			piece.sealed = seal(PIECE, piece.name, {"before": json.dumps(before, ensure_ascii=False)})
		piece.owner = piece.modified_by = self.user
		piece.creation = piece.modified = stamp
		piece.db_insert()

	def _advance(self, chunk: Chunk, seconds: float) -> None:
		table = frappe.qb.DocType(IMPORT)
		counts = {
			"inserted": len(chunk.inserted),
			"updated": len(chunk.updated),
			"unchanged": chunk.unchanged,
			"skipped": chunk.skipped,
			"wrong": len(chunk.wrong),
			"made": sum(map(len, chunk.made.values())),
		}
		query = frappe.qb.update(table).where(table.name == self.name)
		for fieldname, count in counts.items():
			query = query.set(table[fieldname], table[fieldname] + count)
		query.set(table.done_rows, chunk.last_row).set(table.seconds, table.seconds + seconds).run()


def report(name: str, lines: Iterable[tuple[int, str, str]]) -> None:
	"""Write lines into the report of an import: row, record and message."""
	problems = ((row, "", "", record, message) for row, record, message in lines)
	_insert_problems(name, frappe.session.user, now(), problems)


def _insert_problems(name: str, user: str, stamp: str, problems: Iterable[tuple]) -> None:
	"""Insert rows of the report: row, field, header, value and message of each."""
	rest = iter(problems)
	while batch := list(islice(rest, BATCH)):
		values = []
		for row, fieldname, header, value, message in batch:
			values += (new_name(), user, stamp, stamp, user, name, row, fieldname, header)
			values += (value[:LONGEST_VALUE], message[:LONGEST_MESSAGE])
		insert_rows(f"tab{PROBLEM}", PROBLEM_COLUMNS, values, len(batch))


def before_of(piece) -> dict[str, tuple[int, dict]]:
	"""Return the row of each record that a chunk changed, and what it had before, by name."""
	return json.loads(unseal(PIECE, piece.name, piece.sealed).get("before") or "{}")


def wrong_rows(name: str, up_to: int) -> bytearray:
	"""Return a byte for each row up to a given one: 1 where the report has something."""
	table, flags = frappe.qb.DocType(PROBLEM), bytearray(up_to + 1)
	rows = (
		frappe.qb.from_(table)
		.select(table.file_row)
		.distinct()
		.where((table.registry_import == name) & (table.file_row <= up_to))
	)
	for number in rows.run(pluck=True):
		flags[number] = 1
	return flags


def forget(name: str) -> None:
	"""Remove the report of an import and what its undo would need."""
	for doctype in (PROBLEM, PIECE):
		table = frappe.qb.DocType(doctype)
		frappe.qb.from_(table).delete().where(table.registry_import == name).run()


def clear(name: str) -> None:
	"""Remove the report of an earlier run and set its counts back."""
	table, problem = frappe.qb.DocType(IMPORT), frappe.qb.DocType(PROBLEM)
	frappe.qb.from_(problem).delete().where(problem.registry_import == name).run()
	query = frappe.qb.update(table).where(table.name == name).set(table.done_rows, 0).set(table.seconds, 0)
	for fieldname in COUNTS:
		query = query.set(table[fieldname], 0)
	query.run()
