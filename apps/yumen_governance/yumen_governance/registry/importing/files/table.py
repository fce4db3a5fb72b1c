"""A file as a table: which row is its header, and the rows below it."""

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from frappe import _

from yumen_governance.registry.importing.files.csv_table import (
	FIRST_LINES,
	CsvTable,
	Row,
	open_csv,
	refuse_rows,
)
from yumen_governance.registry.importing.files.encoding import LABELS
from yumen_governance.registry.importing.files.kind import CSV, XLSX, kind_of
from yumen_governance.registry.importing.files.limits import MEGABYTE, Limits
from yumen_governance.registry.importing.files.problem import refuse
from yumen_governance.registry.importing.files.sheet import sheet_rows

SHOWN_ROWS = 8


@dataclass(frozen=True)
class Head:
	"""The beginning of a file: what kind it is, its header and the rows below."""

	kind: str
	encoding: str
	header_row: int
	header: list[str]
	rows: list[Row]


def head_of(path: Path, limits: Limits, knows: Callable[[str], bool] | None = None) -> Head:
	"""Read the beginning of a file.

	:param knows: tells whether a text is a known column, to find the header below title lines; else the first row is it
	:raises FileProblem: the file can't be read, is too large, or holds no row below its header
	"""
	size = path.stat().st_size
	if size > limits.size:
		refuse(
			_("The file has {0} MB; at most {1} MB can be imported. Split it and import the parts.").format(
				-(-size // MEGABYTE), limits.size // MEGABYTE
			)
		)
	kind = kind_of(path)
	table = open_csv(path) if kind == CSV else None
	rows = list(
		islice(_filled(table.rows() if table else sheet_rows(path, limits)), FIRST_LINES + SHOWN_ROWS)
	)
	place = _header_place(rows[:FIRST_LINES], knows)
	if len(rows) <= place + 1:
		refuse(_("There is no row below the header. Fill in the template and upload it again."))
	number, header = rows[place]
	header = [text.strip() for text in _without_tail(header)]
	return Head(kind, LABELS[table.encoding] if table else "", number, header, rows[place + 1 :][:SHOWN_ROWS])


def unpack(path: Path, place: Path, limits: Limits, width: int) -> int:
	"""Bring a file into the form that imports read again and again: a csv in UTF-8.

	A csv stays where it is. A workbook is written to `place`, in one move, with its row numbers kept.

	:param width: cells of a row; a workbook leaves out the empty ones at its end
	:return: the number of the last row
	:raises FileProblem: the file can't be read to its end, or has too many rows
	"""
	if kind_of(path) == CSV:
		return open_csv(path).count(limits)
	partial = place.with_name(f"{place.name}.partial")
	with os.fdopen(
		os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
	) as file:
		writer, last = csv.writer(file), 0
		for number, cells in sheet_rows(path, limits):
			if number > limits.rows + FIRST_LINES:
				refuse_rows(limits)
			file.write("\r\n" * (number - last - 1))
			writer.writerow(cells + [""] * (width - len(cells)))
			last = number
	partial.rename(place)
	return last


def rows_of(path: Path, place: Path, after: int) -> Iterator[Row]:
	"""Yield the rows behind a given one of a file that was unpacked."""
	table = CsvTable(place, "utf-8", ",") if kind_of(path) == XLSX else open_csv(path)
	return table.rows(after)


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
	return (row for row in rows if any(cell.strip() for cell in row[1]))


def _header_place(rows: list[Row], knows: Callable[[str], bool] | None) -> int:
	if not knows or not rows:
		return 0
	known = [sum(map(knows, cells)) for _number, cells in rows]
	return known.index(max(known))


def _without_tail(cells: list[str]) -> list[str]:
	end = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
	return cells[:end]
