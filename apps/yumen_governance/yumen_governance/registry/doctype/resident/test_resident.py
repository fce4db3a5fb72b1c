"""Residents: what the ID number tells, kinds and what each must tell, merging, moving."""

import frappe
from frappe.utils import add_days, add_years, today

from yumen_governance.registry.doctype.resident.merging import MergeError
from yumen_governance.registry.record import RecordError
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.tests.test_record import RecordTestCase
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_address,
	make_event,
	make_household,
	make_rental_house,
	make_resident,
)

OLD_NUMBER = "990000491231002"


def plain_of(resident) -> dict[str, str]:
	return unseal("Resident", resident.name, frappe.db.get_value("Resident", resident.name, "sealed"))


class TestIdNumber(RecordTestCase):
	def test_sex_birth_date_and_initials_are_derived(self):
		resident = make_resident(self.grid, resident_name="曾小明", id_number=invented_id("20010203", "2"))
		self.assertEqual((resident.sex, str(resident.birth_date)), ("sex-2", "2001-02-03"))
		self.assertEqual(resident.pinyin_initials, "zxm")

	def test_unknown_sex_gives_way_to_the_number(self):
		self.assertEqual(make_resident(self.grid, sex="sex-0", id_number=invented_id(sex="2")).sex, "sex-2")

	def test_contradicting_sex_and_birth_date_are_refused_together(self):
		message = self.assertRefused(
			RecordError,
			make_resident,
			self.grid,
			id_number=invented_id("20010203", "2"),
			sex="sex-1",
			birth_date="2001-02-04",
		)
		self.assertIn("Sex", message)
		self.assertIn("2001-02-03", message)

	def test_wrong_check_digit_is_refused_with_the_mend_in_chinese(self):
		number = invented_id()
		wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
		with self.in_language("zh"):
			message = self.assertRefused(RecordError, make_resident, self.grid, id_number=wrong)
		self.assertIn(f"身份证号: 校验码应为 {number[-1]}", message)
		self.assertNotIn(wrong, message)

	def test_old_number_is_converted_and_told(self):
		resident = make_resident(self.grid, id_number=OLD_NUMBER)
		self.assertEqual(plain_of(resident)["id_number"][:17], "99000019491231002")
		self.assertIn("converted", str(frappe.get_message_log()))

	def test_old_number_with_an_impossible_date_is_refused_with_the_reason(self):
		message = self.assertRefused(RecordError, make_resident, self.grid, id_number="990000491331002")
		self.assertIn("19491331", message)

	def test_resident_without_a_number_needs_a_reason(self):
		self.assertRefused(RecordError, make_resident, self.grid, id_number="")
		resident = make_resident(self.grid, id_number="", no_id_reason="Newborn, Not Registered Yet")
		self.assertFalse(resident.id_number)

	def test_child_is_known_until_the_fourteenth_birthday(self):
		for born, is_child in (
			(add_years(today(), -14), False),
			(add_days(add_years(today(), -14), 1), True),
		):
			resident = make_resident(self.grid, id_number=invented_id(str(born).replace("-", "")))
			self.assertEqual(resident.is_child, is_child, born)


class TestKinds(RecordTestCase):
	def record_religion(self):
		frappe.db.set_single_value("Registry Settings", "record_religion", 1)
		self.addCleanup(frappe.db.value_cache.clear)

	def test_each_kind_must_tell_its_own(self):
		for kind, missing in (
			("Floating", "Reason for Coming"),
			("Left-behind", "Left-behind Type"),
			("Foreign", "Nationality"),
		):
			with self.subTest(kind):
				self.assertIn(
					missing, self.assertRefused(RecordError, make_resident, self.grid, resident_kind=kind)
				)

	def test_foreigner_is_known_by_a_document_without_a_check_digit(self):
		resident = make_resident(
			self.grid,
			resident_kind="Foreign",
			id_number="",
			nationality="nationality-KAZ",
			document_type="document_type-414",
			other_document_number="n 1234567",
		)
		self.assertEqual(plain_of(resident)["other_document_number"], "N1234567")
		self.assertEqual(resident.other_document_number, "****4567")

	def test_nobody_leaves_before_they_arrive(self):
		values = {"arrived_on": "2026-02-01", "leaving_on": "2026-01-01"}
		self.assertIn(
			"Expected to Leave On", self.assertRefused(RecordError, make_resident, self.grid, **values)
		)

	def test_attention_needs_a_reason(self):
		self.assertRefused(RecordError, make_resident, self.grid, needs_attention=1)

	def test_religion_is_refused_until_the_office_switches_it_on(self):
		self.assertRefused(RecordError, make_resident, self.grid, religion="religion-10")
		self.record_religion()
		self.assertEqual(make_resident(self.grid, religion="religion-10").religion, "religion-10")

	def test_health_and_religion_are_for_the_keepers_of_the_registry(self):
		self.record_religion()
		resident = make_resident(self.grid, religion="religion-10", health_note="高血压", occupation="教师")
		for person, levels in (("member", {0, 1}), ("dispatcher", {0}), ("registry_clerk", {0, 1, 2})):
			with self.subTest(person), self.as_user(actor(person)):
				doc = frappe.get_doc("Resident", resident.name)
				doc.apply_fieldlevel_read_permissions()
				self.assertEqual(bool(doc.get("religion")), 2 in levels)
				self.assertEqual(bool(doc.get("health_note")), 2 in levels)
				self.assertEqual(bool(doc.get("occupation")), 1 in levels)
				self.assertTrue(doc.phone)

	def test_member_who_saves_leaves_what_they_may_not_see_as_it_was(self):
		resident = make_resident(self.grid, health_note="高血压")
		with self.as_user(actor("member")):
			doc = frappe.get_doc("Resident", resident.name)
			doc.apply_fieldlevel_read_permissions()
			doc.occupation = "教师"
			doc.save()
		self.assertEqual(plain_of(resident)["health_note"], "高血压")
		self.assertEqual(frappe.db.get_value("Resident", resident.name, "occupation"), "教师")


class TestMerging(RecordTestCase):
	def setUp(self):
		super().setUp()
		self.number = invented_id()
		self.duplicate = make_resident(
			self.grid, id_number=self.number, phone="19900001111", ethnic="ethnic-03"
		)
		self.kept = make_resident(
			self.grid, id_number="", no_id_reason="Document Not at Hand", phone="", occupation="教师"
		)

	def merge(self, person="registry_clerk", duplicate=None, kept=None):
		with self.as_user(actor(person)):
			duplicate = duplicate or self.duplicate
			frappe.get_doc("Resident", duplicate.name).merge_into((kept or self.kept).name)
		self.duplicate.reload()
		self.kept.reload()

	def test_kept_record_is_completed_and_the_duplicate_points_to_it(self):
		self.merge()
		plain = plain_of(self.kept)
		self.assertEqual((plain["id_number"], plain["phone"]), (self.number, "19900001111"))
		self.assertEqual((self.kept.ethnic, self.kept.occupation), ("ethnic-03", "教师"))
		self.assertEqual((self.duplicate.status, self.duplicate.merged_into), ("Merged", self.kept.name))
		self.assertFalse(self.duplicate.id_number)
		self.assertNotIn("id_number", plain_of(self.duplicate))

	def test_duplicate_keeps_what_differs(self):
		self.kept.update({"phone": "19900002222"}).save()
		self.merge()
		self.assertEqual(plain_of(self.duplicate)["phone"], "19900001111")
		self.assertEqual(plain_of(self.kept)["phone"], "19900002222")

	def test_links_of_every_kind_follow(self):
		household = make_household(self.grid, head=self.duplicate.name)
		house = make_rental_house(self.grid, tenants=[{"tenant": self.duplicate.name}])
		event = make_event(self.grid, resident=self.duplicate.name)
		self.merge()
		self.assertEqual(frappe.db.get_value("Household", household.name, "head"), self.kept.name)
		self.assertEqual(
			frappe.db.get_value("Rental Tenant", {"parent": house.name}, "tenant"), self.kept.name
		)
		self.assertEqual(frappe.db.get_value("Governance Event", event.name, "resident"), self.kept.name)

	def test_two_people_are_not_merged(self):
		other = make_resident(self.grid)
		message = self.assertRefused(MergeError, self.merge, duplicate=other, kept=self.duplicate)
		self.assertIn("two people", message)
		self.assertRefused(MergeError, self.merge, kept=self.duplicate)

	def test_merged_record_is_neither_merged_again_nor_changed(self):
		self.merge()
		self.assertRefused(MergeError, self.merge)
		self.duplicate.status = "Active"
		self.assertRefused(MergeError, self.duplicate.save)

	def test_nobody_merges_by_the_status(self):
		self.duplicate.update({"status": "Merged", "merged_into": self.kept.name})
		self.assertRefused(MergeError, self.duplicate.save)

	def test_merging_is_for_the_keepers_of_the_registry(self):
		for person in ("member", "dispatcher", "auditor"):
			with self.subTest(person):
				self.assertRefused(frappe.PermissionError, self.merge, person)


class TestMoving(RecordTestCase):
	def test_resident_moves_alone_and_the_move_is_written_down(self):
		household = make_household(self.grid)
		address = make_address(self.grid)
		resident = make_resident(self.grid, household=household.name, residence=address.name)
		with self.as_user(actor("registry_clerk")):
			frappe.get_doc("Resident", resident.name).move_to_grid(self.other_grid, "结婚迁居", "2026-11-01")
		resident.reload()
		self.assertEqual(
			(resident.grid, resident.household, resident.residence), (self.other_grid, None, None)
		)
		self.assertIn(self.other_grid, resident.grid_path)
		self.assertIn("结婚迁居", frappe.get_last_doc("Comment", {"reference_name": resident.name}).content)

	def test_member_can_not_move_a_resident_to_a_grid_of_others(self):
		resident = make_resident(self.grid)
		with self.as_user(actor("member")):
			doc = frappe.get_doc("Resident", resident.name)
			self.assertRefused(frappe.PermissionError, doc.move_to_grid, self.other_grid, "搬家")
		with self.as_user(actor("other_member")):
			self.assertRefused(frappe.PermissionError, doc.move_to_grid, self.other_grid, "搬家")

	def test_household_moves_with_the_members_who_live_there(self):
		household = make_household(self.grid)
		inside = make_resident(self.grid, household=household.name, relation_to_head="kinship-0")
		gone = make_resident(self.grid, household=household.name, status="Moved Out")
		with self.as_user(actor("registry_clerk")):
			moved = frappe.get_doc("Household", household.name).move_to_grid(self.other_grid, "拆迁安置")
		self.assertEqual(moved, 1)
		inside.reload()
		gone.reload()
		self.assertEqual((inside.grid, inside.household), (self.other_grid, household.name))
		self.assertEqual(gone.grid, self.grid)
