"""The report of an import: what is wrong in which row, page by page or as a file."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import frappe
from frappe import _
from openpyxl import Workbook
from openpyxl.styles import Font

from yumen_governance.registry.exporting.cells import neutral
from yumen_governance.registry.importing.journal import PROBLEM

FIELDS = ("file_row", "header", "value", "message")
BATCH = 5000
WIDTHS = (10, 22, 28, 90)


def page(name: str, start: int, length: int) -> list[dict]:
	"""Return some lines of a report, in the order of the rows.

	:param start: how many lines to leave out
	"""
	return frappe.get_all(
		PROBLEM,
		{"registry_import": name},
		FIELDS,
		order_by="file_row, name",
		limit_start=start,
		limit_page_length=length,
	)


def as_csv(name: str) -> bytes:
	"""Return the report as a csv that spreadsheets open as it is meant."""
	stream = StringIO(newline="")
	writer = csv.writer(stream)
	writer.writerow(_titles())
	writer.writerows([neutral(value) for value in line] for line in _lines(name))
	return stream.getvalue().encode("utf-8-sig")


def as_xlsx(name: str) -> bytes:
	"""Return the report as a workbook."""
	book = Workbook()
	sheet = book.active
	sheet.title = _("Import Report")
	for place, (title, width) in enumerate(zip(_titles(), WIDTHS, strict=True), 1):
		sheet.cell(1, place, title).font = Font(bold=True)
		sheet.column_dimensions["ABCD"[place - 1]].width = width
	for line in _lines(name):
		sheet.append([neutral(value) for value in line])
	sheet.freeze_panes = "A2"
	stream = BytesIO()
	book.save(stream)
	return stream.getvalue()


def _titles() -> list[str]:
	return [_("Row"), _("Column in the File"), _("Value"), _("What Is Wrong, and What to Do")]


def _lines(name: str) -> Iterator[tuple]:
	start = 0
	while lines := page(name, start, BATCH):
		yield from (tuple(line[field] for field in FIELDS) for line in lines)
		start += len(lines)
