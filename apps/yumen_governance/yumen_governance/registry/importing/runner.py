"""Running an import from wherever it stands to its end, chunk by chunk. Whoever runs it commits."""

import time
from collections.abc import Callable, Iterator
from itertools import islice

import frappe
from frappe.utils import getdate, now, now_datetime

from yumen_governance.registry.importing import journal, storage
from yumen_governance.registry.importing.engine import Engine
from yumen_governance.registry.importing.files.csv_table import Row
from yumen_governance.registry.importing.files.table import rows_of, unpack
from yumen_governance.registry.importing.intake import plan_of
from yumen_governance.registry.importing.journal import IMPORT, Journal
from yumen_governance.registry.importing.template import example_of

CHUNK = 2000
TRIES = 5
PATIENCE = 0.2
# Somebody registered the same number meanwhile; a unique value went to another record (Records.renew); deadlock; timeout
PASSING = (1062, 1048, 1213, 1205)


class Stopped(Exception):
	"""Somebody asked an import to stop."""


class Runner:
	"""One run of an import, the first or one that goes on where another was killed."""

	def __init__(
		self,
		doc,
		commit: Callable[[], None],
		tell: Callable[[dict], None] = lambda _progress: None,
		chunk: int = CHUNK,
	):
		"""
		:param commit: makes durable what was written since the last call
		:param tell: hears of progress after each chunk
		:param chunk: rows of one transaction
		"""
		self.doc, self.commit, self.tell, self.chunk = doc, commit, tell, chunk
		self.user = doc.started_by
		self.journal = Journal(doc, self.user)

	def run(self) -> None:
		"""Bring the import to its end.

		:raises Stopped: somebody asked for it
		:raises FileProblem: the file can't be read to its end
		"""
		self.doc.check_permission("write")
		frappe.new_doc(self.doc.reference_doctype).check_permission("create")
		self.move("Reading")
		rows_place = storage.rows_of(self.doc.name)
		upload = storage.upload_of(self.doc.name)
		total = unpack(upload, rows_place, storage.limits(), len(self.doc.columns))
		self.move("Checking" if self.doc.is_check else "Importing", total_rows=total)
		engine = self.engine(total)
		done = max(self.doc.done_rows, self.doc.header_row)
		self.recall(engine, rows_of(upload, rows_place, self.doc.header_row), done)
		for rows in chunks(rows_of(upload, rows_place, done), self.chunk):
			self.take(engine, rows)
		self.move("Checked" if self.doc.is_check else "Imported", finished_on=now())

	def engine(self, total: int) -> Engine:
		plan = plan_of(self.doc, self.user, writes=not self.doc.is_check)
		marks = marks_of(plan.doctype, plan.fields)
		return Engine(
			plan,
			total,
			getdate(),
			lambda cells: bool(marks) and all(cells[position].strip() == text for position, text in marks),
		)

	def recall(self, engine: Engine, rows: Iterator[Row], done: int) -> None:
		"""Show the engine what was done before."""
		if done <= self.doc.header_row:
			return
		wrong = journal.wrong_rows(self.doc.name, done)
		for part in chunks(islice(rows, done - self.doc.header_row), CHUNK):
			engine.recall(part, wrong.__getitem__)

	def take(self, engine: Engine, rows: list[Row]) -> None:
		"""Bring one chunk in, again if another transaction was in the way."""
		for attempt in range(1, TRIES + 1):
			try:
				self.write(engine, rows)
				return
			except Exception as error:
				if attempt == TRIES or not is_passing(error):
					raise
				frappe.db.rollback()
				time.sleep(PATIENCE * attempt)

	def write(self, engine: Engine, rows: list[Row]) -> None:
		"""Bring one chunk in, with its report and the progress, in one transaction."""
		began, stamp = time.monotonic(), str(now_datetime())
		chunk = engine.take(rows, stamp)
		self.journal.write(chunk, rows[0][0], stamp, time.monotonic() - began)
		stop = frappe.db.get_value(IMPORT, self.doc.name, "stop_wanted")
		self.commit()
		self.tell({"done_rows": chunk.last_row})
		if stop:
			raise Stopped

	def move(self, status: str, **values) -> None:
		"""Set the state of the import, for everybody to see."""
		frappe.db.set_value(IMPORT, self.doc.name, {"status": status, **values}, update_modified=False)
		self.doc.update({"status": status, **values})
		self.commit()
		self.tell({"status": status})


def chunks(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
	"""Cut rows into chunks."""
	while chunk := list(islice(rows, size)):
		yield chunk


def marks_of(doctype: str, fields: dict[int, str]) -> list[tuple[int, str]]:
	"""Return by which cells the example row of the template is known: position and text."""
	example = example_of(doctype)
	return [(position, example[name]) for position, name in fields.items() if name in example]


def is_passing(error: Exception) -> bool:
	"""Tell whether an error is another transaction's doing and will be gone in a moment."""
	if isinstance(error, frappe.QueryDeadlockError | frappe.QueryTimeoutError):
		return True
	return bool(error.args) and error.args[0] in PASSING
