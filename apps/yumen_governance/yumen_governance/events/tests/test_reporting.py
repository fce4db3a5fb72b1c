"""Reporting by the form: place, source, settlement on the spot, and the phone out of sight."""

import frappe
from frappe.model.workflow import apply_workflow

from yumen_governance.api.reveal import reveal
from yumen_governance.api.sources import search
from yumen_governance.events.intake.reporting import IncompleteError, SourceError
from yumen_governance.events.tests.test_intake import square
from yumen_governance.patches import seal_reporter_phones
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_category,
	make_event,
	make_grid,
	make_grid_member,
	make_unit,
	put_in_state,
)

EVENT = "Governance Event"
PHONE = "19900001234"


def marker(*points) -> str:
	features = [
		{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": list(point)}}
		for point in points
	]
	return frappe.as_json({"type": "FeatureCollection", "features": features})


class ReportingTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.community = make_grid(make_grid().name).name
		self.grid = make_grid(self.community).name
		make_grid_member(self.grid, user=actor("member"))
		make_grid_member(self.community, "Grid Leader", actor("leader"))

	def draft(self, user="clerk", **values):
		with self.as_user(actor(user)):
			return make_event(values.pop("grid", self.grid), **values)

	def act(self, event, action, user="clerk", **values):
		with self.as_user(actor(user)):
			if values:
				frappe.get_doc(EVENT, event.name).update(values).save()
			apply_workflow(frappe.as_json({"doctype": EVENT, "name": event.name}), action)
		event.reload()
		return event


class TestPlace(ReportingTestCase):
	def setUp(self):
		super().setUp()
		frappe.get_doc("Grid", self.grid).update({"boundary": square(97.05, 40.29)}).save()

	def test_grid_is_found_from_the_marker(self):
		event = self.draft(grid=None, location=marker((97.055, 40.295)))
		self.assertEqual((event.grid, event.longitude, event.latitude), (self.grid, 97.055, 40.295))

	def test_chosen_grid_is_kept(self):
		event = self.draft(grid=self.community, location=marker((97.055, 40.295)))
		self.assertEqual(event.grid, self.community)

	def test_removed_marker_takes_its_coordinates_along(self):
		event = self.draft(location=marker((97.055, 40.295)))
		event.update({"location": marker()}).save()
		self.assertEqual((event.longitude, event.latitude), (0, 0))

	def test_anything_but_one_marker_is_refused(self):
		for location in (
			marker((97, 40), (97.1, 40)),
			"{",
			'{"features":[{"geometry":{"type":"LineString"}}]}',
		):
			with self.subTest(location):
				self.assertRefused(IncompleteError, self.draft, location=location)

	def test_marker_outside_china_is_refused(self):
		self.assertRefused(frappe.ValidationError, self.draft, location=marker((10, 10)))


class TestSource(ReportingTestCase):
	def test_source_of_others_is_refused(self):
		for user, source in (("clerk", "Grid Member"), ("member", "Hotline"), ("handler", "Window")):
			with self.subTest(user):
				self.assertRefused(SourceError, self.draft, user, source=source)

	def test_form_offers_the_sources_of_the_person(self):
		for user, offered, not_offered in (
			("member", "Grid Member", "Window"),
			("clerk", "Window", "Grid Member"),
		):
			with self.subTest(user), self.as_user(actor(user)):
				found = {row[0] for row in search("Event Source", "", "name", 0, 20, {"is_active": 1})}
				self.assertIn(offered, found)
				self.assertNotIn(not_offered, found)

	def test_stored_values_of_before_are_still_sources(self):
		names = {
			"Hotline",
			"Window",
			"Grid Member",
			"Public Tip-off",
			"Urban Management",
			"110 Transfer",
			"Department Report",
		}
		self.assertLessEqual(names, set(frappe.get_all("Event Source", pluck="name")))

	def test_draft_may_be_incomplete_but_its_report_not(self):
		event = self.draft(source="Hotline")
		with self.in_language("zh"):
			message = self.assertRefused(IncompleteError, self.act, event, "Report")
		self.assertIn("请填写：反映人电话", message)
		self.assertEqual(self.act(event, "Report", reporter_phone=PHONE).stage, "Triage")

	def test_draft_without_what_is_required_may_be_cancelled(self):
		self.assertEqual(self.act(self.draft(source="Hotline"), "Cancel").stage, "Void")

	def test_urgency_of_the_source_comes_before_that_of_the_category(self):
		event = self.draft("dispatcher", source="110 Transfer", category=make_category().name)
		self.assertEqual(event.urgency, "Urgent")


class TestSettlement(ReportingTestCase):
	def settle(self, **values):
		event = self.draft("member", **values)
		return self.act(event, "Settle on Spot", "member", result="当场清理")

	def test_settlement_with_place_and_result_counts_for_the_grid(self):
		event = self.settle(address="幸福小区2号楼")
		self.assertEqual((event.stage, event.settled_on_spot), ("Feedback", 1))

	def test_other_ways_do_not_count(self):
		self.assertEqual(self.act(self.draft(), "Report").settled_on_spot, 0)

	def test_nobody_claims_it_by_hand(self):
		event = self.draft("member", settled_on_spot=1)
		self.assertEqual(self.act(event, "Report", "member").settled_on_spot, 0)

	def test_settlement_without_a_place_is_refused(self):
		self.assertRefused(IncompleteError, self.settle)

	def test_photo_is_asked_for_where_the_category_wants_one(self):
		category = make_category(photo_on_spot=1).name
		event = self.draft("member", category=category, address="幸福小区2号楼")
		for file_name in (None, "说明.txt"):
			if file_name:
				self.attach(event, file_name)
			self.assertRefused(
				IncompleteError, self.act, event, "Settle on Spot", "member", result="当场清理"
			)
		self.attach(event, "现场.jpg")
		self.assertEqual(self.act(event, "Settle on Spot", "member", result="当场清理").settled_on_spot, 1)

	def attach(self, event, file_name):
		frappe.get_doc(
			{
				"doctype": "File",
				"file_name": file_name,
				"attached_to_doctype": EVENT,
				"attached_to_name": event.name,
				"content": f"content of {file_name}",
				"is_private": 1,
			}
		).insert()


class TestPhone(ReportingTestCase):
	def stored(self, name):
		fields = ["reporter_phone", "reporter_phone_index", "sealed"]
		return frappe.db.get_value(EVENT, name, fields, as_dict=True)

	def plain(self, name):
		return unseal(EVENT, name, self.stored(name).sealed).get("reporter_phone")

	def test_field_holds_a_mask_and_the_number_is_sealed(self):
		event = self.draft(reporter_phone="+86 199-0000-1234")
		self.assertEqual(event.reporter_phone, "199****1234")
		self.assertEqual(self.plain(event.name), PHONE)

	def test_saving_again_keeps_the_number(self):
		event = self.draft(reporter_phone=PHONE)
		event.update({"title": "改标题"}).save()
		self.assertEqual(self.plain(event.name), PHONE)

	def test_number_is_replaced_and_removed(self):
		event = self.draft(reporter_phone=PHONE)
		event.update({"reporter_phone": "0937-3331234"}).save()
		self.assertEqual(self.plain(event.name), "0937-3331234")
		event.update({"reporter_phone": ""}).save()
		self.assertEqual((self.plain(event.name), self.stored(event.name).reporter_phone_index), (None, None))

	def test_mask_or_wrong_number_is_refused(self):
		for phone in ("188****1234", "not a number", "12345"):
			with self.subTest(phone):
				self.assertRefused(frappe.ValidationError, self.draft, reporter_phone=phone)

	def test_envelope_and_index_are_for_nobody(self):
		event = self.draft(reporter_phone=PHONE)
		with self.as_user(actor("dispatcher")):
			doc = frappe.get_doc(EVENT, event.name)
			doc.apply_fieldlevel_read_permissions()
		self.assertFalse(doc.get("sealed") or doc.get("reporter_phone_index"))

	def test_change_log_keeps_neither_number_nor_envelope(self):
		event = self.draft(reporter_phone=PHONE)
		event.update({"reporter_phone": "19900005678"}).save(ignore_version=False)
		data = frappe.get_all("Version", {"docname": event.name}, pluck="data")
		self.assertTrue(data)
		for part in (PHONE, "19900005678", "sealed", "reporter_phone_index"):
			self.assertNotIn(part, "".join(data))

	def revealed(self, event, user, **case):
		with self.as_user(actor(user)):
			answer = reveal(EVENT, event.name, "reporter_phone", "事件办理", **case)
		return answer.status_code, answer.json

	def test_number_is_revealed_for_a_purpose_and_written_down(self):
		event = put_in_state(self.draft(reporter_phone=PHONE), "Reported")
		case = {"case_doctype": EVENT, "case_name": event.name}
		self.assertEqual(self.revealed(event, "dispatcher", **case), (200, {"value": PHONE}))
		self.assertEqual(self.revealed(event, "auditor", **case)[0], 403)
		logged = frappe.get_all("Sensitive Access Log", {"reference_name": event.name}, pluck="outcome")
		self.assertEqual(sorted(logged), ["Allowed", "Refused"])

	def test_handler_sees_the_number_while_the_unit_works_on_it(self):
		unit = make_unit(actor("handler")).name
		event = put_in_state(self.draft(reporter_phone=PHONE), "Signed", lead_unit=unit)
		case = {"case_doctype": EVENT, "case_name": event.name}
		self.assertEqual(self.revealed(event, "handler", **case), (200, {"value": PHONE}))
		put_in_state(event, "Closed")
		self.assertEqual(self.revealed(event, "handler", **case)[0], 403)

	def test_numbers_stored_in_the_open_before_are_sealed_by_the_patch(self):
		event = self.draft()
		event.db_set("reporter_phone", "199 0000 1234")
		seal_reporter_phones._seal_next(event.name[:-1])
		self.assertEqual(
			(self.stored(event.name).reporter_phone, self.plain(event.name)), ("199****1234", PHONE)
		)
		event.reload()
		event.update({"title": "之后照常保存"}).save()
		self.assertEqual(self.plain(event.name), PHONE)
