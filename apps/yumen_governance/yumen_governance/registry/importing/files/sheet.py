"""A sheet of a workbook as numbered rows of texts, read as a stream."""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from xml.parsers import expat

from frappe import _

from yumen_governance.registry.importing.files.csv_table import Row
from yumen_governance.registry.importing.files.limits import Limits
from yumen_governance.registry.importing.files.problem import refuse
from yumen_governance.registry.importing.files.shared_strings import SharedStrings
from yumen_governance.registry.importing.files.workbook import (
	open_workbook,
	outline_of,
	refuse_damaged,
	strict_parser,
)

BLOCK = 256 * 1024
LETTERS = re.compile("[A-Z]+")
DAY_ZERO, DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
FIRST_TRUE_SERIAL = 61  # the days before are off by one: Excel counts a 29 February 1900
LAST_SERIAL = 2_958_466


def sheet_rows(path: Path, limits: Limits) -> Iterator[Row]:
	"""Yield number and cells of the rows of a workbook's first visible sheet; rows without content are left out.

	Dates become YYYY-MM-DD, formulas the value stored with them, numbers their shortest digits.

	:raises FileProblem: see open_workbook; more columns than a table has
	"""
	with open_workbook(path, limits) as archive:
		outline = outline_of(archive)
		strings = SharedStrings(archive, outline.strings)
		reader = _SheetReader(strings, outline.date_styles, outline.starts_1904, limits)
		try:
			with archive.open(outline.sheet) as file:
				while block := file.read(BLOCK):
					yield from reader.feed(block)
				reader.parser.Parse(b"", True)
		except (expat.ExpatError, zipfile.BadZipFile, EOFError, NotImplementedError, ValueError):
			refuse_damaged()
		finally:
			strings.close()


class _SheetReader:
	"""Collects rows while a parser goes through the XML of a sheet."""

	def __init__(
		self, strings: SharedStrings, date_styles: frozenset[int], starts_1904: bool, limits: Limits
	):
		self.strings, self.limits = strings, limits
		self.date_styles = frozenset(map(str, date_styles))
		self.day_zero = DAY_ZERO_1904 if starts_1904 else DAY_ZERO
		self.rows: list[Row] = []
		self.number, self.cells = 0, []
		self.column, self.kind, self.style = 0, "n", None
		self.pieces: list[str] = []
		self.in_text = self.in_phonetic = False
		self.parser = strict_parser()
		self.parser.StartElementHandler = self.start
		self.parser.EndElementHandler = self.end
		self.parser.CharacterDataHandler = self.characters

	def feed(self, block: bytes) -> list[Row]:
		self.rows = []
		self.parser.Parse(block)
		return self.rows

	def start(self, name: str, attributes: dict) -> None:
		tag = name if ":" not in name else name.rpartition(":")[2]
		if tag == "c":
			place = attributes.get("r")
			self.column = column_of(LETTERS.match(place).group()) if place else self.column + 1
			self.kind, self.style = attributes.get("t", "n"), attributes.get("s")
			self.pieces = []
		elif tag in ("v", "t"):
			self.in_text = not self.in_phonetic
		elif tag == "row":
			self.number = int(attributes.get("r") or self.number + 1)
			self.cells, self.column = [], -1
		elif tag == "rPh":
			self.in_phonetic = True

	def end(self, name: str) -> None:
		tag = name if ":" not in name else name.rpartition(":")[2]
		if tag in ("v", "t"):
			self.in_text = False
		elif tag == "c":
			if self.pieces:
				self.keep(self.text_of("".join(self.pieces)))
		elif tag == "row":
			if any(self.cells):
				self.rows.append((self.number, self.cells))
		elif tag == "rPh":
			self.in_phonetic = False

	def characters(self, text: str) -> None:
		if self.in_text:
			self.pieces.append(text)

	def keep(self, text: str) -> None:
		missing = self.column - len(self.cells)
		if self.column >= self.limits.columns and text:
			refuse(_("The table has more than {0} columns.").format(self.limits.columns))
		if missing > 0:
			self.cells.extend([""] * missing)
		self.cells.append(text)

	def text_of(self, raw: str) -> str:
		if self.kind == "s":
			return self.strings[int(raw)]
		if self.kind != "n":
			return raw
		return date_text(raw, self.day_zero) if self.style in self.date_styles else number_text(raw)


@cache
def column_of(letters: str) -> int:
	"""Return the index of a column from its letters: A is 0."""
	number = 0
	for letter in letters:
		number = number * 26 + ord(letter) - 64
	return number - 1


def number_text(raw: str) -> str:
	"""Write a stored number as a person would: 12 for 12.0, 0.1 for 0.10000000000000001; long ones stay as they are."""
	if raw.isdigit() or "E" in raw or "e" in raw:
		return raw
	number = float(raw)
	return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def date_text(raw: str, day_zero: datetime) -> str:
	"""Write a stored day number as YYYY-MM-DD, with the time if it has one; what is no day stays as it is."""
	serial = float(raw)
	first = FIRST_TRUE_SERIAL if day_zero == DAY_ZERO else 0
	if not first <= serial < LAST_SERIAL:
		return number_text(raw)
	moment = day_zero + timedelta(seconds=round(serial * 86400))
	return moment.strftime("%Y-%m-%d") if moment.time() == datetime.min.time() else str(moment)
