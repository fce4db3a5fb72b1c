"""Undo: everything is as before, except what people have worked with since, which is told."""

import json

import frappe

from yumen_governance.registry import search_keys
from yumen_governance.registry.importing import undo
from yumen_governance.registry.importing.tests.case import ImportTestCase, population
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.factories import invented_id, make_resident

TABLES = ("Resident", "Household", "Standard Address")


class TestUndo(ImportTestCase):
	def everything(self) -> dict:
		"""What the tables of the registry hold."""
		rows = {doctype: frappe.db.sql(f"select * from `tab{doctype}` order by name") for doctype in TABLES}
		keys = frappe.qb.from_(frappe.qb.Table(search_keys.TABLE)).select("*").run()
		return {**rows, "keys": sorted(keys)}

	def test_inserted_records_go_with_all_that_came_along(self):
		before = self.everything()
		doc = self.undone(self.imported(population(20, self.grid), create_missing=1))
		self.assertEqual(self.everything(), before)
		self.assertEqual((doc.status, doc.undone, doc.kept), ("Undone", 30, 0))

	def test_updated_records_are_as_they_were(self):
		numbers = [invented_id() for _ in range(3)]
		for number in numbers:
			make_resident(
				self.grid, resident_name=f"原名{number[-4:]}", id_number=number, health_note="原有病史"
			)
		before = self.everything()
		rows = [self.row(身份证号=number, 职业="新职业", 健康状况="新病史") for number in numbers]
		doc = self.imported(rows)
		self.assertEqual(doc.updated, 3)
		self.undone(doc)
		self.assertEqual(self.everything(), before)

	def test_what_was_there_before_is_kept_sealed(self):
		number = invented_id()
		make_resident(self.grid, resident_name="密存人", id_number=number, occupation="旧职业甲")
		doc = self.imported([self.row(姓名="密存人", 身份证号=number, 职业="新职业乙")])
		piece = frappe.get_last_doc("Registry Import Chunk", {"registry_import": doc.name})
		self.assertNotIn("旧职业甲", str(piece.as_dict()))
		before = json.loads(unseal("Registry Import Chunk", piece.name, piece.sealed)["before"])
		self.assertEqual(next(iter(before.values()))[1]["occupation"], "旧职业甲")

	def test_changed_records_stay_and_are_told(self):
		doc = self.imported([self.row(姓名="改过人"), self.row(姓名="没改人")])
		changed = self.resident("改过人")
		changed.occupation = "木匠"
		changed.save()
		self.undone(doc)
		self.assertEqual((doc.undone, doc.kept), (1, 1))
		self.assertTrue(frappe.db.exists("Resident", changed.name))
		self.assertFalse(frappe.db.exists("Resident", {"resident_name": "没改人"}))
		self.assertEqual(
			[(row, "修改" in message) for row, _header, message in self.report(doc)], [(2, True)]
		)

	def test_updated_record_that_was_changed_since_stays_changed(self):
		number = invented_id()
		known = make_resident(self.grid, id_number=number, occupation="旧")
		doc = self.imported([self.row(身份证号=number, 职业="导入")])
		known.reload()
		known.workplace = "后来"
		known.save()
		self.undone(doc)
		known.reload()
		self.assertEqual((known.occupation, known.workplace, doc.kept), ("导入", "后来", 1))

	def test_records_that_others_refer_to_stay_and_are_told(self):
		doc = self.imported([self.row(姓名="被引人"), self.row(姓名="被评人"), self.row(姓名="无关人")])
		make_resident(self.grid, guardian=self.resident("被引人").name)
		self.resident("被评人").add_comment("Comment", "已走访")
		self.undone(doc)
		self.assertEqual((doc.undone, doc.kept), (1, 2))
		self.assertTrue(all("引用" in message for _row, _header, message in self.report(doc)))

	def test_household_stays_while_a_member_stays(self):
		doc = self.imported(population(4, self.grid), create_missing=1)
		members = frappe.get_all(
			"Resident", {"grid": self.grid}, ["name", "household", "residence"], order_by="name"
		)
		member = frappe.get_doc("Resident", members[-1].name)
		member.occupation = "木匠"
		member.save()
		self.undone(doc)
		self.assertEqual((doc.undone, doc.kept), (3, 3))
		household = frappe.get_doc("Household", member.household)
		self.assertTrue(frappe.db.exists("Standard Address", member.residence))
		self.assertIn(household.head, (None, member.name))

	def test_undo_goes_on_where_it_was_killed_and_twice_is_once(self):
		self.chunk = 4
		before = self.everything()
		doc = self.imported(population(12, self.grid), create_missing=1)
		doc.undo()
		piece = undo._last_piece(doc.name)
		undo._advance(doc.name, piece.name, *undo._undo_piece(doc, piece))
		for _again in range(2):
			undo.undo(doc, lambda: None, lambda _progress: None)
		doc.reload()
		self.assertEqual(self.everything(), before)
		self.assertEqual((doc.status, doc.undone, doc.kept), ("Undone", 18, 0))
