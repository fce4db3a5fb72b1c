"""What of the registry a phone keeps: the member's territory, masked, and the forms as the office has them."""

import json

import frappe

from yumen_governance.field_work.collecting.kinds import KINDS
from yumen_governance.field_work.collecting.tests.case import FORM, LEADER, CollectingTestCase
from yumen_governance.registry.shape import shape_of
from yumen_governance.tests.care import make_care_record, make_care_unit
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_address,
	make_building,
	make_facility,
	make_household,
	make_organization,
	make_rental_house,
	make_resident,
)

MAKERS = {
	"Standard Address": make_address,
	"Building": make_building,
	"Household": make_household,
	"Resident": make_resident,
	"Rental House": make_rental_house,
	"Organization": make_organization,
	"Public Facility": make_facility,
}
PHONE, ADDRESS, ILLNESS = "19900007351", "玉门市测试路社区金诚小区3号楼2单元501", "高血压"


class TestRegistryStores(CollectingTestCase):
	def test_member_has_the_own_grid_and_the_leader_every_grid_below(self):
		for kind in KINDS:
			own, other = (MAKERS[kind.doctype](grid).name for grid in (self.grid, self.other_grid))
			with self.subTest(kind.store):
				self.assertIn(own, mine := self.rows(kind.store))
				self.assertNotIn(other, mine)
				self.assertLessEqual({own, other}, set(self.rows(kind.store, LEADER)))

	def test_people_without_a_grid_have_nothing_on_a_phone(self):
		make_resident(self.grid)
		for person in ("dispatcher", "auditor", "registry_clerk", "handler"):
			with self.subTest(person):
				self.assertFalse(self.rows("residents", actor(person)))

	def test_nothing_sealed_leaves_in_the_clear(self):
		plain = {"phone": PHONE, "address": ADDRESS, "health": ILLNESS, "id_number": "99000019110203101X"}
		for kind in KINDS:
			sealed = shape_of(kind.doctype).seals
			values = {
				name: plain[way.kind] for name, way in sealed.items() if way.kind in ("phone", "address")
			}
			doc = MAKERS[kind.doctype](self.grid, **values)
			for user in (None, LEADER):
				text = json.dumps(self.rows(kind.store, user or actor("member"))[doc.name], default=str)
				with self.subTest(kind.store, user=user):
					for value in (PHONE, "金诚小区", doc.get("sealed") or "-none-"):
						self.assertNotIn(value, text)
					self.assertNotIn("_index", text)
					self.assertNotIn("_tail", text)

	def test_masks_are_those_of_the_desk(self):
		doc = make_resident(self.grid, phone=PHONE, address_detail=ADDRESS)
		row = self.rows("residents")[doc.name]
		self.assertEqual((row["phone"], row["id_number"]), (doc.phone, doc.id_number))
		self.assertEqual(row["address_detail"], "玉门市测试路社区****")

	def test_what_a_role_does_not_read_is_not_on_its_phone(self):
		doc = make_resident(self.grid, health_status=ILLNESS)
		self.assertNotIn("health_status", self.rows("residents")[doc.name])

	def test_person_of_a_special_group_is_like_everybody_else(self):
		number = invented_id()
		plain, special = make_resident(self.grid), make_resident(self.grid, id_number=number)
		make_care_record("Drug Recovery Record", make_care_unit(), number, helper=actor("member"))
		rows = self.rows("residents")
		self.assertEqual(set(rows[plain.name]), set(rows[special.name]))

	def test_ended_records_are_not_kept(self):
		gone = make_resident(self.grid, status="Moved Out")
		removed = make_facility(self.grid, status="Removed")
		self.assertNotIn(gone.name, self.rows("residents"))
		self.assertNotIn(removed.name, self.rows("public_facilities"))

	def test_rows_of_tables_and_labels_come_along(self):
		address = make_address(self.grid)
		household = make_household(self.grid, address=address.name)
		head = make_resident(self.grid, household=household.name, relation_to_head="kinship-1")
		house = make_rental_house(self.grid, tenants=[{"tenant": head.name, "from_date": "2026-01-01"}])
		self.assertEqual(self.rows("households")[household.name]["address_text"], address.full_address)
		self.assertEqual(self.rows("residents")[head.name]["relation"], "配偶")
		self.assertEqual(self.rows("rental_houses")[house.name]["tenants"][0]["tenant"], head.name)

	def test_number_of_queries_does_not_grow_with_the_rows(self):
		address = make_address(self.grid)
		for _number in range(3):
			make_household(self.grid, address=address.name)
		self.rows("households")
		with self.assertQueryCount(12):
			self.rows("households")


class TestForms(CollectingTestCase):
	def form(self, doctype: str = "Resident", user: str | None = None) -> dict[str, dict]:
		form = self.rows("collecting_forms", user or actor("member"))[doctype]
		return {field["fieldname"]: field for field in form["fields"]}

	def test_what_must_be_told_comes_first(self):
		fields = self.form()
		self.assertTrue(fields["resident_name"]["is_first"] and fields["phone"]["is_first"])
		self.assertNotIn("is_first", fields["occupation"])

	def test_codes_links_and_choices_are_those_of_the_form(self):
		with self.in_language("zh"):
			fields = self.form()
		self.assertEqual(
			(fields["ethnic"]["store"], fields["ethnic"]["code_list"]), ("code_values", "ethnic")
		)
		self.assertEqual(fields["household"]["store"], "households")
		self.assertIn({"value": "Floating", "label": "流动人口"}, fields["resident_kind"]["choices"])
		self.assertEqual(fields["phone"]["sealed"], "phone")

	def test_closed_and_hidden_fields_are_not_asked(self):
		fields = self.form()
		self.assertFalse(
			{"health_status", "religion", "sealed", "grid_path", "merged_into", "id_number_index"}
			& set(fields)
		)
		self.assertIn("health_status", self.form(user=actor("registry_clerk")))

	def test_customised_form_reaches_the_phone(self):
		before = frappe.db.get_value(FORM, "Resident", "modified")
		frappe.get_doc(
			{
				"doctype": "Property Setter",
				"doctype_or_field": "DocField",
				"doc_type": "Resident",
				"field_name": "occupation",
				"property": "reqd",
				"property_type": "Check",
				"value": "1",
			}
		).insert()
		frappe.clear_cache(doctype="Resident")
		self.addCleanup(frappe.clear_cache, doctype="Resident")
		self.assertGreater(frappe.db.get_value(FORM, "Resident", "modified"), before)
		self.assertTrue(self.form()["occupation"]["reqd"])

	def test_forms_of_records_that_somebody_does_not_read_are_left_out(self):
		self.assertFalse(self.rows("collecting_forms", actor("clerk")))
