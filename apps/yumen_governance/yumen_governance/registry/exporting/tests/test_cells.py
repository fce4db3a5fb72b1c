"""No cell of an export is calculated by whoever opens it."""

import csv
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from frappe.tests.utils import FrappeTestCase
from openpyxl import load_workbook

from yumen_governance.registry.exporting.cells import neutral
from yumen_governance.registry.exporting.sheets import SHEETS
from yumen_governance.registry.exporting.watermark import Watermark

DANGEROUS = (
	"=1+1",
	"=cmd|' /C calc'!A0",
	"+1",
	"-1+1",
	"@SUM(1)",
	"\t=1",
	"\r=1",
	"\n=1",
	" =1",
	"　=1",
	"\u200b=1",
	"＝1+1",
	"＋1",
	"－1",
	"＠SUM(1)",
	"−1",
	"﹦1",
)
HARMLESS = ("张三", "1+1=2", "3-2", "a@b.cn", "'=1", "", "199****1234")
MARK = Watermark("王某&李某", "wang@example.com", datetime(2026, 1, 2, 3, 4), "EX-1", "上级报送")


class TestCells(FrappeTestCase):
	def test_texts_that_look_like_a_formula_are_made_texts(self):
		for text in DANGEROUS:
			with self.subTest(repr(text)):
				self.assertEqual(neutral(text), f"'{text}")

	def test_other_values_stay(self):
		for value in (*HARMLESS, 5, -5, 1.5, None, datetime(2026, 1, 1)):
			with self.subTest(repr(value)):
				self.assertEqual(neutral(value), value)

	def test_characters_that_no_sheet_can_hold_are_left_out(self):
		self.assertEqual(neutral("a\x00b\x0bc\ufffe"), "abc")
		self.assertLessEqual(len(neutral("=" + "x" * 40_000)), 32_767)


class TestSheets(FrappeTestCase):
	def setUp(self):
		super().setUp()
		folder = TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.path = Path(folder.name) / "table.xlsx"

	def write(self, file_format: str):
		sheet = SHEETS[file_format](self.path, "居民[1]", MARK, ["姓名", "=栏"])
		for text in DANGEROUS:
			sheet.append([text, 7])
		sheet.close()

	def test_xlsx_holds_texts_numbers_and_the_watermark(self):
		self.write("Excel")
		sheet = load_workbook(self.path).active
		self.assertIn("EX-1", sheet["A1"].value)
		self.assertEqual((sheet["A2"].value, sheet["B2"].value), ("姓名", "'=栏"))
		for number in range(3, 3 + len(DANGEROUS)):
			self.assertEqual((sheet.cell(number, 1).data_type, sheet.cell(number, 2).value), ("s", 7))
		self.assertIn("王某&&李某", sheet.oddHeader.center.text)
		self.assertIn("EX-1", sheet.oddFooter.left.text)

	def test_csv_opens_in_excel_as_texts(self):
		self.write("CSV")
		self.assertTrue(self.path.read_bytes().startswith(b"\xef\xbb\xbf"))
		with self.path.open(encoding="utf-8-sig", newline="") as file:
			rows = list(csv.reader(file))
		self.assertIn("EX-1", rows[0][0])
		self.assertEqual([row[0] for row in rows[2:]], [f"'{text}" for text in DANGEROUS])
