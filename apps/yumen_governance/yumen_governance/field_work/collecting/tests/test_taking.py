"""New records and corrections from the phone: saved, proposed or refused, never against the registry's rules."""

import json
from contextlib import contextmanager

import frappe

from yumen_governance.field_work.collecting.taking import CollectingError
from yumen_governance.field_work.collecting.tests.case import (
	CLERK,
	FORM,
	LEADER,
	PROPOSAL,
	CollectingTestCase,
)
from yumen_governance.field_work.sync.items import Conflict
from yumen_governance.registry.leaks import discreet
from yumen_governance.registry.record import DuplicateRecordError, RecordError
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.factories import (
	actor,
	fresh,
	invented_id,
	make_address,
	make_household,
	make_organization,
	make_rental_house,
	make_resident,
)

RESIDENT = "Resident"
PHONE = "19900004321"


class TestNewRecords(CollectingTestCase):
	def person(self, **values) -> dict:
		told = {"resident_name": "曾小明", "resident_kind": "Registered", "id_number": invented_id()}
		return {**told, "grid": self.grid, **values}

	def test_member_adds_a_household_and_its_people(self):
		household = self.collect("Household", {"head_name": "曾大明", "grid": self.grid})
		taken = self.collect(RESIDENT, self.person(household=household.name, relation_to_head="kinship-0"))
		resident = frappe.get_doc(RESIDENT, taken.name)
		self.assertEqual((household.store, taken.store), ("households", "residents"))
		self.assertEqual((resident.household, resident.owner), (household.name, actor("member")))
		self.assertEqual(resident.pinyin_initials, "zxm")

	def test_number_and_phone_are_sealed(self):
		number = invented_id()
		taken = self.collect(RESIDENT, self.person(id_number=number, phone=PHONE))
		doc = frappe.get_doc(RESIDENT, taken.name)
		self.assertNotIn(number, str(doc.as_dict()))
		self.assertEqual(unseal(RESIDENT, doc.name, doc.sealed)["phone"], PHONE)

	def test_log_of_a_failure_tells_no_plain_value(self):
		address = "玉门市测试路社区金诚小区3号楼2单元501"
		values = {"_doctype": RESIDENT, **self.person(phone=PHONE, address_detail=address)}
		sent = json.dumps([{"kind": "collect", "values": values}], ensure_ascii=False)
		for text in (sent, json.dumps({"items": sent}, ensure_ascii=False), str({"items": sent})):
			told = discreet(text)
			for plain in (PHONE, address, values["id_number"]):
				self.assertNotIn(plain, told)

	def test_foreign_grid_is_refused(self):
		self.assertRefused(CollectingError, self.collect, RESIDENT, self.person(grid=self.other_grid))
		self.assertRefused(CollectingError, self.collect, RESIDENT, self.person(grid=None))

	def test_wrong_number_is_refused_with_the_mend(self):
		number = invented_id()
		wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
		message = self.assertRefused(RecordError, self.collect, RESIDENT, self.person(id_number=wrong))
		self.assertIn(number[-1], message)
		self.assertNotIn(wrong, message)

	def test_same_person_again_is_refused_with_whom(self):
		number = invented_id()
		self.collect(RESIDENT, self.person(id_number=number))
		message = self.assertRefused(
			DuplicateRecordError, self.collect, RESIDENT, self.person(id_number=number)
		)
		self.assertIn("曾小明", message)

	def test_of_a_person_in_another_grid_nothing_is_told_but_that_they_are_registered(self):
		number = invented_id()
		make_resident(self.other_grid, id_number=number, resident_name="秘密人")
		message = self.assertRefused(
			DuplicateRecordError, self.collect, RESIDENT, self.person(id_number=number)
		)
		self.assertNotIn("秘密人", message)
		self.assertIn("registry clerk", message)

	def test_same_address_written_otherwise_is_refused(self):
		parts = {"township": "测试镇", "village": "采集村", "compound": "一组", "door": "3号"}
		self.collect("Standard Address", {**parts, "grid": self.grid})
		again = {**parts, "door": " 3-号", "grid": self.grid}
		self.assertRefused(DuplicateRecordError, self.collect, "Standard Address", again)

	def test_house_at_the_same_address_and_organization_of_the_same_name_are_refused(self):
		address = make_address(self.grid).name
		make_rental_house(self.grid, address=address)
		house = {"house_name": "又一套", "landlord_name": "某人", "address": address, "grid": self.grid}
		self.assertRefused(DuplicateRecordError, self.collect, "Rental House", house)
		shop = make_organization(self.grid, organization_name="顺达商店")
		values = {"organization_name": shop.organization_name, "organization_kind": "Private Enterprise"}
		self.assertRefused(DuplicateRecordError, self.collect, "Organization", {**values, "grid": self.grid})

	def test_name_and_phone_of_another_grid_are_not_looked_at(self):
		make_resident(self.other_grid, resident_name="曾小明", phone=PHONE)
		self.assertTrue(self.collect(RESIDENT, self.person(phone=PHONE)).name)

	def test_link_to_a_record_of_others_is_refused_whether_or_not_there_is_one(self):
		household = make_household(self.other_grid).name
		for name in (household, "0123456789abcdefghjkmnpq"):
			message = self.assertRefused(CollectingError, self.collect, RESIDENT, self.person(household=name))
			self.assertNotIn(name, message)

	def test_unknown_kinds_fields_and_shapes_are_refused(self):
		for doctype in ("User", "Hazard", "", None, "Drug Recovery Record"):
			with self.subTest(doctype):
				self.assertRefused(CollectingError, self.collect, doctype, {"name": "x"})
		for values in (
			{},
			{**self.person(), "owner": "Administrator"},
			{**self.person(), "sealed": "1:abc"},
			{**self.person(), "health_status": "高血压"},
			{**self.person(), "phone": {"a": 1}},
			{"house_name": "一", "landlord_name": "二", "grid": self.grid, "tenants": "三"},
		):
			with self.subTest(values):
				doctype = "Rental House" if "tenants" in values else RESIDENT
				self.assertRefused(CollectingError, self.collect, doctype, values)

	def test_what_is_required_is_named(self):
		with self.in_language("zh"):
			message = self.assertRefused(CollectingError, self.collect, "Household", {"grid": self.grid})
		self.assertIn("户主姓名", message)

	def test_html_stays_text(self):
		name = "曾<img src=x onerror=alert(1)>大明"
		taken = self.collect("Household", {"head_name": name, "grid": self.grid})
		self.assertNotIn("onerror", frappe.db.get_value("Household", taken.name, "head_name"))

	def test_office_may_want_new_records_proposed_and_the_leader_is_trusted(self):
		frappe.get_doc(FORM, "Household").update({"additions": "Always Proposed"}).save()
		values = {"head_name": "曾大明", "grid": self.grid}
		self.assertEqual(self.collect("Household", values).store, "correction_proposals")
		self.assertEqual(self.collect("Household", values, user=LEADER).store, "households")

	def test_office_may_close_a_form(self):
		frappe.get_doc(FORM, "Household").update({"may_be_added": 0}).save()
		values = {"head_name": "曾大明", "grid": self.grid}
		self.assertRefused(CollectingError, self.collect, "Household", values)

	def test_who_has_no_right_makes_nothing(self):
		for person in ("handler", "dispatcher", "auditor", "clerk"):
			with self.subTest(person):
				self.assertRefused(CollectingError, self.collect, RESIDENT, self.person(), user=actor(person))


class TestCorrections(CollectingTestCase):
	def setUp(self):
		super().setUp()
		self.resident = make_resident(self.grid, phone=PHONE)

	def correct(self, user: str | None = None, **values):
		return self.collect(
			RESIDENT, values, fresh(self.resident), user or actor("member"), _reason="本人说的"
		)

	def test_empty_field_is_filled_at_once(self):
		self.assertEqual(self.correct(occupation="教师").store, "residents")
		self.assertEqual(fresh(self.resident).occupation, "教师")

	def test_changed_value_is_proposed(self):
		taken = self.correct(phone="19900005678")
		self.assertEqual(taken.store, "correction_proposals")
		self.assertEqual(fresh(self.resident).phone, "199****4321")

	def test_leader_and_clerk_correct_at_once(self):
		for number, user in enumerate((LEADER, CLERK)):
			self.assertEqual(self.correct(user, phone=f"1990000567{number}").store, "residents")

	def test_office_decides_what_is_proposed(self):
		form = frappe.get_doc(FORM, RESIDENT)
		form.update({"corrections": "Saved at Once"}).save()
		self.assertEqual(self.correct(phone="19900005678").store, "residents")
		fresh(form).update({"corrections": "Always Proposed"}).save()
		self.assertEqual(self.correct(occupation="教师").store, "correction_proposals")

	def test_field_that_may_be_read_only_is_proposed(self):
		with self.change_rights(write=0):
			self.assertEqual(self.correct(occupation="教师").store, "correction_proposals")

	@contextmanager
	def change_rights(self, write: int):
		"""Let members read the second level of a resident without writing it."""
		filters = {"parent": RESIDENT, "role": "Grid Member", "permlevel": 1}
		doctype = "Custom DocPerm" if frappe.db.exists("Custom DocPerm", filters) else "DocPerm"
		frappe.db.set_value(doctype, filters, "write", write)
		frappe.clear_cache(doctype=RESIDENT)
		try:
			yield
		finally:
			frappe.db.set_value(doctype, filters, "write", 1)
			frappe.clear_cache(doctype=RESIDENT)

	def test_stale_correction_is_a_conflict_with_the_record_as_the_phone_shows_it(self):
		seen = fresh(self.resident)
		fresh(self.resident).update({"occupation": "教师"}).save()
		with self.assertRaises(Conflict) as caught:
			self.collect(RESIDENT, {"workplace": "一中"}, seen)
		self.assertEqual(caught.exception.current["occupation"], "教师")
		self.assertEqual(caught.exception.current["phone"], "199****4321")
		self.assertNotIn("sealed", caught.exception.current)

	def test_nothing_changed_is_nothing(self):
		before = fresh(self.resident)
		self.correct(phone=before.phone, resident_name=before.resident_name)
		self.assertEqual(fresh(self.resident).modified, before.modified)
		self.assertFalse(frappe.db.count(PROPOSAL, {"reference_name": before.name}))

	def test_mask_that_was_typed_over_is_refused(self):
		self.assertRefused(RecordError, self.correct, user=LEADER, phone="199****9999")

	def test_record_of_another_grid_is_refused(self):
		other = make_resident(self.other_grid)
		self.assertRefused(
			frappe.PermissionError, self.collect, RESIDENT, {"occupation": "教师"}, fresh(other)
		)

	def test_record_is_not_moved_with_a_correction(self):
		self.assertRefused(CollectingError, self.correct, user=LEADER, grid=self.other_grid)

	def test_rows_of_a_table_are_changed(self):
		house = make_rental_house(self.grid)
		rows = [{"tenant": self.resident.name, "from_date": "2026-01-01"}]
		self.collect("Rental House", {"tenants": rows}, fresh(house))
		self.assertEqual(fresh(house).tenants[0].tenant, self.resident.name)
		before = fresh(house).modified
		self.collect("Rental House", {"tenants": rows}, fresh(house))
		self.assertEqual(fresh(house).modified, before)
