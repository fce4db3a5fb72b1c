"""Care records: found by number only, help first, sealed background, one state that only actions change."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.permissions.care import CARE_DOCTYPES
from yumen_governance.registry.care.person import PersonError
from yumen_governance.registry.care.record import EndedError
from yumen_governance.registry.record import DuplicateRecordError, RecordError
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.shape import shape_of
from yumen_governance.tests.care import (
	CORRECTION,
	DRUG,
	KINDS,
	MENTAL,
	RESETTLEMENT,
	YOUTH,
	CareTestCase,
	helper_row,
	officer,
)
from yumen_governance.tests.factories import actor, invented_id, make_unit

CHILD, ADULT = "20150601", "19800601"


class TestPerson(CareTestCase):
	def test_number_finds_the_person_and_only_its_mask_is_kept(self):
		resident, number = self.make_person()
		record = self.make_record(id_number=number)
		stored = frappe.db.get_value(
			RESETTLEMENT, record.name, ["resident", "id_number", "person_name"], as_dict=True
		)
		self.assertEqual(stored.resident, resident.name)
		self.assertEqual(stored.id_number, f"{number[:6]}********{number[-4:]}")
		self.assertEqual(stored.person_name, resident.resident_name)

	def test_phone_is_taken_from_the_registry_without_being_shown(self):
		resident, number = self.make_person(phone="19900001234")
		record = self.make_record(id_number=number)
		self.assertEqual(record.contact_phone, "199****1234")
		self.assertEqual(unseal(RESETTLEMENT, record.name, record.sealed)["contact_phone"], "19900001234")
		self.assertEqual(resident.phone, "199****1234")

	def test_unknown_or_wrong_number_is_refused_with_what_to_do(self):
		with self.in_language("en"):
			message = self.assertRefused(PersonError, self.make_record, id_number=invented_id())
			self.assertIn("registry clerk", message)
			wrong = invented_id()
			wrong = wrong[:17] + ("0" if wrong[17] != "0" else "1")
			self.assertIn("check digit", self.assertRefused(PersonError, self.make_record, id_number=wrong))

	def test_who_died_gets_no_new_record(self):
		resident, number = self.make_person()
		resident.update({"status": "Deceased"}).save()
		self.assertRefused(PersonError, self.make_record, id_number=number)

	def test_merged_entry_leads_to_the_one_that_stayed(self):
		gone, number = self.make_person()
		stayed, _number = self.make_person()
		gone.db_set({"status": "Merged", "merged_into": stayed.name})
		self.assertEqual(self.make_record(id_number=number).resident, stayed.name)

	def test_minor_is_masked_in_lists_of_every_group(self):
		for doctype in CARE_DOCTYPES:
			_resident, number = self.make_person(resident_name="张小明", id_number=invented_id(CHILD))
			with self.subTest(doctype):
				self.assertEqual(self.make_record(doctype, id_number=number).person_name, "张**")

	def test_every_name_in_the_youth_list_is_masked(self):
		_resident, number = self.make_person(resident_name="张小明", id_number=invented_id(ADULT))
		self.assertEqual(self.make_record(YOUTH, id_number=number).person_name, "张**")
		self.assertEqual(self.make_record(RESETTLEMENT, id_number=number).person_name, "张小明")

	def test_form_is_told_the_whole_name(self):
		_resident, number = self.make_person(resident_name="张小明", id_number=invented_id(CHILD))
		record = self.make_record(YOUTH, id_number=number)
		record.onload()
		self.assertEqual(record.get("__onload").person["name"], "张小明")

	def test_one_open_record_a_unit(self):
		_resident, number = self.make_person()
		first = self.make_record(id_number=number)
		self.assertRefused(DuplicateRecordError, self.make_record, id_number=number)
		self.end(first)
		self.assertTrue(self.make_record(id_number=number).name)

	def test_record_of_another_unit_is_not_betrayed(self):
		_resident, number = self.make_person()
		self.make_record(id_number=number)
		unit = make_unit(officer(RESETTLEMENT)).name
		self.assertTrue(self.make_record(id_number=number, responsible_unit=unit).name)

	def test_person_cannot_be_exchanged(self):
		record, (other, number) = self.make_record(), self.make_person()
		with self.as_user(officer(RESETTLEMENT)):
			record.id_number = number
			self.assertRefused(frappe.CannotChangeConstantError, record.save)
			record.reload()
			record.update({"resident": other.name, "person_name": "x"}).save()
		record.reload()
		self.assertNotEqual(record.resident, other.name)
		self.assertNotEqual(record.person_name, "x")


class TestContent(CareTestCase):
	def test_background_is_sealed_and_shows_only_masks(self):
		record = self.make_record(
			MENTAL, diagnosis="精神分裂症", risk_level="2级", hospital="测试医院", first_onset="2020.3.1"
		)
		stored = frappe.db.get_value(MENTAL, record.name, "*", as_dict=True)
		self.assertEqual(
			{stored[name] for name in ("diagnosis", "risk_level", "hospital", "first_onset")}, {"****"}
		)
		plain = unseal(MENTAL, record.name, stored.sealed)
		self.assertEqual(
			(plain["diagnosis"], plain["risk_level"], plain["hospital"], plain["first_onset"]),
			("精神分裂症", "2级", "测试医院", "2020-03-01"),
		)

	def test_saving_again_keeps_what_is_sealed(self):
		record = self.make_record(DRUG, reason="好奇")
		with self.as_user(officer(DRUG)):
			record.update({"goals": "Find work"}).save()
		self.assertEqual(unseal(DRUG, record.name, record.sealed)["reason"], "好奇")

	def test_sealed_choice_must_be_in_its_code_list(self):
		message = self.assertRefused(RecordError, self.make_record, MENTAL, diagnosis="感冒")
		self.assertIn("精神分裂症", message)
		self.assertTrue(self.make_record(CORRECTION, four_histories="吸毒、自杀").name)
		self.assertRefused(RecordError, self.make_record, CORRECTION, four_histories="吸毒、别的")
		self.assertRefused(RecordError, self.make_record, CORRECTION, missed="也许")

	def test_sealed_dates_and_numbers_are_checked(self):
		for doctype, values in (
			(RESETTLEMENT, {"released_on": "2026-02-30"}),
			(RESETTLEMENT, {"contact_phone": "123"}),
			(YOUTH, {"guardian_phone": "123"}),
			(MENTAL, {"guardian_id_number": "990000199001010000"}),
		):
			with self.subTest(values):
				self.assertRefused(RecordError, self.make_record, doctype, **values)

	def test_codes_come_from_the_lists_of_the_group(self):
		self.assertRefused(RecordError, self.make_record, RESETTLEMENT, placement="release_risk-01")
		wrong = [helper_row(MENTAL, actor("member"))]
		self.assertRefused(RecordError, self.make_record, CORRECTION, helpers=wrong)
		service = {"service": "placement-01", "provided_on": "2026-01-02"}
		self.assertRefused(RecordError, self.make_record, services=[service])

	def test_deprivation_of_political_rights_is_no_correction_any_more(self):
		self.assertRefused(RecordError, self.make_record, CORRECTION, correction_kind="correction_kind-05")
		old = self.make_record(CORRECTION, correction_kind="correction_kind-02")
		old.db_set("correction_kind", "correction_kind-05")
		with self.as_user(officer(CORRECTION)):
			old.reload()
			old.update({"goals": "Old record stays readable"}).save()
		self.assertEqual(old.correction_kind, "correction_kind-05")

	def test_every_code_list_of_the_groups_exists(self):
		lists = set(frappe.get_all("Code List", pluck="name"))
		for doctype in CARE_DOCTYPES:
			shape = shape_of(doctype)
			wanted = {*shape.codes.values(), *shape.choices.values()}
			wanted.update(code for codes in shape.child_codes.values() for code in codes.values())
			self.assertLessEqual(wanted, lists)

	def test_every_sealed_field_stands_on_the_form(self):
		for doctype in CARE_DOCTYPES:
			for fieldname in shape_of(doctype).seals:
				with self.subTest(doctype, field=fieldname):
					self.assertTrue(frappe.get_meta(doctype).has_field(fieldname))

	def test_help_comes_first_and_risk_last(self):
		for doctype in CARE_DOCTYPES:
			sections = [
				df.fieldname for df in frappe.get_meta(doctype).get("fields", {"fieldtype": "Section Break"})
			]
			with self.subTest(doctype):
				self.assertEqual(sections[-1], "section_background")
				self.assertLess(sections.index("section_plan"), sections.index("section_visits"))
				self.assertLess(sections.index("section_visits"), sections.index("section_background"))

	def test_care_cannot_start_in_the_future_or_end_before_it_starts(self):
		self.assertRefused(RecordError, self.make_record, started_on=add_days(getdate(), 1))
		self.assertRefused(RecordError, self.make_record, expected_end="2025-01-01")

	def test_legal_purpose_is_of_this_kind_and_in_use(self):
		self.assertRefused(RecordError, self.make_record, legal_purpose="0401")
		self.assertRefused(RecordError, self.make_record, legal_purpose="")
		frappe.db.set_value("Legal Purpose", "0101", "is_active", 0)
		self.assertRefused(RecordError, self.make_record)

	def test_record_lies_in_no_territory(self):
		for doctype in CARE_DOCTYPES:
			links = {df.options for df in frappe.get_meta(doctype).get("fields", {"fieldtype": "Link"})}
			with self.subTest(doctype):
				self.assertFalse(links & {"Grid", "Resident", "Household", "Standard Address"})
				self.assertFalse(frappe.get_meta(doctype).has_field("grid_path"))


class TestUnit(CareTestCase):
	def test_officer_gives_only_units_that_they_handle_for(self):
		foreign = make_unit().name
		self.assertRefused(frappe.PermissionError, self.make_record, responsible_unit=foreign)
		record = self.make_record()
		with self.as_user(officer(RESETTLEMENT)):
			record.responsible_unit = foreign
			self.assertRefused(frappe.PermissionError, record.save)

	def test_officer_of_both_units_hands_over(self):
		record, second = self.make_record(), make_unit(officer(RESETTLEMENT)).name
		with self.as_user(officer(RESETTLEMENT)):
			record.update({"responsible_unit": second}).save()
		self.assertEqual(record.responsible_unit, second)


class TestActions(CareTestCase):
	def test_only_actions_change_the_state(self):
		record = self.make_record()
		with self.as_user(officer(RESETTLEMENT)):
			record.update({"status": "Ended", "ended_on": "2026-02-01", "next_visit_on": "2026-03-01"}).save()
		record.reload()
		self.assertEqual((record.status, record.ended_on, record.next_visit_on), ("In Care", None, None))

	def test_end_says_when_and_why(self):
		for doctype in CARE_DOCTYPES:
			record = self.end(self.make_record(doctype), "2026-02-01", end_note="Done")
			with self.subTest(doctype):
				self.assertEqual(
					(record.status, str(record.ended_on), record.end_reason),
					("Ended", "2026-02-01", KINDS[doctype][3]),
				)

	def test_impossible_ends_are_refused(self):
		record = self.make_record()
		for ended_on in ("2025-12-31", add_days(getdate(), 1)):
			with self.subTest(ended_on):
				self.assertRefused(RecordError, self.end, record, str(ended_on))
		self.assertRefused(RecordError, self.end, record, reason="correction_end-01")
		self.assertRefused(RecordError, self.end, record, reason="")
		self.assertEqual(frappe.db.get_value(RESETTLEMENT, record.name, "status"), "In Care")

	def test_ended_record_stays_as_it_is(self):
		record = self.end(self.make_record())
		with self.as_user(officer(RESETTLEMENT)):
			record.goals = "Something else"
			self.assertRefused(EndedError, record.save)
			self.assertRefused(EndedError, frappe.get_doc(RESETTLEMENT, record.name).review, "Late")
		self.assertRefused(EndedError, self.end, record)

	def test_end_entered_by_mistake_is_taken_back(self):
		record = self.end(self.make_record())
		with self.as_user(officer(RESETTLEMENT)):
			frappe.get_doc(RESETTLEMENT, record.name).take_back_end()
		record.reload()
		self.assertEqual((record.status, record.ended_on, record.end_reason), ("In Care", None, None))

	def test_helper_and_outsider_take_no_action(self):
		record = self.make_record(helper=actor("member"))
		for person in ("member", "administrator", "correction_officer"):
			with self.subTest(person), self.as_user(actor(person)):
				doc = frappe.get_doc(RESETTLEMENT, record.name)
				self.assertRefused(frappe.PermissionError, doc.end, "care_end-01", "2026-02-01")
				self.assertRefused(frappe.PermissionError, doc.review, "Fine")
				self.assertRefused(frappe.PermissionError, doc.take_back_end)

	def test_values_that_came_in_with_an_action_are_not_stored(self):
		record = self.make_record()
		with self.as_user(officer(RESETTLEMENT)):
			forged = frappe.get_doc({**record.as_dict(), "person_name": "forged", "goals": "forged"})
			forged.review("Goes well")
		record.reload()
		self.assertEqual((record.goals, record.review_conclusion), (None, "Goes well"))

	def test_review_sets_the_next_one_within_what_the_law_allows(self):
		record = self.make_record()
		latest = getdate(add_days(getdate(), 90))
		self.assertEqual(getdate(record.review_on), latest)
		with self.as_user(officer(RESETTLEMENT)):
			doc = frappe.get_doc(RESETTLEMENT, record.name)
			doc.review("Goes well", str(add_days(getdate(), 30)))
			self.assertEqual(getdate(doc.review_on), getdate(add_days(getdate(), 30)))
			self.assertEqual(getdate(doc.last_reviewed_on), getdate())
			self.assertRefused(RecordError, doc.review, "Goes well", str(add_days(getdate(), 91)))
			self.assertRefused(RecordError, doc.review, "  ")
			doc.reload()
			doc.review_on = add_days(getdate(), 91)
			self.assertRefused(RecordError, doc.save)

	def test_nobody_deletes_a_record_or_visit(self):
		record = self.make_record(helper=actor("member"))
		visit = self.make_visit(record, actor("member"))
		for doc in (visit, record):
			self.assertRefused(frappe.PermissionError, frappe.delete_doc, doc.doctype, doc.name)
			self.assertRefused(frappe.PermissionError, frappe.delete_doc, doc.doctype, doc.name, force=True)
