"""Headers: the template's own are all understood, and so are those of offices."""

import csv
from io import BytesIO, StringIO

import frappe
from openpyxl import load_workbook

from yumen_governance.demo import import_file
from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.importing import template
from yumen_governance.registry.importing.targets import header_key, map_header, similar_target, targets_of
from yumen_governance.registry.importing.tests.case import ImportTestCase
from yumen_governance.tests.factories import actor


class TestTargets(ImportTestCase):
	def mapped(self, *header: str, doctype: str = "Resident") -> list:
		return map_header(doctype, list(header), targets_of(doctype, "Administrator"))

	def test_labels_field_names_and_synonyms_are_understood(self):
		label = frappe.get_meta("Resident").get_label("resident_name")
		for header in ("姓名", "姓名*", " 姓 名 ", "resident_name", label, "人员姓名", "姓名（必填）"):
			with self.subTest(header):
				self.assertEqual(self.mapped(header), ["resident_name"])

	def test_header_of_invented_files_is_understood_whole(self):
		self.assertNotIn(None, self.mapped(*import_file.HEADER))

	def test_second_column_of_a_meaning_isnt_mapped(self):
		self.assertEqual(self.mapped("姓名", "名字"), ["resident_name", None])

	def test_machinery_is_no_target(self):
		for doctype in REGISTRY_DOCTYPES:
			names = set(targets_of(doctype, "Administrator"))
			self.assertFalse(
				names & {"sealed", "grid_path", "id_number_index", "phone_tail", "merged_into"}, doctype
			)

	def test_fields_that_a_person_may_not_write_are_no_targets(self):
		self.assertNotIn("health_note", targets_of("Resident", actor("leader")))
		self.assertIn("health_note", targets_of("Resident", actor("registry_clerk")))
		self.assertNotIn("religion", targets_of("Resident", "Administrator"))

	def test_unknown_header_is_guessed(self):
		targets = targets_of("Resident", "Administrator")
		self.assertEqual(similar_target("民族名", targets).fieldname, "ethnic")
		self.assertIsNone(similar_target("序号", targets))

	def test_header_key_ignores_signs_but_not_words(self):
		self.assertEqual(header_key("身份证号（18位）*"), header_key("身份证号"))
		self.assertNotEqual(header_key("身份证号"), header_key("身份证"))


class TestTemplates(ImportTestCase):
	def test_every_template_is_understood_by_its_own_import(self):
		for doctype in REGISTRY_DOCTYPES:
			with self.subTest(doctype):
				header, example = self.rows(doctype)[:2]
				mapping = map_header(doctype, header, targets_of(doctype, "Administrator"))
				self.assertEqual(mapping, list(targets_of(doctype, "Administrator")))
				self.assertEqual(len(example), len(header))

	def test_example_row_is_left_out(self):
		for doctype in REGISTRY_DOCTYPES:
			with self.subTest(doctype):
				path = self.file(template.as_xlsx(doctype, "Administrator"), f"{frappe.scrub(doctype)}.xlsx")
				doc = self.run_to_end(self.prepared_file(path, doctype, create_missing=1))
				self.assertEqual((self.counts(doc), self.report(doc)), ({}, []))

	def test_csv_says_the_same_and_opens_in_spreadsheets(self):
		text = template.as_csv("Resident", "Administrator").decode("utf-8-sig")
		self.assertEqual(next(csv.reader(StringIO(text))), self.rows("Resident")[0])

	def test_workbook_names_the_values_of_coded_columns(self):
		book = load_workbook(BytesIO(template.as_xlsx("Resident", "Administrator")))
		codes = {
			column[0].value: [cell.value for cell in column[1:]] for column in book.worksheets[1].columns
		}
		self.assertIn("汉族", codes["民族"])
		self.assertIn("户籍人口", codes["人员类别"])
		self.assertEqual(book.worksheets[0].column_dimensions["C"].number_format, "@")
		self.assertTrue(book.worksheets[0].data_validations.dataValidation)

	def rows(self, doctype: str) -> list[list]:
		book = load_workbook(BytesIO(template.as_xlsx(doctype, "Administrator")))
		return [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
