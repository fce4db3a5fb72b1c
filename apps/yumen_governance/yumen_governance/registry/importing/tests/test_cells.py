"""Cells: every way in which offices write a value is understood, and what can't be is explained."""

from datetime import date

from yumen_governance.registry.importing.cells import (
	Column,
	check_reader,
	date_reader,
	fold,
	number_reader,
	sealed_reader,
	text_reader,
)
from yumen_governance.registry.importing.codes import code_readers, select_reader
from yumen_governance.registry.importing.digests import SeenKeys
from yumen_governance.tests.case import GovernanceTestCase


class TestCells(GovernanceTestCase):
	def assertReads(self, reader, expected: dict):
		for text, value in expected.items():
			with self.subTest(text):
				self.assertEqual(reader(text), value)

	def assertRefuses(self, reader, *texts: str) -> str:
		for text in texts:
			with self.subTest(text), self.assertRaises(ValueError) as caught:
				reader(text)
		return str(caught.exception)

	def test_dates_in_every_clear_form(self):
		forms = ("1990-01-31", "1990-1-31", "1990/1/31", "1990.01.31", "19900131", "1990年1月31日", "32904")
		self.assertReads(date_reader, dict.fromkeys((*forms, "1990-01-31 00:00:00"), date(1990, 1, 31)))

	def test_dates_that_dont_exist_or_could_mean_several(self):
		message = self.assertRefuses(
			date_reader, "1990-02-30", "19901301", "31/01/1990", "90-1-31", "1990", "昨天", "1990-01"
		)
		self.assertIn("1990-01-31", message)

	def test_numbers(self):
		self.assertReads(
			number_reader(True, False), {"12": 12, "1,234": 1234, "１２": 12, "-3": -3, "3.0": 3}
		)
		self.assertRefuses(number_reader(True, False), "1.5", "很多", "99999999999", "nan", "inf", "1e400")
		self.assertRefuses(number_reader(False, True), "-1")

	def test_yes_and_no(self):
		self.assertReads(check_reader, {"是": 1, "√": 1, "TRUE": 1, "否": 0, "0": 0, "N": 0})
		self.assertRefuses(check_reader, "也许", "2")

	def test_texts_keep_to_their_length_and_lose_markup(self):
		self.assertEqual(text_reader(5)("张\n三"), "张 三")
		self.assertNotIn("<script", text_reader(140)("<script>alert(1)</script>张三"))
		self.assertIn("5", self.assertRefuses(text_reader(5), "张三李四王五"))

	def test_numbers_that_lost_digits_are_told_from_numbers_that_are_short(self):
		reader = sealed_reader(str.strip)
		self.assertIn("1.1E+17", self.assertRefuses(reader, "9.90000199001011E+17", "1E17"))

	def test_codes_by_code_name_label_and_other_words(self):
		readers = code_readers({"sex", "ethnic", "kinship", "marital"})
		self.assertReads(readers["sex"], {"1": "sex-1", "男": "sex-1", "男性": "sex-1", "sex-2": "sex-2"})
		self.assertReads(
			readers["ethnic"], {"汉族": "ethnic-01", "汉": "ethnic-01", "1": "ethnic-01", "01": "ethnic-01"}
		)
		self.assertReads(readers["kinship"], {"户主": "kinship-0", "0": "kinship-0"})
		self.assertIn("未婚", self.assertRefuses(readers["marital"], "没婚"))

	def test_choices_in_both_languages(self):
		from frappe import get_meta

		with self.in_language("zh"):
			reader = select_reader(get_meta("Resident").get_field("resident_kind"))
		self.assertReads(reader, {"Floating": "Floating", "流动人口": "Floating", "户籍": "Registered"})

	def test_fold_keeps_codes_apart(self):
		self.assertEqual(
			[fold("01"), fold("1"), fold("10"), fold("0"), fold("00")], ["1", "1", "10", "0", "0"]
		)

	def test_column_tells_where_a_problem_is_and_reads_blanks_as_nothing(self):
		column = Column("x", number_reader(True, False))
		self.assertEqual(
			column.read(["1", " ", "x", "\u3000", "1"]),
			([1, None, None, None, 1], column.read(["x"])[1] and {2: column.read(["x"])[1][0]}),
		)


class TestSeenKeys(GovernanceTestCase):
	def test_first_row_of_a_key_is_remembered(self):
		seen = SeenKeys(3000)
		for row in range(3000):
			seen.add(("key", row), row)
			seen.add(("key", row // 2), 9_999)
		self.assertEqual([seen.row_of(("key", row)) for row in range(3000)], list(range(3000)))
		self.assertIsNone(seen.row_of(("key", 3000)))
