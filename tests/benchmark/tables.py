"""Tables of generated records at several sizes, kept between runs and put in a DocType's place by renaming.

The original table stands aside meanwhile and comes back at the end, so that a migration always meets it.
What a kept table holds is written in its comment: a fill that was killed leaves none and is begun anew.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe

Fill = Callable[[str, int], None]


class SizedTable:
	"""The generated records of one DocType; `fill(table, size)` writes them, `version` tells how."""

	def __init__(self, doctype: str, fill: Fill, version: str):
		self.table = f"tab{doctype}"
		self.aside = f"benchmark {doctype} original"
		self.doctype, self.fill, self.version = doctype, fill, version

	@contextmanager
	def at(self, size: int) -> Iterator[float]:
		"""Have the DocType hold `size` generated records; yields the seconds that the fill took, once."""
		self._mend()
		kept, seconds = self._kept(size), self._ensure(size)
		_run(f"RENAME TABLE `{self.table}` TO `{self.aside}`, `{kept}` TO `{self.table}`")
		try:
			yield seconds
		finally:
			self._put_back(kept)

	def _put_back(self, kept: str) -> None:
		# Closed where a statement was interrupted
		frappe.db._conn.ping(reconnect=True)
		_run(f"RENAME TABLE `{self.table}` TO `{kept}`, `{self.aside}` TO `{self.table}`")

	def _mend(self) -> None:
		"""Put the original back where a killed run left another; a migration may have missed it meanwhile."""
		if _comment(self.aside) is not None:
			self._put_back(self._kept(int(_comment(self.table).split()[0])))
			frappe.reload_doctype(self.doctype, force=True)

	def _kept(self, size: int) -> str:
		return f"benchmark {self.doctype} {size}"

	def _ensure(self, size: int) -> float:
		kept, comment = self._kept(size), f"{size} {self._mark()}"
		if (found := _comment(kept)) and found.startswith(comment):
			return float(found.split()[2])
		began = time.monotonic()
		_run(f"DROP TABLE IF EXISTS `{kept}`")
		_run(f"CREATE TABLE `{kept}` LIKE `{self.table}`")
		with _indexes_added_last(kept):
			self.fill(kept, size)
		_run(f"ANALYZE TABLE `{kept}`")
		seconds = time.monotonic() - began
		_run(f"ALTER TABLE `{kept}` COMMENT = '{comment} {seconds:.1f}'")
		return seconds

	def _mark(self) -> str:
		layout = frappe.db.sql(f"SHOW CREATE TABLE `{self.table}`")[0][1]
		return hashlib.sha256(f"{layout} {self.version}".encode()).hexdigest()[:16]


@contextmanager
def _indexes_added_last(table: str) -> Iterator[None]:
	"""Fill a table without its secondary indexes and build them at the end, each by one sort."""
	layout = frappe.db.sql(f"SHOW CREATE TABLE `{table}`")[0][1]
	lines = [line.strip().rstrip(",") for line in layout.splitlines()]
	keys = [line for line in lines if line.startswith(("KEY ", "UNIQUE KEY "))]
	names = [line.split("`")[1] for line in keys]
	_run(f"ALTER TABLE `{table}` " + ", ".join(f"DROP KEY `{name}`" for name in names))
	yield
	_run(f"ALTER TABLE `{table}` " + ", ".join(f"ADD {key}" for key in keys))


def _comment(table: str) -> str | None:
	"""The comment of a table, None without the table."""
	rows = frappe.db.sql(
		"select table_comment from information_schema.tables where table_schema = database() and table_name = %s",
		table,
	)
	return rows[0][0] if rows else None


def _run(statement: str) -> None:
	frappe.db.sql_ddl(statement)
