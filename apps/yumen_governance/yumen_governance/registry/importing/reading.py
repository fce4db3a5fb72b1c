"""Reading a chunk: cells into values, column by column, because columns repeat themselves and rows don't."""

from collections.abc import Callable

from frappe import _

from yumen_governance.registry.importing.cells import Column
from yumen_governance.registry.importing.chunk import Chunk, Row
from yumen_governance.registry.importing.files.csv_table import Row as FileRow
from yumen_governance.registry.importing.plan import Plan


class Reader:
	"""Reads rows of a file as a plan says."""

	def __init__(
		self, plan: Plan, columns: list[tuple[int, Column]], is_example: Callable[[list[str]], bool]
	):
		self.plan, self.is_example = plan, is_example
		self.columns = columns
		self.names = [column.fieldname for _position, column in columns]

	def read(self, rows: list[FileRow]) -> Chunk:
		"""Return the rows that hold anything, with what is wrong in their cells."""
		chunk = Chunk(last_row=rows[-1][0] if rows else 0)
		rows = [row for row in rows if any(row[1]) and self._fits(row, chunk)]
		if not rows:
			return chunk
		values = self._values(rows, chunk)
		for (number, cells), row in zip(rows, zip(*values, strict=True), strict=True):
			given = {name: value for name, value in zip(self.names, row, strict=True) if value is not None}
			if (given or number in chunk.wrong) and not self.is_example(cells):
				chunk.rows.append(Row(number, cells, given))
		return chunk

	def text_of(self, row: Row, fieldname: str) -> str:
		"""Return what the file has of a field, or what follows from the file."""
		for position, column in self.columns:
			if column.fieldname == fieldname:
				return row.cells[position]
		return str(row.record.get(fieldname) or "")

	def _fits(self, row: FileRow, chunk: Chunk) -> bool:
		"""Tell whether a row has a cell for every column, and complain if not."""
		number, cells = row
		if len(cells) == self.plan.width or (
			len(cells) > self.plan.width and not any(cells[self.plan.width :])
		):
			return True
		message = _(
			"The row has {0} cells, the header {1}. Look for a separator inside a value, or for a missing one."
		)
		chunk.complain(number, "", "", message.format(len(cells), self.plan.width))
		return False

	def _values(self, rows: list[FileRow], chunk: Chunk) -> list[list]:
		columns = list(zip(*(cells for _number, cells in rows), strict=False))
		values = []
		for position, column in self.columns:
			read, problems = column.read(columns[position])
			values.append(read)
			for place, message in problems.items():
				number, cells = rows[place]
				chunk.complain(number, column.fieldname, cells[position], message)
		return values
