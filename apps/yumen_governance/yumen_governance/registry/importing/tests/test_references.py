"""The engine: grids, households, addresses and other records that rows name, and which column means what."""

from dataclasses import replace

import frappe
from frappe.utils import getdate

from yumen_governance.registry.importing.engine import Engine
from yumen_governance.registry.importing.files.problem import FileProblem
from yumen_governance.registry.importing.files.table import rows_of
from yumen_governance.registry.importing.intake import plan_of
from yumen_governance.registry.importing.storage import upload_of
from yumen_governance.registry.importing.tests.case import EVERY_KIND, ImportTestCase, population
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_address,
	make_facility,
	make_grid_member,
	make_household,
	make_resident,
)


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
