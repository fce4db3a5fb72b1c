"""An xlsx file from outside: its parts, and why some are refused before they are unpacked."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from xml.parsers import expat

from frappe import _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from yumen_governance.registry.importing.files.limits import MEGABYTE, Limits
from yumen_governance.registry.importing.files.problem import refuse

SMALL_PART = 10 * MEGABYTE
OUTLINE = 4 * MEGABYTE
MACROS = re.compile(r"vbaProject|macrosheets", re.IGNORECASE)
FIRST_SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Outline:
	"""What must be known of a workbook to read its first visible sheet."""

	sheet: str
	strings: str | None
	date_styles: frozenset[int]
	starts_1904: bool


def open_workbook(path: Path, limits: Limits) -> zipfile.ZipFile:
	"""Open an xlsx file as a checked archive.

	:raises FileProblem: damaged, with macros, or a bomb: too many parts, too large or too tightly packed
	"""
	try:
		archive = zipfile.ZipFile(path)
	except (zipfile.BadZipFile, OSError, ValueError):
		_refuse_damaged()
	try:
		_check_parts(archive.infolist(), limits)
	except BaseException:
		archive.close()
		raise
	return archive


def outline_of(archive: zipfile.ZipFile) -> Outline:
	"""Find the first visible sheet, the shared strings and which styles show dates.

	:raises FileProblem: there is no sheet of rows in it
	"""
	names = set(archive.namelist())
	book = _elements(archive, "xl/workbook.xml")
	targets = {
		attributes.get("Id"): _place(attributes.get("Target", ""))
		for tag, attributes in _elements(archive, "xl/_rels/workbook.xml.rels")
		if tag == "Relationship"
	}
	sheets = [
		targets.get(next((value for key, value in attributes.items() if key.endswith(":id")), None))
		for tag, attributes in book
		if tag == "sheet" and attributes.get("state", "visible") == "visible"
	]
	sheet = next((sheet for sheet in sheets if sheet in names), FIRST_SHEET)
	if sheet not in names:
		refuse(_("There is no table in this file. Fill in the template and upload it again."))
	strings = next((place for place in targets.values() if place.lower().endswith("sharedstrings.xml")), None)
	return Outline(
		sheet,
		strings if strings in names else None,
		_date_styles(archive) if "xl/styles.xml" in names else frozenset(),
		any(tag == "workbookPr" and attributes.get("date1904") in ("1", "true") for tag, attributes in book),
	)


def strict_parser() -> expat.XMLParserType:
	"""Return a parser of XML that refuses document types, and with them entities of all kinds."""
	parser = expat.ParserCreate()
	parser.buffer_text = True
	parser.StartDoctypeDeclHandler = lambda *_args: _refuse_damaged()
	return parser


def refuse_damaged(*_args) -> None:
	"""Refuse a workbook that can't be read."""
	_refuse_damaged()


def _refuse_damaged() -> None:
	refuse(
		_("The file is damaged. Open it in Excel or WPS, save it as a new .xlsx file and upload it again.")
	)


def _check_parts(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
	if any(part.flag_bits & 1 for part in parts):
		refuse(
			_("This file is protected by a password. Open it, remove the password, save and upload it again.")
		)
	if "[Content_Types].xml" not in {part.filename for part in parts}:
		refuse(_("This is an archive but no Excel workbook. Upload an .xlsx or .csv file."))
	if any(MACROS.search(part.filename) for part in parts):
		refuse(_("This workbook holds macros. Save it as .xlsx without macros and upload it again."))
	too_tight = any(part.file_size > max(SMALL_PART, limits.ratio * part.compress_size) for part in parts)
	if too_tight or len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
		refuse(
			_(
				"Unpacked, this file would be far larger than a table can be, so it isn't opened. "
				"Copy the rows into the template and upload that."
			)
		)


def _place(target: str) -> str:
	return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict]]:
	"""The elements of a small part, names without prefix."""
	found = []
	parser = strict_parser()
	parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
	try:
		with archive.open(part) as file:
			parser.Parse(file.read(OUTLINE), True)
	except (KeyError, expat.ExpatError, zipfile.BadZipFile, EOFError, NotImplementedError):
		_refuse_damaged()
	return found


def _date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
	"""Indexes of the cell styles that show a number as a date."""
	formats, styles, inside = dict(BUILTIN_FORMATS), [], False
	for tag, attributes in _elements(archive, "xl/styles.xml"):
		if tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
			inside = tag == "cellXfs"
		elif tag == "numFmt":
			formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
		elif tag == "xf" and inside:
			styles.append(int(attributes.get("numFmtId", 0)))
	return frozenset(index for index, number in enumerate(styles) if _shows_date(number, formats))


def _shows_date(number: int, formats: dict[int, str]) -> bool:
	# 27-36 and 50-58 are dates in the Chinese editions of Excel, though no workbook spells them out
	return 27 <= number <= 36 or 50 <= number <= 58 or is_date_format(formats.get(number) or "General")
