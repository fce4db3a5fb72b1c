"""Tables as files, row by row: xlsx and csv, each with its watermark and without formulas."""

import csv
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from yumen_governance.registry.exporting.cells import Cell, neutral
from yumen_governance.registry.exporting.watermark import Watermark

EXTENSIONS = {"Excel": "xlsx", "CSV": "csv"}
WIDTH, FAINT = 18, "E4E4E4"
# Excel allows a sheet title of 31 characters without these
NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'"))


class XlsxSheet:
	"""A table in a workbook; rows go to a temporary file at once and don't stay in memory."""

	def __init__(self, path: Path, title: str, watermark: Watermark, headings: list[str]):
		self.path, self.book = path, Workbook(write_only=True)
		self.sheet = self.book.create_sheet((title.translate(NOT_IN_A_TITLE) or "1")[:31])
		self._lay_out(watermark, len(headings))
		self.sheet.append([self._cell(watermark.sentence(), Font(bold=True, color="C00000"))])
		self.sheet.append([self._cell(text, Font(bold=True), "DDEBF7") for text in headings])

	def append(self, row: Iterable[Cell]) -> None:
		"""Write a row."""
		self.sheet.append([self._cell(value) if isinstance(value, str) else value for value in row])

	def close(self) -> None:
		"""Finish the file."""
		self.book.save(self.path)

	def _lay_out(self, watermark: Watermark, columns: int) -> None:
		self.sheet.freeze_panes = "A3"
		for number in range(1, columns + 1):
			self.sheet.column_dimensions[get_column_letter(number)].width = WIDTH
		self.sheet.page_setup.orientation = "landscape"
		header, footer = self.sheet.oddHeader, self.sheet.oddFooter
		# A large pale line that begins far down the page: the only watermark that a header can carry
		header.center.text, header.center.size = "\n" * 8 + _plain(watermark.short()), 40
		header.center.color = FAINT
		footer.left.text, footer.left.size = _plain(watermark.sentence()), 8
		footer.right.text = "&P / &N"

	def _cell(self, value: Cell, font: Font | None = None, fill: str | None = None) -> WriteOnlyCell:
		cell = WriteOnlyCell(self.sheet, neutral(value))
		cell.data_type = "s"
		if font:
			cell.font = font
		if fill:
			cell.fill = PatternFill("solid", start_color=fill)
			cell.alignment = Alignment(vertical="center")
		return cell


class CsvSheet:
	"""A table as text, in the encoding that Excel recognises by itself."""

	def __init__(self, path: Path, title: str, watermark: Watermark, headings: list[str], **csv_params):
		self.file = path.open("w", encoding="utf-8-sig", newline="")
		self.writer = csv.writer(self.file, **csv_params)
		self.writer.writerow([neutral(watermark.sentence())])
		self.writer.writerow([neutral(text) for text in headings])

	def append(self, row: Iterable[Cell]) -> None:
		"""Write a row."""
		self.writer.writerow([neutral(value) for value in row])

	def close(self) -> None:
		"""Finish the file."""
		self.file.close()


SHEETS = {"Excel": XlsxSheet, "CSV": CsvSheet}


def _plain(text: str) -> str:
	"""Header and footer read an ampersand as the beginning of a code."""
	return text.replace("&", "&&")
