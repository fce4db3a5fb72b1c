"""The engine: right rows come in as the form would store them, wrong ones are left out and explained."""

import frappe

from yumen_governance.demo import import_file
from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry import search_keys
from yumen_governance.registry.importing.journal import PROBLEM
from yumen_governance.registry.importing.tests.case import EVERY_KIND, ImportTestCase, population
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.factories import (
	invented_id,
	invented_phone,
	make_resident,
)


class TestInsert(ImportTestCase):
	def test_row_is_stored_as_the_form_stores_it(self):
		number, phone = invented_id("20010203", "2"), invented_phone()
		values = {
			"姓名": "曾导入",
			"身份证号": number,
			"手机号": phone,
			"民族": "回",
			"现住址": "测试小区1号楼101",
		}
		self.imported([self.row(**values)])
		imported = self.resident("曾导入").as_dict()
		formed = make_resident(
			self.grid,
			resident_name="曾导入",
			id_number=invented_id("20010203", "2"),
			phone=phone,
			ethnic="ethnic-03",
			address_detail="测试小区1号楼101",
		)
		formed.reload()
		formed = formed.as_dict()
		differing = {key for key in formed if formed[key] != imported.get(key)}
		allowed = {"name", "creation", "modified", "sealed", "id_number", "id_number_index", "id_number_tail"}
		self.assertLessEqual(differing, allowed)
		self.assertEqual(unseal("Resident", imported.name, imported.sealed)["id_number"], number)

	def test_sealed_values_stand_nowhere_in_the_database(self):
		row = self.row(姓名="密人", 健康状况="高血压", 现住址="测试小区7号楼")
		wrong = self.row(姓名="错人", 性别="无此", 健康状况="糖尿病")
		doc = self.imported([row, wrong])
		stored = str(frappe.db.sql("select * from tabResident where resident_name = '密人'", as_dict=True))
		kept = frappe.get_all("Registry Import Chunk", {"registry_import": doc.name}, ["*"])
		reported = frappe.get_all(PROBLEM, {"registry_import": doc.name}, ["*"])
		shown = [column.as_dict() for column in doc.columns]
		for text in (
			row["身份证号"],
			row["手机号"],
			"高血压",
			"7号楼",
			wrong["身份证号"],
			wrong["手机号"],
			"糖尿病",
		):
			for place in (stored, str(kept), str(reported), str(shown)):
				self.assertNotIn(text, place)

	def test_every_kind_of_record_is_imported(self):
		self.assertEqual({*EVERY_KIND, "Resident"}, set(REGISTRY_DOCTYPES))
		for doctype, values in EVERY_KIND.items():
			with self.subTest(doctype):
				doc = self.imported([{**values, "网格": self.grid}], doctype)
				self.assertEqual((self.counts(doc), self.report(doc)), ({"inserted": 1}, []))
				again = self.imported([{**values, "网格": self.grid}], doctype)
				self.assertNotIn("inserted", self.counts(again))

	def test_imported_resident_is_found_like_any_other(self):
		self.imported([self.row(姓名="欧阳寻觅")])
		name = self.resident("欧阳寻觅").name
		rows = frappe.qb.Table(search_keys.TABLE)
		keys = frappe.qb.from_(rows).select(rows.search_key).where(rows.resident == name).run(pluck=True)
		self.assertIn(search_keys.key_of(search_keys.NAME, "寻觅"), keys)

	def test_formulas_are_texts(self):
		doc = self.imported([self.row(姓名="=cmd|' /C calc'!A0", 职业="=1+1")])
		self.assertEqual(self.report(doc), [])
		self.assertEqual(self.resident("=cmd|' /C calc'!A0").occupation, "=1+1")

	def test_markup_is_made_harmless_as_in_the_form(self):
		self.imported([self.row(职业="<img src=x onerror=alert(1)>焊工", 曾用名="标记人")])
		self.assertNotIn("onerror", frappe.db.get_value("Resident", {"former_name": "标记人"}, "occupation"))

	def test_check_writes_nothing_and_says_the_same(self):
		rows = [self.row(), self.row(性别="无此"), self.row()]
		before = frappe.db.count("Resident")
		doc = self.run_to_end(self.prepared(rows), check=True)
		self.assertEqual((doc.status, frappe.db.count("Resident")), ("Checked", before))
		checked = self.counts(doc), self.report(doc)
		self.run_to_end(doc)
		self.assertEqual((self.counts(doc), self.report(doc)), checked)
		self.assertEqual(checked[0], {"inserted": 2, "wrong": 1})

	def test_blank_rows_are_no_rows(self):
		doc = self.imported(
			[self.row(), dict.fromkeys(self.row(), ""), dict.fromkeys(self.row(), "  "), self.row()]
		)
		self.assertEqual(self.counts(doc), {"inserted": 2})

	def test_ragged_row_is_wrong_and_the_others_are_not(self):
		path = self.file(
			f"姓名,人员类别,无证原因,网格\n甲,户籍人口,暂未提供证件,{self.grid}\n乙,户籍人口\n丙,a,b,c,d\n"
		)
		doc = self.run_to_end(self.prepared_file(path))
		self.assertEqual([line[0] for line in self.report(doc)], [3, 4])

	def test_every_planted_mistake_is_reported_and_nothing_else(self):
		rows = list(import_file.people(300, [self.grid], 5))
		mistakes = import_file.with_mistakes(rows, 37, 5)
		path = self.folder / "people.csv"
		import_file.write_csv(path, rows, "gb18030")
		doc = self.run_to_end(self.prepared_file(path, create_missing=1))
		self.assertEqual([line[:2] for line in self.report(doc)], [(one.row, one.header) for one in mistakes])
		self.assertEqual(self.counts(doc), {"inserted": 263, "wrong": 37})


class TestTwins(ImportTestCase):
	def test_same_file_again_inserts_nothing(self):
		rows = population(50, self.grid)
		self.imported(rows, create_missing=1)
		again = self.imported(rows, create_missing=1)
		self.assertEqual(self.counts(again), {"unchanged": 50})

	def test_double_in_the_file_names_the_earlier_row(self):
		row = self.row()
		doc = self.imported([row, self.row(), {**row, "姓名": "另一个名字"}])
		self.assertOneProblem(doc, "身份证号", "2")
		self.assertEqual(doc.inserted, 2)

	def test_row_that_is_wrong_doesnt_make_its_double_wrong(self):
		row = self.row()
		doc = self.imported([{**row, "性别": "无此"}, row])
		self.assertEqual([line[0] for line in self.report(doc)], [2])
		self.assertEqual(doc.inserted, 1)

	def test_people_without_number_are_told_apart_by_name_and_phone(self):
		bare = {"身份证号": "", "无证原因": "暂未提供证件", "姓名": "无号人", "手机号": invented_phone()}
		doc = self.imported(
			[self.row(**bare), self.row(**bare), self.row(**{**bare, "手机号": invented_phone()})]
		)
		self.assertOneProblem(doc, "手机号")
		self.assertEqual(doc.inserted, 2)

	def test_two_numbers_are_two_people_whatever_they_share(self):
		shared = {"姓名": "同名人", "手机号": invented_phone()}
		doc = self.imported([self.row(**shared), self.row(**shared)])
		self.assertEqual(self.counts(doc), {"inserted": 2})
		again = self.imported([self.row(**shared)])
		self.assertEqual(self.counts(again), {"inserted": 1})

	def test_number_is_added_to_the_person_known_by_name_and_phone(self):
		phone, number = invented_phone(), invented_id()
		known = make_resident(
			self.grid, resident_name="补号人", phone=phone, id_number="", no_id_reason="Document Not at Hand"
		)
		doc = self.imported([self.row(姓名="补号人", 手机号=phone, 身份证号=number)])
		self.assertEqual(self.counts(doc), {"updated": 1})
		stored = frappe.get_doc("Resident", known.name)
		self.assertEqual(unseal("Resident", known.name, stored.sealed)["id_number"], number)

	def test_old_and_new_form_of_a_number_are_one_person(self):
		number = invented_id("19620203")
		old = number[:6] + number[8:17]
		doc = self.imported([self.row(身份证号=number), self.row(身份证号=old)])
		self.assertOneProblem(doc, "身份证号")

	def test_people_known_by_nothing_but_their_name_come_in_once(self):
		bare = {
			"身份证号": "",
			"手机号": "",
			"无证原因": "暂未提供证件",
			"姓名": "无名人",
			"出生日期": "2020-01-02",
		}
		self.assertEqual(self.counts(self.imported([self.row(**bare)])), {"inserted": 1})
		self.assertEqual(self.counts(self.imported([self.row(**bare)])), {"unchanged": 1})
		other = {**bare, "出生日期": "2020-01-03"}
		self.assertEqual(self.counts(self.imported([self.row(**other)])), {"inserted": 1})

	def test_duplicate_that_was_merged_is_left_alone(self):
		number, phone = invented_id(), invented_phone()
		bare = {"id_number": "", "no_id_reason": "Document Not at Hand"}
		old = make_resident(self.grid, resident_name="并过人", phone=phone, **bare)
		kept = make_resident(self.grid, resident_name="并过人", phone=phone, id_number=number)
		old.merge_into(kept.name)
		doc = self.imported([self.row(姓名="并过人", 手机号=phone, 身份证号=number, 职业="木匠")])
		self.assertEqual(self.counts(doc), {"updated": 1})
		self.assertEqual(frappe.db.get_value("Resident", kept.name, "occupation"), "木匠")
		self.assertOneProblem(self.imported([self.row(状态="Merged")]), "状态")


class TestUpdate(ImportTestCase):
	def setUp(self):
		super().setUp()
		self.number = invented_id("20010203", "1")
		self.known = make_resident(
			self.grid,
			resident_name="更新人",
			id_number=self.number,
			occupation="教师",
			workplace="一中",
			annual_income=100,
		)

	def change(self, choices: dict | None = None, **values):
		row = {"姓名": "更新人", "人员类别": "户籍人口", "身份证号": self.number, "网格": self.grid}
		doc = self.imported([{**row, **values}], **(choices or {}))
		self.known.reload()
		return doc

	def test_what_the_file_has_is_renewed_and_the_rest_stays(self):
		before = self.known.sealed
		doc = self.change(职业="医生", 工作单位="")
		self.assertEqual(self.counts(doc), {"updated": 1})
		self.assertEqual((self.known.occupation, self.known.workplace), ("医生", "一中"))
		self.assertEqual(self.known.sealed, before)

	def test_sensitive_value_is_renewed_and_the_others_stay_sealed(self):
		self.change(手机号="19900009876")
		plain = unseal("Resident", self.known.name, self.known.sealed)
		self.assertEqual((plain["phone"], plain["id_number"]), ("19900009876", self.number))
		self.assertEqual((self.known.phone, self.known.phone_tail), ("199****9876", "9876"))

	def test_empty_cells_clear_only_if_wanted(self):
		self.change({"empty_cells": "Clear"}, 职业="", 个人年收入="", 手机号="")
		self.assertEqual((self.known.occupation, self.known.annual_income, self.known.phone), (None, 0, None))
		self.assertEqual(self.known.workplace, "一中")

	def test_existing_records_are_skipped_if_wanted(self):
		doc = self.change({"existing_records": "Skip"}, 职业="医生")
		self.assertEqual((self.counts(doc), self.known.occupation), ({"skipped": 1}, "教师"))

	def test_update_alone_needs_no_more_columns_and_adds_nobody(self):
		rows = [{"身份证号": self.number, "职业": "司机"}, {"身份证号": invented_id(), "职业": "司机"}]
		doc = self.imported(rows, existing_records="Only Update")
		self.assertEqual(self.counts(doc), {"updated": 1, "wrong": 1})
		self.known.reload()
		self.assertEqual((self.known.occupation, self.known.resident_name), ("司机", "更新人"))
		self.assertOneProblem(doc, "身份证号", "尚未登记")

	def test_change_that_the_form_would_refuse_is_refused(self):
		doc = self.change(性别="女")
		self.assertOneProblem(doc, "性别")

	def test_move_to_another_grid_takes_the_path_along(self):
		self.change(网格=self.other_grid)
		path = frappe.db.get_value("Grid", self.other_grid, "grid_path")
		self.assertEqual((self.known.grid, self.known.grid_path), (self.other_grid, path))

	def test_found_again_under_the_new_name(self):
		self.change(姓名="改名人")
		rows = frappe.qb.Table(search_keys.TABLE)
		keys = frappe.qb.from_(rows).select(rows.search_key).where(rows.resident == self.known.name)
		found = keys.run(pluck=True)
		self.assertIn(search_keys.key_of(search_keys.NAME, "改名"), found)
		self.assertNotIn(search_keys.key_of(search_keys.NAME, "更新"), found)

	def test_code_that_is_switched_off_may_stay_and_isnt_chosen_anew(self):
		self.known.update({"ethnic": "ethnic-05"}).save()
		frappe.db.set_value("Code Value", "ethnic-05", "is_active", 0)
		self.assertEqual(self.counts(self.change(民族="维吾尔族", 职业="医生")), {"updated": 1})
		self.assertOneProblem(self.imported([self.row(民族="维吾尔族")]), "民族", "停用")
