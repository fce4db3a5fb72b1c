"""A csv file as numbered rows."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from frappe import _

from yumen_governance.registry.importing.files.encoding import encoding_of
from yumen_governance.registry.importing.files.limits import Limits
from yumen_governance.registry.importing.files.problem import refuse

DELIMITERS = ",;\t"
FIRST_LINES = 10

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class CsvTable:
	"""A csv file whose encoding and delimiter are known."""

	path: Path
	encoding: str
	delimiter: str

	def rows(self, after: int = 0) -> Iterator[Row]:
		"""Yield number and cells of every row behind a given one; numbers as a spreadsheet shows them.

		:raises FileProblem: the text is no csv; the row is named
		"""
		with self.path.open(encoding=self.encoding, newline="") as file:
			reader = csv.reader(file, delimiter=self.delimiter, strict=True)
			number = 0
			try:
				for number, cells in islice(enumerate(reader, 1), after, None):
					yield number, cells
			except csv.Error:
				refuse(
					_(
						"Row {0}: a quotation mark isn't closed or stands inside a value. "
						"Save the file again from Excel or WPS as “CSV UTF-8”."
					).format(number + 1 if number else reader.line_num)
				)

	def count(self, limits: Limits) -> int:
		"""Return the number of the last row.

		:raises FileProblem: more rows than a file may have, or no csv
		"""
		number = 0
		for number, _cells in self.rows():
			if number > limits.rows + FIRST_LINES:
				refuse_rows(limits)
		return number


def open_csv(path: Path) -> CsvTable:
	"""Find encoding and delimiter of a csv file.

	:raises FileProblem: see encoding_of
	"""
	encoding = encoding_of(path)
	with path.open(encoding=encoding, newline="") as file:
		lines = list(islice(file, FIRST_LINES))
	return CsvTable(path, encoding, _delimiter_of(lines))


def refuse_rows(limits: Limits) -> None:
	"""Refuse a file for its many rows."""
	refuse(_("The file has more than {0} rows. Split it and import the parts.").format(limits.rows))


def _delimiter_of(lines: list[str]) -> str:
	"""The delimiter that splits the most of the first lines into most parts; quoted ones don't count."""
	found = Counter()
	for line in lines:
		outside = "".join(line.split('"')[::2])
		found.update(character for character in outside if character in DELIMITERS)
	return max(DELIMITERS, key=lambda delimiter: (found[delimiter], -DELIMITERS.index(delimiter)))
