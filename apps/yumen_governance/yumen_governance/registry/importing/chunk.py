"""A chunk: rows of the file on their way into the table, and what was found wrong with them."""

from dataclasses import dataclass, field


@dataclass
class Row:
	"""One row of the file.

	number: as a spreadsheet shows it. given: the values that the file fills in, by field. cells: the texts they
	came from. record: the whole record, plain. makes: records to be made with this row, by the field that links to
	them: the text that names one, and its values. stored: what the table has of the record, with its sealed values in
	plain. before: the columns that change, as they were. groups: which groups of the identity the record fills.
	"""

	number: int
	cells: list[str]
	given: dict
	record: dict = field(default_factory=dict)
	makes: dict[str, tuple[str, dict]] = field(default_factory=dict)
	stored: dict | None = None
	plain: dict = field(default_factory=dict)
	before: dict | None = None
	groups: list[int] | None = None


@dataclass(frozen=True)
class Found:
	"""One line of the report: what is wrong in a row. value: as the file has it."""

	row: int
	fieldname: str
	value: str
	message: str


@dataclass
class Chunk:
	"""Some hundred or thousand rows, and what becomes of them.

	made: names of the records made besides, by DocType.
	"""

	rows: list[Row] = field(default_factory=list)
	found: list[Found] = field(default_factory=list)
	wrong: set[int] = field(default_factory=set)
	inserted: list[Row] = field(default_factory=list)
	updated: list[Row] = field(default_factory=list)
	made: dict[str, list[str]] = field(default_factory=dict)
	skipped: int = 0
	unchanged: int = 0
	last_row: int = 0

	def complain(self, row: int, fieldname: str, value: str, message: str) -> None:
		"""Write into the report what is wrong in a row; the row isn't imported."""
		self.found.append(Found(row, fieldname, value, message))
		self.wrong.add(row)

	def complained(self, row: int) -> set[str]:
		"""Return the fields of a row that something is wrong with."""
		return {found.fieldname for found in self.found if found.row == row} if row in self.wrong else set()

	def good_rows(self) -> list[Row]:
		"""Return the rows that nothing is wrong with so far."""
		return [row for row in self.rows if row.number not in self.wrong] if self.wrong else self.rows
