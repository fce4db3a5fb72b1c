"""The engine: right rows come in as the form would store them, wrong ones are left out and explained."""

from dataclasses import replace

import frappe
from frappe.utils import getdate

from yumen_governance.demo import import_file
from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry import search_keys
from yumen_governance.registry.importing.engine import Engine
from yumen_governance.registry.importing.files.problem import FileProblem
from yumen_governance.registry.importing.files.table import rows_of
from yumen_governance.registry.importing.intake import plan_of
from yumen_governance.registry.importing.journal import PROBLEM
from yumen_governance.registry.importing.storage import upload_of
from yumen_governance.registry.importing.tests.case import ImportTestCase, population
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	invented_phone,
	make_address,
	make_facility,
	make_grid_member,
	make_household,
	make_resident,
)

EVERY_KIND = {
	"Household": {"户主姓名": "张三", "户号": "900000001"},
	"Standard Address": {"乡镇": "测试镇", "村": "测试村", "小区": "测试小区", "门牌": "101室"},
	"Building": {"楼栋名称": "1号楼", "小区名称": "测试小区", "层数": "6", "楼栋长电话": "19900001111"},
	"Rental House": {"房屋名称": "出租房甲", "房主": "张三", "房东电话": "19900001111"},
	"Organization": {"单位名称": "测试企业甲", "单位类别": "非公有制经济组织"},
	"Public Facility": {"设施名称": "测试消火栓", "设施类型": "99", "责任人电话": "19900001111"},
	"Hazard": {"隐患名称": "线路老化", "隐患类型": "02", "隐患等级": "01", "发现日期": "2026-01-05"},
	"Key Area": {"地区名称": "测试市场", "区域类型": "06", "治安突出问题": "01"},
}


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


class TestTerritory(ImportTestCase):
	"""By default only the centre imports; whom an office gives the right too, stays within their grids."""

	def setUp(self):
		super().setUp()
		make_grid_member(self.grid, user=actor("member"))

	def taken(self, rows: list[dict]):
		"""Bring rows in as somebody who keeps one grid only."""
		doc = self.prepared(rows)
		plan = replace(plan_of(doc, "Administrator", writes=True), user=actor("member"))
		path = upload_of(doc.name)
		return Engine(plan, 10, getdate()).take(list(rows_of(path, path, 1)), frappe.utils.now())

	def test_rows_of_other_grids_are_wrong(self):
		chunk = self.taken([self.row(), self.row(网格=self.other_grid)])
		self.assertEqual((len(chunk.inserted), [found.fieldname for found in chunk.found]), (1, ["grid"]))

	def test_people_of_other_grids_are_neither_changed_nor_told_of(self):
		number = invented_id()
		make_resident(self.other_grid, resident_name="别处的人", id_number=number)
		chunk = self.taken([self.row(身份证号=number)])
		self.assertEqual((chunk.inserted, chunk.updated), ([], []))
		self.assertNotIn("别处", chunk.found[0].message)
		self.assertNotIn(self.other_grid, chunk.found[0].message)


class TestLinks(ImportTestCase):
	def test_grid_by_name_if_only_one_has_it(self):
		frappe.db.set_value("Grid", self.grid, "grid_name", "独名网格")
		self.assertEqual(self.counts(self.imported([self.row(网格="独名网格")])), {"inserted": 1})
		self.assertEqual(
			self.counts(self.imported([self.row(网格="测试镇/测试社区/独名网格")])), {"inserted": 1}
		)
		frappe.db.set_value("Grid", self.other_grid, "grid_name", "独名网格")
		self.assertOneProblem(self.imported([self.row(网格="独名网格")]), "网格", self.grid, self.other_grid)

	def test_closed_grid_names_its_successor(self):
		frappe.db.set_value("Grid", self.grid, {"is_active": 0, "successor": self.other_grid})
		self.assertOneProblem(self.imported([self.row()]), "网格", self.other_grid)

	def test_guardian_by_number_brings_the_name_along(self):
		number = invented_id()
		guardian = make_resident(self.grid, resident_name="监护甲", id_number=number)
		self.imported([self.row(姓名="被监护", 监护人身份证号=number)])
		self.assertEqual(
			(self.resident("被监护").guardian, self.resident("被监护").guardian_name),
			(guardian.name, "监护甲"),
		)
		self.assertOneProblem(self.imported([self.row(监护人身份证号=invented_id())]), "监护人身份证号")

	def test_facility_of_a_hazard_by_number_and_by_name_within_the_grid(self):
		facility = make_facility(self.grid, facility_name="北门消火栓", facility_number="XH-1")
		make_facility(self.other_grid, facility_name="北门消火栓")
		for text in ("XH-1", "北门消火栓"):
			row = {**EVERY_KIND["Hazard"], "隐患名称": f"漏水{text}", "网格": self.grid, "公共设施": text}
			self.assertEqual(self.report(self.imported([row], "Hazard")), [])
			self.assertEqual(
				frappe.db.get_value("Hazard", {"title": f"漏水{text}"}, "facility"), facility.name
			)


class TestNamedPlaces(ImportTestCase):
	def test_household_that_exists_is_linked_and_one_elsewhere_is_wrong(self):
		here = make_household(self.grid, household_number="880000001")
		make_household(self.other_grid, household_number="880000002")
		doc = self.imported(
			[self.row(姓名="入户人", 户号="880000001"), self.row(户号="880000002")], create_missing=1
		)
		self.assertEqual(self.resident("入户人").household, here.name)
		self.assertOneProblem(doc, "户号", self.other_grid)

	def test_missing_household_is_wrong_unless_it_is_to_be_made(self):
		self.assertOneProblem(self.imported([self.row(户号="880000009")]), "户号", "自动新建")

	def test_missing_households_and_addresses_are_made_once(self):
		rows = population(8, self.grid)
		doc = self.imported(rows, create_missing=1)
		self.assertEqual((doc.inserted, doc.made), (8, 4))
		household = frappe.get_doc("Household", {"household_number": rows[0]["户号"]})
		members = frappe.get_all(
			"Resident", {"household": household.name}, ["name", "resident_name", "residence"]
		)
		self.assertEqual(len(members), 4)
		self.assertEqual(household.head_name, rows[0]["姓名"])
		self.assertIn(household.head, [member.name for member in members])
		self.assertEqual({member.residence for member in members}, {household.address})
		address = frappe.get_doc("Standard Address", household.address)
		self.assertEqual(
			(address.township, address.village, address.building, address.unit),
			("测试镇", "测试社区", "1号楼", "1单元"),
		)
		self.assertEqual(address.grid_path, household.grid_path)

	def test_what_is_made_is_what_the_form_would_make(self):
		self.imported(population(4, self.grid), create_missing=1)
		for doctype in ("Household", "Standard Address"):
			made = frappe.get_last_doc(doctype)
			stored = made.as_dict()
			made.save()
			changed = {key for key in stored if stored[key] != made.get(key)} - {"modified"}
			self.assertEqual(changed, set(), doctype)

	def test_address_that_exists_is_linked_however_it_is_written(self):
		parts = {"township": "测试镇", "village": "测试社区", "compound": "和平小区", "building": "3号楼"}
		address = make_address(self.grid, **parts, unit="2单元", door="501室")
		for text in (
			"甘肃省玉门市测试镇测试社区和平小区3号楼2单元501室",
			"和平小区 3号楼-2单元-501室",
			"和平小区3号楼2单元501室",
		):
			name = f"住户{text[-3:]}{len(text)}"
			self.imported([self.row(姓名=name, 现住址=text)], create_missing=1)
			self.assertEqual(self.resident(name).residence, address.name, text)

	def test_head_who_comes_in_a_later_chunk_becomes_the_head(self):
		rows = population(4, self.grid)
		self.chunk = 2
		self.imported(list(reversed(rows)), create_missing=1)
		household = frappe.get_doc("Household", {"household_number": rows[0]["户号"]})
		self.assertEqual((household.head_name, bool(household.head)), (rows[0]["姓名"], True))


class TestMapping(ImportTestCase):
	def test_file_without_what_a_record_needs_is_refused_with_the_column(self):
		row = self.row()
		del row["网格"]
		self.assertIn("网格", self.assertRefused(FileProblem, self.prepared([row]).start, False))

	def test_two_columns_for_one_field_are_refused(self):
		doc = self.prepared([{**self.row(), "名字": "x"}])
		doc.columns[-1].target = "resident_name"
		doc.save()
		self.assertIn("姓名", self.assertRefused(FileProblem, doc.start, False))

	def test_mapping_is_remembered_for_the_same_header(self):
		first = self.prepared([{**self.row(), "绰号": "老王"}])
		self.assertEqual(first.columns[-1].target, "")
		first.columns[-1].target = "former_name"
		first.save()
		self.run_to_end(first)
		second = self.prepared([{**self.row(), "绰号": "老李"}])
		self.assertEqual(second.columns[-1].target, "former_name")
