"""The report of an import: what is wrong in which row, page by page or as a file."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from openpyxl import Workbook
from openpyxl.styles import Font

from yumen_governance.registry.exporting.cells import neutral
from yumen_governance.registry.importing.journal import PROBLEM

FIELDS = ("file_row", "header", "value", "message")
BATCH, MOST_COLUMNS = 5000, 30
WIDTHS = (10, 22, 28, 90)


def page(name: str, start: int, length: int, header: str | None = None) -> list[dict]:
	"""Return some lines of a report, in the order of the rows.

	:param start: how many lines to leave out
	:param header: only those of this column of the file
	"""
	return frappe.get_all(
		PROBLEM,
		{"registry_import": name, **({} if header is None else {"header": header})},
		FIELDS,
		order_by="file_row, name",
		limit_start=start,
		limit_page_length=length,
	)


def summary(name: str) -> list[dict]:
	"""Return how many lines a report has for each column of the file, the most first: header, lines."""
	table, lines = frappe.qb.DocType(PROBLEM), Count("*")
	query = frappe.qb.from_(table).select(table.header, lines.as_("lines"))
	query = query.where(table.registry_import == name).groupby(table.header)
	return query.orderby(lines, order=frappe.qb.desc).limit(MOST_COLUMNS).run(as_dict=True)


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
