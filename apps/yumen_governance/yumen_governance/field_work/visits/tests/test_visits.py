"""Visits: with purpose, findings and feedback; nobody is called on twice for nothing."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, now_datetime

from yumen_governance.events.intake.pictures import Picture, attach_to
from yumen_governance.field_work.sync.items import Conflict
from yumen_governance.field_work.visits import reminders, stores, taking
from yumen_governance.field_work.visits.findings import link_event
from yumen_governance.field_work.visits.rules import SecondVisitError, VisitError
from yumen_governance.field_work.visits.tests.maker import FieldCase
from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.factories import actor, fresh, make_event, make_unit, put_in_state

PIXEL = bytes.fromhex(
	"89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000"
	"ffff03000006000557bfabd40000000049454e44ae426082"
)
FOUND = {"met": "Head of Household", "findings": "情况正常"}


class TestVisit(FieldCase):
	def test_it_is_complete_with_purpose_findings_and_feedback(self):
		visit = self.visit(met=None, findings=None)
		self.assertEqual(visit.status, "Purpose Set")
		with self.as_user(actor("member")):
			visit.update(FOUND)
			visit.save()
			self.assertEqual(visit.status, "Awaiting Feedback")
			self.assertEqual(visit.feedback_due_on, add_days(getdate(visit.visited_on), 3))
			visit.update({"feedback": "已告知住户"})
			visit.save()
		self.assertEqual(visit.status, "Complete")
		self.assertTrue(visit.feedback_on and visit.purpose_on)

	def test_each_of_the_three_is_asked_for(self):
		self.assertRefused(frappe.ValidationError, self.visit, purpose=" ")
		self.assertRefused(VisitError, self.visit, findings=" ")
		self.assertRefused(VisitError, self.visit, met=None)
		self.assertRefused(VisitError, self.visit, needs_help=1)

	def test_nobody_at_home_found_nothing(self):
		visit = self.visit(met="Nobody at Home", findings="")
		self.assertEqual(visit.status, "Nobody at Home")
		self.assertFalse(visit.again_from)
		self.assertRefused(VisitError, self.visit, met="Nobody at Home")

	def test_it_says_who_came_whatever_the_form_sends(self):
		visit = self.visit(
			visited_by="Administrator", visitor_name="X", status="Complete", grid=self.other_grid
		)
		self.assertEqual((visit.visited_by, visit.grid), (actor("member"), self.grid))
		self.assertNotEqual(visit.visitor_name, "X")
		self.assertEqual(visit.status, "Awaiting Feedback")

	def test_visit_that_a_phone_told_can_be_saved_by_a_form_which_knows_no_seconds(self):
		visit = self.visit(feedback="已告知住户", visited_on=now_datetime())
		self.assertEqual((visit.status, visit.visited_on.second), ("Complete", 0))
		with self.as_user(actor("leader")):
			visit.visited_on = visit.visited_on.strftime("%Y-%m-%d %H:%M:00")
			visit.save()

	def test_impossible_days_and_places_are_refused(self):
		self.assertRefused(VisitError, self.visit, visited_on=now_datetime() + timedelta(days=1))
		self.assertRefused(VisitError, self.visit, longitude=2.35, latitude=48.85)

	def test_people_and_items_belong_to_it(self):
		stranger = self.make_resident(self.households[1])
		own = self.make_resident(self.households[0])
		self.assertRefused(VisitError, self.visit, met_resident=stranger.name)
		self.assertRefused(VisitError, self.visit, knowledge=[{"item": "环境卫生"}, {"item": "环境卫生"}])
		self.assertEqual(self.visit(met_resident=own.name).met_resident, own.name)

	def test_a_complete_visit_is_not_changed_any_more(self):
		visit = self.visit(feedback="已告知")
		with self.as_user(actor("member")):
			visit.findings = "另外的情况"
			self.assertRefused(VisitError, visit.save)

	def test_households_of_other_grids_are_not_ones_own_to_call_on(self):
		elsewhere = self.make_home(self.other_grid)
		self.assertRefused(frappe.PermissionError, self.visit, elsewhere)
		self.assertRefused(frappe.PermissionError, self.visit, user=actor("handler"))
		self.assertRefused(frappe.LinkValidationError, self.visit, "nobody")
		self.assertTrue(self.visit(elsewhere, user=actor("leader")))


class TestSecondVisit(FieldCase):
	def setUp(self):
		super().setUp()
		self.first = self.visit(user=actor("leader"))

	def test_a_second_visit_within_the_days_asks_for_a_reason(self):
		words = self.assertRefused(SecondVisitError, self.visit)
		self.assertIn(self.first.visitor_name, words)
		visit = self.visit(repeat_reason="住户要求")
		self.assertEqual(visit.earlier_visitor, self.first.visitor_name)
		self.assertFalse(frappe.db.exists("Household Visit", {"findings": self.first.findings, "name": ""}))

	def test_not_after_the_days_and_not_where_nobody_was_met(self):
		self.first.db_set("visited_on", add_days(now_datetime(), -8))
		self.assertTrue(self.visit())
		self.visit(self.households[1], met="Nobody at Home", findings="")
		self.assertTrue(self.visit(self.households[1]))

	def test_not_where_the_office_asks_for_none(self):
		frappe.db.set_single_value("Field Work Settings", "again_days", 0)
		frappe.clear_document_cache("Field Work Settings", "Field Work Settings")
		self.assertTrue(self.visit())

	def test_it_reaches_across_departments(self):
		unit = make_unit(actor("handler")).name
		resident = self.make_resident(self.households[2])
		event = put_in_state(make_event(self.grid, resident=resident.name), "Signed", lead_unit=unit)
		visit = self.visit(None, actor("handler"), about_event=event.name, unit=unit)
		self.assertEqual((visit.household, visit.grid), (self.households[2], self.grid))
		self.assertRefused(SecondVisitError, self.visit, self.households[2])

	def test_a_handler_comes_about_an_event_of_theirs_only(self):
		unit, other = make_unit(actor("handler")).name, make_unit(actor("other_handler")).name
		resident = self.make_resident(self.households[2])
		event = put_in_state(make_event(self.grid, resident=resident.name), "Signed", lead_unit=unit)
		wrong = {"about_event": event.name}
		self.assertRefused(
			frappe.PermissionError, self.visit, None, actor("other_handler"), unit=other, **wrong
		)
		self.assertRefused(frappe.PermissionError, self.visit, None, actor("handler"), unit=other, **wrong)
		self.assertRefused(frappe.PermissionError, self.visit, None, actor("handler"), **wrong)


class TestFromThePhone(FieldCase):
	def send(self, user="member", photos=(), item_id=None, **values):
		sent = {"household": self.households[0], "purpose": "了解情况", **FOUND, **values}
		return self.take(taking.take, actor(user), **sent)

	def test_a_visits_name_is_the_items_id(self):
		item = self.item(
			"visit", household=self.households[0], purpose="看望", **FOUND, needs_help=1, help_wanted="看病"
		)
		with self.as_user(actor("member")):
			taken = taking.take(item, actor("member"), now_datetime())
		visit = frappe.get_doc("Household Visit", taken.name)
		self.assertEqual(taken.name, item.id)
		self.assertEqual((visit.help_status, visit.visited_by), ("To Answer", actor("member")))

	def test_a_purpose_set_beforehand_is_gone_on_with(self):
		first = self.send(met=None, findings=None)
		again = self.send(visit=first.name, knowledge=["环境卫生", {"item": "从业就业", "note": "务工"}])
		visit = frappe.get_doc("Household Visit", again.name)
		self.assertEqual((first.name, visit.status), (again.name, "Awaiting Feedback"))
		self.assertEqual([row.item for row in visit.knowledge], ["环境卫生", "从业就业"])
		self.assertRefused(VisitError, self.send, visit=first.name)
		self.assertRefused(frappe.PermissionError, self.send, "other_member", visit=first.name)

	def test_a_second_visit_is_taken_and_asks_for_the_reason_later(self):
		self.visit(user=actor("leader"))
		name = self.send(feedback="已告知").name
		self.assertEqual(fresh(frappe.get_doc("Household Visit", name)).status, "Awaiting Feedback")
		row = self.row(name)
		self.assertEqual(row["asks_repeat_reason"], 1)
		self.take(taking.take_feedback, actor("member"), visit=name, repeat_reason="住户要求")
		self.assertEqual(frappe.db.get_value("Household Visit", name, "status"), "Complete")

	def row(self, name: str, user: str = "member") -> dict:
		store = stores.visits()
		rows = frappe.get_all("Household Visit", {"name": name}, list(store.columns))
		return store.shape(rows, scope_of(actor(user)))[0]

	def test_a_position_outside_the_city_is_left_out(self):
		name = self.send(longitude=2.35, latitude=48.85).name
		self.assertFalse(frappe.db.get_value("Household Visit", name, "longitude"))
		self.assertTrue(self.send(household=self.households[1], longitude="x", latitude=None))

	def test_photos_hang_on_the_visit(self):
		item = self.item("visit", household=self.households[0], purpose="看望", **FOUND)
		item.photos.append(Picture("a.png", PIXEL))
		with (
			self.as_user(actor("member")),
			patch("yumen_governance.events.intake.pictures.without_metadata", lambda content, _kind: content),
		):
			taking.take(item, actor("member"), now_datetime())
		self.assertEqual(self.row(item.id)["photos"], 1)
		item = self.item("visit", household=self.households[1], purpose="看望", **FOUND)
		item.photos.extend([Picture("a.png", PIXEL)] * 10)
		with self.as_user(actor("member")):
			self.assertRefused(VisitError, taking.take, item, actor("member"), now_datetime())

	def test_bad_input_is_refused(self):
		for wrong in (
			{"household": "nobody"},
			{"household": None},
			{"household": {"a": 1}},
			{"purpose": ""},
			{"met": "The Cat"},
			{"findings": ""},
			{"needs_help": 1},
			{"knowledge": ["跳舞"]},
			{"plan": "nothing"},
		):
			with self.subTest(wrong=wrong):
				self.assertRefused(frappe.ValidationError, self.send, **wrong)
		self.assertEqual(frappe.db.count("Household Visit", {"visited_by": actor("member")}), 0)

	def test_html_stays_text(self):
		name = self.send(findings="<script>alert(1)</script>好").name
		self.assertNotIn("<script", frappe.db.get_value("Household Visit", name, "findings"))

	def test_others_may_not_send_it(self):
		for user in ("other_member", "auditor", "dispatcher", "administrator", "clerk"):
			with self.subTest(user):
				self.assertRefused(frappe.PermissionError, self.send, user)

	def test_feedback_is_the_visitors_or_the_leaders(self):
		name = self.send().name
		for user in ("other_member", "auditor", "handler", "other_leader"):
			self.assertRefused(
				frappe.PermissionError,
				self.take,
				taking.take_feedback,
				actor(user),
				visit=name,
				feedback="好",
			)
		self.assertRefused(
			VisitError, self.take, taking.take_feedback, actor("member"), visit=name, feedback=" "
		)
		self.assertRefused(
			VisitError, self.take, taking.take_feedback, actor("member"), visit="none", feedback="好"
		)
		self.take(taking.take_feedback, actor("leader"), visit=name, feedback="已回访")
		self.assertEqual(frappe.db.get_value("Household Visit", name, "status"), "Complete")

	def test_feedback_goes_with_an_event_that_was_linked_meanwhile_but_not_over_anothers_feedback(self):
		seen = frappe.get_doc("Household Visit", self.send().name)
		link_event(seen.name, make_event(self.grid).name, actor("member"))
		told = {"visit": seen.name, "base": seen}
		self.take(taking.take_feedback, actor("member"), **told, feedback="已告知住户")
		self.assertEqual(fresh(seen).status, "Complete")
		words = {"visit": seen.name, "base": seen, "feedback": "另一个说法"}
		self.assertRefused(Conflict, self.take, taking.take_feedback, actor("leader"), **words)


class TestNeeds(FieldCase):
	def setUp(self):
		super().setUp()
		self.need = self.visit(needs_help=1, help_wanted="看病")

	def answer(self, user="leader", **values):
		sent = {"visit": self.need.name, "decision": "Answered", "answer": "已联系医院", **values}
		return self.take(taking.take_need, actor(user), **sent)

	def test_leaders_are_told_and_answer_and_the_visitor_is_told(self):
		told = frappe.get_all("Outgoing Notice", {"reference_name": self.need.name}, pluck="event_type")
		self.assertEqual(told, ["Help Needed"])
		self.answer(decision="Handed On", answer="转民政")
		self.answer()
		need = fresh(self.need)
		self.assertEqual((need.help_status, need.help_answer), ("Answered", "已联系医院"))
		self.assertEqual(need.help_answered_by, actor("leader"))
		self.assertEqual(
			frappe.db.count("Outgoing Notice", {"reference_name": need.name, "event_type": "Need Answered"}),
			2,
		)

	def test_bad_answers_are_refused(self):
		self.assertRefused(VisitError, self.answer, answer=" ")
		self.assertRefused(VisitError, self.answer, decision="Forgotten")
		self.assertRefused(frappe.PermissionError, self.answer, event="GE-none")
		self.answer()
		self.assertRefused(VisitError, self.answer)
		self.need = self.visit(self.households[1])
		self.assertRefused(VisitError, self.answer)

	def test_only_leaders_above_answer(self):
		for user in ("member", "other_leader", "auditor", "administrator", "dispatcher"):
			with self.subTest(user):
				self.assertRefused(frappe.PermissionError, self.answer, user)

	def test_the_form_does_not_answer_by_itself(self):
		with self.as_user(actor("leader")):
			self.need.update({"help_status": "Answered", "help_answer": "x"})
			self.need.save()
		self.assertEqual((self.need.help_status, self.need.help_answer), ("To Answer", None))


class TestFindings(FieldCase):
	def setUp(self):
		super().setUp()
		self.found = self.visit(findings="楼道堆放杂物")

	def become(self, becomes="Event", user="member", **values):
		sent = {"visit": self.found.name, "becomes": becomes, "category": "0401", **values}
		return self.take(taking.take_finding, actor(user), **sent)

	def test_a_finding_becomes_an_event_once(self):
		self.become()
		event = frappe.get_doc("Governance Event", fresh(self.found).event)
		self.assertEqual((event.description, event.category), ("楼道堆放杂物", "0401"))
		self.assertEqual(event.grid, self.grid)
		self.assertRefused(VisitError, self.become)

	def test_a_finding_becomes_a_hazard(self):
		kind, level = (
			frappe.db.get_value("Code Value", {"code_list": name}) for name in ("hazard_kind", "hazard_level")
		)
		self.become("Hazard", hazard_kind=kind, hazard_level=level)
		hazard = frappe.get_doc("Hazard", fresh(self.found).hazard)
		self.assertEqual(
			(hazard.grid, hazard.status, hazard.description), (self.grid, "To Rectify", "楼道堆放杂物")
		)

	def graver(self, **values):
		self.become("Hazard", hazard_kind="hazard_kind-02", hazard_level="hazard_level-02", **values)
		return frappe.get_doc("Hazard", fresh(self.found).hazard)

	def test_a_hazard_that_the_offices_rule_calls_grave_becomes_the_visits_event(self):
		hazard = self.graver()
		event = frappe.get_doc("Governance Event", fresh(self.found).event)
		self.assertEqual((hazard.governance_event, event.category), (event.name, "0301"))
		self.assertRefused(VisitError, self.become)

	def test_a_light_hazard_becomes_an_event_where_the_person_asks_for_it(self):
		light = {"hazard_kind": "hazard_kind-02", "hazard_level": "hazard_level-01"}
		self.become("Hazard", **light, as_event=1)
		self.assertTrue(fresh(self.found).event)

	def test_a_matter_that_is_an_event_already_isnt_reported_twice(self):
		self.become()
		event = fresh(self.found).event
		self.assertEqual(self.graver().governance_event, event)
		self.assertEqual(
			frappe.db.count("Governance Event", {"description": "楼道堆放杂物", "grid": self.grid}), 1
		)

	def test_photos_of_the_visit_go_on_with_its_hazard_and_event(self):
		attach_to("Household Visit", self.found.name, [Picture("a.png", PIXEL)])
		hazard = self.graver()
		for doctype, name in (("Hazard", hazard.name), ("Governance Event", hazard.governance_event)):
			attached = {"attached_to_doctype": doctype, "attached_to_name": name}
			self.assertEqual(frappe.db.count("File", attached), 1, doctype)

	def test_bad_input_and_others_are_refused(self):
		self.assertRefused(VisitError, self.become, "Poem")
		self.assertRefused(frappe.ValidationError, self.become, category="none")
		self.assertRefused(frappe.PermissionError, self.become, user="other_member")
		self.assertFalse(fresh(self.found).event)

	def test_an_event_reported_elsewhere_is_linked_by_its_visitor_only(self):
		event = make_event(self.grid).name
		link_event(self.found.name, event, actor("leader"))
		link_event("nothing", event, actor("member"))
		self.assertFalse(fresh(self.found).event)
		link_event(self.found.name, event, actor("member"))
		self.assertEqual(fresh(self.found).event, event)


class TestReminders(FieldCase):
	def told(self, visit) -> int:
		return frappe.db.count(
			"Outgoing Notice", {"event_type": "Visit Feedback Due", "reference_name": visit.name}
		)

	def test_missing_feedback_is_reminded_of_again_after_some_days(self):
		visit, today = self.visit(), getdate()
		reminders.remind(today)
		self.assertEqual(self.told(visit), 0)
		due = getdate(add_days(today, 3))
		for day, times in ((due, 1), (due, 1), (add_days(due, 2), 1), (add_days(due, 3), 2)):
			reminders.remind(getdate(day))
			self.assertEqual(self.told(visit), times)

	def test_complete_visits_are_left_in_peace(self):
		visit = self.visit(feedback="已告知")
		reminders.remind(getdate(add_days(getdate(), 30)))
		self.assertEqual(self.told(visit), 0)
