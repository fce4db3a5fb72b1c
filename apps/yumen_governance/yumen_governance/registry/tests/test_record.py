"""What holds for every kind of registry record: sealed, masked, in its territory, never deleted."""

import json

import frappe
from frappe.desk.reportview import get as report_view
from frappe.handler import execute_cmd
from frappe.www.printview import get_html_and_style

from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.record import DuplicateRecordError, RecordError
from yumen_governance.registry.shape import shape_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	invented_uscc,
	make_address,
	make_building,
	make_facility,
	make_grid,
	make_grid_member,
	make_hazard,
	make_household,
	make_key_area,
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
	"Hazard": make_hazard,
	"Key Area": make_key_area,
}
PHONE, OTHER_PHONE, ADDRESS, ILLNESS = (
	"19900007351",
	"19900009999",
	"玉门市测试路社区金诚小区3号楼2单元501",
	"高血压",
)
PLAIN = {"phone": PHONE, "address": ADDRESS, "health": ILLNESS}


class RecordTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		community = make_grid(make_grid().name).name
		self.grid, self.other_grid = make_grid(community).name, make_grid(community).name
		make_grid_member(self.grid, user=actor("member"))
		make_grid_member(self.other_grid, user=actor("other_member"))

	def secrets(self, doctype) -> dict[str, str]:
		"""Plain values for every sealed field of a DocType."""
		numbers = {"id_number": invented_id()}
		return {
			field: {**PLAIN, **numbers}[way.kind]
			for field, way in shape_of(doctype).seals.items()
			if field != "other_document_number"
		}

	def call(self, cmd, **arguments):
		frappe.local.form_dict = frappe._dict(arguments, cmd=cmd)
		frappe.local.request = frappe._dict(method="POST")
		frappe.local.response = frappe._dict(docs=[])
		try:
			return execute_cmd(cmd)
		finally:
			frappe.local.request = None


class TestSealing(RecordTestCase):
	def assertNowhere(self, plain: dict[str, str], text: str):
		for fieldname, value in plain.items():
			self.assertNotIn(value, text, fieldname)

	def test_sealed_values_stand_nowhere_in_the_database(self):
		for doctype, make in MAKERS.items():
			plain = self.secrets(doctype)
			doc = make(self.grid, **plain)
			changed = {field: OTHER_PHONE for field in plain if "phone" in field}
			doc.update(changed).save(ignore_version=False)
			with self.subTest(doctype):
				rows = [
					frappe.db.sql(f"select * from `tab{doctype}` where name = %s", doc.name, as_dict=True),
					frappe.db.sql("select * from tabVersion where docname = %s", doc.name, as_dict=True),
					frappe.db.sql(
						"select * from tabComment where reference_name = %s", doc.name, as_dict=True
					),
				]
				self.assertNowhere(plain, str(rows))
				self.assertNowhere(changed, str(rows))

	def test_every_path_shows_masks_only(self):
		for doctype, make in MAKERS.items():
			plain = self.secrets(doctype)
			if not plain:
				continue
			name = make(self.grid, **plain).name
			for person in ("member", "registry_clerk", "dispatcher", "administrator"):
				with self.subTest(doctype, person=person), self.as_user(actor(person)):
					self.assertNowhere(plain, frappe.as_json(self.seen(doctype, name)))

	def seen(self, doctype, name):
		self.call("frappe.desk.form.load.getdoc", doctype=doctype, name=name)
		form = frappe.local.response.docs
		listed = frappe.get_list(doctype, {"name": name}, ["*"])
		frappe.local.form_dict = frappe._dict(
			doctype=doctype,
			fields=json.dumps(list(shape_of(doctype).seals)),
			filters=json.dumps({"name": name}),
		)
		return [form, listed, report_view(), self.call("frappe.client.get", doctype=doctype, name=name)]

	def test_print_shows_masks_only(self):
		plain = self.secrets("Resident")
		resident = make_resident(self.grid, **plain)
		with self.as_user(actor("member")):
			html = get_html_and_style("Resident", resident.name)["html"]
		self.assertIn("199****7351", html)
		self.assertNowhere(plain, html)

	def test_unchanged_mask_keeps_the_value_and_an_emptied_field_removes_it(self):
		hazard = make_hazard(self.grid, responsible_phone=PHONE)
		hazard.reload()
		before = hazard.sealed
		hazard.description = "changed"
		hazard.save()
		self.assertEqual((hazard.sealed, hazard.responsible_phone), (before, "199****7351"))
		hazard.responsible_phone = ""
		hazard.save()
		hazard.reload()
		self.assertEqual((hazard.sealed, hazard.responsible_phone), (None, None))

	def test_mask_typed_anew_is_refused(self):
		self.assertRefused(RecordError, make_hazard, self.grid, responsible_phone="199****7351")

	def test_machinery_is_hidden_from_everybody(self):
		resident = make_resident(self.grid)
		for person in ("member", "registry_clerk", "administrator", "auditor"):
			with self.subTest(person), self.as_user(actor(person)):
				self.call("frappe.desk.form.load.getdoc", doctype="Resident", name=resident.name)
				form = frappe.local.response.docs[0].as_dict()
				for fieldname in ("sealed", "id_number_index", "phone_index", "id_number_tail"):
					self.assertFalse(form.get(fieldname), fieldname)
				row = frappe.get_list(
					"Resident", {"name": resident.name}, ["sealed", "id_number_index", "name"]
				)
				self.assertNotIn("sealed", row[0])


class TestVersions(RecordTestCase):
	def version(self, doc) -> dict:
		return json.loads(frappe.get_last_doc("Version", {"docname": doc.name}).data)

	def test_version_names_fields_above_level_0_without_their_values(self):
		resident = make_resident(self.grid, ethnic="ethnic-01", occupation="教师")
		resident.update({"occupation": "木匠", "ethnic": "ethnic-03", "resident_name": "新名字"})
		resident.save(ignore_version=False)
		changed = {row[0]: row[1:] for row in self.version(resident)["changed"]}
		self.assertEqual(changed["occupation"], ["****", "****"])
		self.assertEqual(changed["ethnic"], ["****", "****"])
		self.assertEqual(changed["resident_name"][1], "新名字")

	def test_version_is_silent_about_the_machinery_and_speaks_codes_as_words(self):
		hazard = make_hazard(self.grid, responsible_phone=PHONE)
		hazard.update({"hazard_kind": "hazard_kind-01", "responsible_phone": OTHER_PHONE})
		hazard.save(ignore_version=False)
		changed = {row[0]: row[1:] for row in self.version(hazard)["changed"]}
		self.assertEqual(changed["hazard_kind"], ["消防隐患", "治安隐患"])
		self.assertEqual(changed["responsible_phone"], ["199****7351", "199****9999"])
		self.assertNotIn("sealed", changed)

	def test_version_tells_no_rows_of_a_table_above_level_0(self):
		tenant = make_resident(self.grid, resident_name="承租者")
		house = make_rental_house(self.grid)
		house.append("tenants", {"tenant": tenant.name})
		house.save(ignore_version=False)
		version = self.version(house)
		self.assertNotIn("承租者", json.dumps(version, ensure_ascii=False))
		self.assertIn(["tenants", "****", "****"], version["changed"])


class TestTerritory(RecordTestCase):
	def test_every_registry_doctype_has_a_maker(self):
		self.assertEqual(set(MAKERS), set(REGISTRY_DOCTYPES))

	def test_member_of_another_grid_neither_sees_nor_changes_nor_takes(self):
		for doctype, make in MAKERS.items():
			doc = make(self.grid)
			with self.subTest(doctype), self.as_user(actor("other_member")):
				self.assertFalse(frappe.get_list(doctype, {"name": doc.name}))
				self.assertFalse(frappe.has_permission(doctype, "read", doc.name))
				self.assertRefused(
					frappe.PermissionError, self.call, "frappe.client.get", doctype=doctype, name=doc.name
				)
				stolen = frappe.get_doc(doctype, doc.name)
				stolen.grid = self.other_grid
				self.assertRefused(frappe.PermissionError, stolen.save)

	def test_member_makes_records_in_their_own_grid_only(self):
		for doctype, make in MAKERS.items():
			with self.subTest(doctype), self.as_user(actor("member")):
				self.assertEqual(make(self.grid).grid, self.grid)
				self.assertRefused(frappe.PermissionError, make, self.other_grid)

	def test_member_can_not_push_a_record_into_another_grid(self):
		for doctype, make in MAKERS.items():
			with self.subTest(doctype), self.as_user(actor("member")):
				doc = make(self.grid)
				doc.grid = self.other_grid
				self.assertRefused(frappe.PermissionError, doc.save)

	def test_link_search_offers_the_own_territory_only(self):
		mine = make_resident(self.grid, resident_name="寻找甲").name
		theirs = make_resident(self.other_grid, resident_name="寻找乙").name
		with self.as_user(actor("member")):
			rows = self.call("frappe.desk.search.search_link", doctype="Resident", txt="寻找", page_length=20)
		answer = str(rows or frappe.local.response)
		self.assertIn(mine, answer)
		self.assertNotIn(theirs, answer)

	def test_title_of_a_record_of_another_territory_is_not_told(self):
		resident = make_resident(self.grid, resident_name="不可说").name
		for person, title in (("member", "不可说"), ("other_member", resident)):
			with self.subTest(person), self.as_user(actor(person)):
				told = self.call("frappe.desk.search.get_link_title", doctype="Resident", docname=resident)
				self.assertEqual(told, title)

	def test_nobody_deletes_exports_or_shares(self):
		for doctype in MAKERS:
			for person in (
				"administrator",
				"registry_clerk",
				"leader",
				"member",
				"dispatcher",
				"auditor",
				"handler",
			):
				for right in ("delete", "export", "share", "import"):
					with self.subTest(doctype, person=person, right=right):
						self.assertFalse(frappe.has_permission(doctype, right, user=actor(person)))


class TestUniqueness(RecordTestCase):
	def test_second_record_with_the_same_number_is_refused(self):
		code = invented_uscc()
		for make, values in (
			(make_resident, {"id_number": invented_id()}),
			(make_organization, {"uscc": code}),
			(make_household, {"household_number": "620981999"}),
			(make_rental_house, {"house_number": "CZ-0001"}),
			(make_facility, {"facility_number": "XF-0001"}),
			(make_address, {"door": "999室"}),
		):
			with self.subTest(make.__name__):
				make(self.grid, **values)
				message = self.assertRefused(DuplicateRecordError, make, self.other_grid, **values)
				self.assertIn("registered already", message)

	def test_numbers_are_compared_however_they_are_written(self):
		make_address(self.grid, compound="金诚小区", building="3号楼", door="501室")
		self.assertRefused(
			DuplicateRecordError,
			make_address,
			self.grid,
			compound="金诚小区 ",
			building="３号楼",
			door="501 室",
		)

	def test_missing_numbers_are_no_duplicates(self):
		for make, field in (
			(make_organization, "uscc"),
			(make_household, "household_number"),
			(make_facility, "facility_number"),
		):
			first, second = (make(self.grid, **{field: ""}) for _ in range(2))
			self.assertNotEqual(first.name, second.name)

	def test_whoever_may_read_the_other_record_is_told_where_it_is(self):
		number = invented_id()
		first = make_resident(self.grid, resident_name="先登记", id_number=number)
		with self.as_user(actor("member")):
			message = self.assertRefused(DuplicateRecordError, make_resident, self.grid, id_number=number)
		self.assertIn("先登记", message)
		self.assertIn(first.name, message)

	def test_others_are_told_to_ask_a_clerk_in_chinese_and_nothing_more(self):
		number = invented_id()
		first = make_resident(self.grid, resident_name="先登记", id_number=number)
		with self.as_user(actor("other_member")), self.in_language("zh"):
			message = self.assertRefused(
				DuplicateRecordError, make_resident, self.other_grid, id_number=number
			)
		self.assertIn("该身份证号已登记，请联系登记员", message)
		for hint in ("先登记", first.name, self.grid):
			self.assertNotIn(hint, message)

	def test_database_itself_refuses_a_duplicate(self):
		first, second = make_resident(self.grid), make_resident(self.grid)
		index = frappe.db.get_value("Resident", first.name, "id_number_index")
		with self.assertRaises(Exception) as caught:
			frappe.db.set_value("Resident", second.name, "id_number_index", index)
		self.assertTrue(frappe.db.is_duplicate_entry(caught.exception))
