"""Files from outside: read as they are meant whatever wrote them, and refused with what to do when they are none."""

import codecs
import zipfile
from io import BytesIO

import frappe
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from yumen_governance.registry.importing.files.limits import MEGABYTE, Limits
from yumen_governance.registry.importing.files.problem import FileProblem
from yumen_governance.registry.importing.files.table import head_of, rows_of, unpack
from yumen_governance.registry.importing.tests.case import FileTestCase

LIMITS = Limits()
TEXT = "姓名,网格\n张三,1\n李四,2\n"
CONTENT_TYPES = "[Content_Types].xml"


class TestCsv(FileTestCase):
	def cells(self, content, encoding="utf-8"):
		path = self.file(content, encoding=encoding)
		head = head_of(path, LIMITS)
		return [head.header, *(cells for _number, cells in head.rows)]

	def test_every_encoding_of_offices_is_read(self):
		expected = [["姓名", "网格"], ["张三", "1"], ["李四", "2"]]
		for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk"):
			with self.subTest(encoding):
				self.assertEqual(self.cells(TEXT, encoding), expected)

	def test_short_word_that_reads_as_both_doesnt_decide(self):
		self.assertEqual(self.cells("姓名\n联通\n张三\n", "gb18030")[1:], [["联通"], ["张三"]])

	def test_every_delimiter_of_spreadsheets_is_read(self):
		for delimiter in ",;\t":
			with self.subTest(delimiter):
				self.assertEqual(self.cells(TEXT.replace(",", delimiter))[1], ["张三", "1"])

	def test_rows_are_numbered_as_a_spreadsheet_shows_them(self):
		path = self.file('姓名,网格\n"两\n行",1\n\n李四,2\n')
		rows = [row for row in rows_of(path, path, 1) if row[1]]
		self.assertEqual(rows, [(2, ["两\n行", "1"]), (4, ["李四", "2"])])

	def test_mixed_encodings_name_the_line(self):
		content = TEXT.encode() + "王五,3\n".encode("gb18030")
		self.assertRefusedFile(content, "4", "GB18030", "UTF-8")

	def test_damage_names_the_line(self):
		self.assertRefusedFile(TEXT.encode() + b"\xff\xfe\x80\n", "4", "CSV UTF-8")
		self.assertRefusedFile(TEXT.encode() + b"a\0b\n", "4")

	def test_quotation_mark_that_isnt_closed_names_the_row(self):
		path = self.file(TEXT + '"王五,3\n赵六,4\n')
		message = self.assertRefused(FileProblem, lambda: unpack(path, path, LIMITS, 2))
		self.assertIn("4", message)

	def test_files_that_are_none_are_refused_with_what_to_do(self):
		ole = bytes.fromhex("d0cf11e0a1b11ae1")
		for content, word in (
			(b"", "Fill in the template"),
			(b" \r\n \n", "Fill in the template"),
			("姓名,网格\n".encode(), "no row below"),
			(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "UTF-16"),
			(ole + b"Workbook", ".xlsx"),
			(ole + "EncryptedPackage".encode("utf-16-le"), "password"),
			(b"<html><table><tr><td>1", "web page"),
			(b"%PDF-1.7", "PDF"),
		):
			with self.subTest(content[:20]):
				self.assertRefusedFile(content, word)

	def test_too_large_and_too_long_files_are_refused_with_the_limit(self):
		path = self.file(TEXT * 100_000)
		self.assertIn("1 MB", self.assertRefused(FileProblem, head_of, path, Limits(size=MEGABYTE)))
		self.assertIn("50", self.assertRefused(FileProblem, unpack, path, path, Limits(rows=50), 2))

	def test_a_gigabyte_is_refused_without_being_read(self):
		path = self.folder / "large.csv"
		with path.open("wb") as file:
			file.truncate(1024 * MEGABYTE)
		self.assertIn("1024 MB", self.assertRefused(FileProblem, head_of, path, LIMITS))

	def assertRefusedFile(self, content: bytes, *words: str):
		message = self.assertRefused(FileProblem, head_of, self.file(content), LIMITS)
		for word in words:
			self.assertIn(word, message)


class TestXlsx(FileTestCase):
	def book(self, *rows, name="file.xlsx"):
		book = Workbook()
		for row in rows:
			book.active.append(row)
		path = self.folder / name
		book.save(path)
		return path

	def cells(self, path, width=2):
		place = self.folder / "unpacked"
		unpack(path, place, LIMITS, width)
		return [cells for _number, cells in rows_of(path, place, 0) if cells]

	def parts(self, path) -> dict[str, bytes]:
		with zipfile.ZipFile(path) as archive:
			return {name: archive.read(name) for name in archive.namelist()}

	def rebuilt(self, parts: dict[str, bytes], compression=zipfile.ZIP_DEFLATED):
		stream = BytesIO()
		with zipfile.ZipFile(stream, "w", compression) as archive:
			for name, content in parts.items():
				archive.writestr(name, content)
		return self.file(stream.getvalue(), "rebuilt.xlsx")

	def with_sheet(self, xml: str):
		"""A workbook whose sheet is this XML."""
		parts = self.parts(self.book(["a"]))
		parts["xl/worksheets/sheet1.xml"] = (
			'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
			f"{xml}</sheetData></worksheet>"
		).encode()
		return self.rebuilt(parts)

	def test_values_are_read_as_they_are_shown(self):
		day = frappe.utils.getdate("1990-01-31")
		path = self.book(
			["姓名", "值"], ["日期", day], ["整数", 12.0], ["小数", 0.1], ["对", True], ["号码", "0012"]
		)
		values = [cells[1] for cells in self.cells(path)[1:]]
		self.assertEqual(values, ["1990-01-31", "12", "0.1", "1", "0012"])

	def test_formula_gives_the_value_stored_with_it_and_else_nothing(self):
		path = self.with_sheet(
			'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f><v>文</v></c></row>'
			'<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>1+1</f></c></row>'
		)
		self.assertEqual(self.cells(path), [["2", "文"], ["1", ""]])

	def test_text_that_looks_like_a_formula_stays_text(self):
		path = self.with_sheet(
			'<row r="1"><c r="A1" t="inlineStr"><is><t>=cmd|\' /C calc\'!A0</t></is></c></row>'
		)
		self.assertEqual(self.cells(path, 1), [["=cmd|' /C calc'!A0"]])

	def test_shared_strings_without_their_pronunciation(self):
		parts = self.parts(self.book(["a"]))
		parts["xl/sharedStrings.xml"] = (
			'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>张</t></r><r><t>三</t></r>'
			"<rPh><t>zhang</t></rPh></si><si><t>李四</t></si></sst>"
		).encode()
		parts["xl/worksheets/sheet1.xml"] = (
			b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
			b'<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row></sheetData></worksheet>'
		)
		rels = parts["xl/_rels/workbook.xml.rels"].replace(
			b"</Relationships>",
			b'<Relationship Id="rId99" Type="x" Target="sharedStrings.xml"/></Relationships>',
		)
		self.assertEqual(
			self.cells(self.rebuilt({**parts, "xl/_rels/workbook.xml.rels": rels})), [["李四", "张三"]]
		)

	def test_rows_keep_their_numbers_over_gaps(self):
		path = self.with_sheet(
			'<row r="1"><c r="A1"><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c></row>'
		)
		place = self.folder / "unpacked"
		self.assertEqual(unpack(path, place, LIMITS, 2), 5)
		filled = [row for row in rows_of(path, place, 0) if row[1]]
		self.assertEqual(filled, [(1, ["1", ""]), (5, ["", "2"])])

	def test_header_is_found_below_title_lines(self):
		path = self.book(["玉门市人口信息表"], ["填报单位:", "某社区"], ["姓名", "网格"], ["张三", "1"])
		head = head_of(path, LIMITS, {"姓名", "网格"}.__contains__)
		self.assertEqual(
			(head.header_row, head.header, head.rows), (3, ["姓名", "网格"], [(4, ["张三", "1"])])
		)

	def test_first_visible_sheet_is_the_table(self):
		book = Workbook()
		book.active.sheet_state = "hidden"
		for row in (["姓名"], ["张三"]):
			book.create_sheet("表").append(row) if row == ["姓名"] else book["表"].append(row)
		book.save(self.folder / "file.xlsx")
		self.assertEqual(head_of(self.folder / "file.xlsx", LIMITS).header, ["姓名"])

	def test_thousands_of_rows_are_all_read(self):
		book = Workbook(write_only=True)
		sheet = book.create_sheet()
		for number in range(3000):
			sheet.append([WriteOnlyCell(sheet, f"人{number}"), number])
		book.save(self.folder / "file.xlsx")
		self.assertEqual(self.cells(self.folder / "file.xlsx")[-1], ["人2999", "2999"])

	def test_bomb_is_refused_before_it_is_unpacked(self):
		parts = self.parts(self.book(["a"]))
		for promise, more in (
			("tight", {"xl/worksheets/sheet2.xml": b" " * (40 * MEGABYTE)}),
			("many", {f"x{number}": b"" for number in range(LIMITS.parts)}),
		):
			with self.subTest(promise):
				path = self.rebuilt({**parts, **more})
				self.assertIn("far larger", self.assertRefused(FileProblem, head_of, path, LIMITS))

	def test_entities_are_refused(self):
		parts = self.parts(self.book(["a"]))
		parts["xl/worksheets/sheet1.xml"] = (
			b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1">'
			b"<c><v>&b;</v></c></row></sheetData></worksheet>"
		)
		self.assertIn("damaged", self.assertRefused(FileProblem, head_of, self.rebuilt(parts), LIMITS))

	def test_other_archives_are_refused_with_what_to_do(self):
		parts = self.parts(self.book(["a"], ["b"]))
		broken = self.rebuilt(parts).read_bytes()
		for content, word in (
			(self.rebuilt({**parts, "xl/vbaProject.bin": b"x"}).read_bytes(), "macros"),
			(self.rebuilt({"a.txt": b"x"}).read_bytes(), "no Excel workbook"),
			(broken[: len(broken) // 2], "damaged"),
			(self.rebuilt({CONTENT_TYPES: b""}).read_bytes(), "damaged"),
			(
				self.rebuilt({**parts, "xl/worksheets/sheet1.xml": b"<worksheet><row"}).read_bytes(),
				"damaged",
			),
			(self.rebuilt({**parts, "xl/worksheets/sheet1.xml": b"<a></b>"}).read_bytes(), "damaged"),
		):
			with self.subTest(word):
				message = self.assertRefused(FileProblem, head_of, self.file(content, "x.xlsx"), LIMITS)
				self.assertIn(word, message)
