"""A dispute case: its way, its emergency, what it refuses, and what happens to what it came from."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, now_datetime

from yumen_governance.dispute_resolution import access, moves, tasks_of_case
from yumen_governance.dispute_resolution.case_rules import DisputeError
from yumen_governance.dispute_resolution.opening import Origin, open_case
from yumen_governance.dispute_resolution.tasks_of_case import Order
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	fresh,
	invented_id,
	invented_phone,
	make_dispute,
	make_event,
	make_grid,
	make_party,
	make_resident,
	make_unit,
	next_number,
	put_in_state,
)

CASE = "Dispute Case"


def act(doc, action, **values):
	if values:
		doc.update(values).save()
	return apply_workflow(doc, action)


def timeline(name):
	rows = frappe.get_all("Timeline Entry", {"reference_name": name}, ["action"], order_by="creation")
	return [row.action for row in rows]


class TestWay(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		with self.as_user(actor("clerk")):
			self.case = make_dispute(state=None)

	def test_clerk_registers_and_the_director_leads_it_to_its_end(self):
		with self.as_user(actor("clerk")):
			act(self.case, "Register")
		with self.as_user(actor("centre_director")):
			case = act(fresh(self.case), "Accept")
			moves.begin(case.name, now_datetime())
			self.assertEqual(fresh(case).stage, "Handling")
			act(fresh(case), "Conclude Case", outcome="Agreement")
			case = act(fresh(case), "Close Case")
		self.assertEqual((case.stage, case.outcome), ("Closed", "Agreement"))
		self.assertTrue(case.registered_on and case.accepted_on and case.closed_on)
		self.assertEqual(
			timeline(case.name), ["Register", "Accept", "Begin Resolution", "Conclude Case", "Close Case"]
		)

	def test_registrar_is_in_the_case_and_changes_it_until_it_is_accepted(self):
		clerk = actor("clerk")
		with self.as_user(clerk):
			self.assertTrue(frappe.has_permission(CASE, "write", self.case.name))
		put_in_state(self.case, "Accepted")
		with self.as_user(clerk):
			self.assertTrue(frappe.has_permission(CASE, "read", self.case.name))
			self.assertFalse(frappe.has_permission(CASE, "write", self.case.name))

	def test_moves_are_found_by_stage_and_do_nothing_twice(self):
		act(self.case, "Register")
		for move, stage in (
			(moves.begin, "Handling"),
			(moves.begin, "Handling"),
			(moves.perform, "Review"),
			(moves.resume, "Handling"),
		):
			move(self.case.name, now_datetime())
			self.assertEqual(fresh(self.case).stage, stage)
		moves.resolve(self.case.name, "Award", "裁决已履行", now_datetime())
		moves.resolve(self.case.name, "Judgment", "", now_datetime())
		case = fresh(self.case)
		self.assertEqual((case.stage, case.outcome, case.outcome_note), ("Feedback", "Award", "裁决已履行"))

	def test_ended_case_is_moved_by_nothing(self):
		put_in_state(self.case, "Case Closed")
		for move in (moves.begin, moves.perform, moves.resume):
			move(self.case.name, now_datetime())
		self.assertEqual(fresh(self.case).stage, "Closed")

	def test_unaccepted_case_says_why_and_is_no_longer_open(self):
		act(self.case, "Register")
		self.assertRefused(frappe.ValidationError, act, fresh(self.case), "Refuse Acceptance")
		case = act(fresh(self.case), "Refuse Acceptance", decision_opinion="不属受理范围")
		self.assertEqual((case.stage, case.outcome), ("Void", "Refused"))


class TestRefusals(GovernanceTestCase):
	def test_case_with_an_open_step_is_neither_resolved_nor_closed(self):
		case = make_dispute(state="Under Resolution")
		self.open_step(case)
		message = self.assertRefused(DisputeError, moves.resolve, case.name, "Agreement", "", now_datetime())
		self.assertIn("人民调解", message)
		put_in_state(case, "Resolved", outcome="Agreement")
		with self.in_language("zh"):
			message = self.assertRefused(DisputeError, act, case, "Close Case")
		self.assertIn("《人民调解法》第二十六条", message)
		self.assertEqual(fresh(case).stage, "Feedback")

	def open_step(self, case):
		step = frappe.new_doc("Resolution Step")
		step.update({"dispute_case": case.name, "method": "人民调解", "form": "Mediation", "step_number": 1})
		step.update({"name": f"RS-TEST-{next_number()}", "stage": "Handling"})
		step.db_insert()

	def test_case_with_an_open_task_is_not_closed(self):
		case = make_dispute(state="Under Resolution")
		unit = make_unit(actor("handler"))
		tasks_of_case.assign(case.name, Order(unit.name, asked="到场"), "Administrator", now_datetime())
		message = self.assertRefused(DisputeError, act, fresh(case), "Conclude Case", outcome="Agreement")
		self.assertIn(unit.unit_name, message)

	def test_contradictions_are_refused(self):
		for values in (
			{"is_group_case": 1, "people_count": 1},
			{"amount_claimed": -1},
			{"limitation_starts_on": add_days(getdate(), 1)},
		):
			with self.subTest(values):
				self.assertRefused(frappe.ValidationError, make_dispute, **values)

	def test_case_of_the_court_names_its_notice_and_only_once(self):
		case = make_dispute(state=None, case_source="法院移送")
		self.assertRefused(DisputeError, act, case, "Register")
		case = fresh(case)
		number = f"（2026）甘0981诉前调{next_number()}号"
		act(case, "Register", court_notice_number=number)
		self.assertRefused(frappe.UniqueValidationError, make_dispute, court_notice_number=number)

	def test_sealed_case_of_a_minor_stays_sealed(self):
		case = make_dispute(involves_minor=1)
		self.assertEqual(case.confidentiality, "Sealed")
		case.confidentiality = "Ordinary"
		self.assertRefused(DisputeError, case.save)
		case = fresh(case).update({"involves_minor": 0, "confidentiality": "Ordinary"}).save()
		self.assertEqual(case.confidentiality, "Ordinary")
		rows = frappe.get_all("Case Access", {"dispute_case": case.name}, pluck="confidentiality")
		self.assertEqual(set(rows), {"Ordinary"})


class TestEmergency(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		with self.as_user(actor("clerk")):
			self.case = make_dispute(state=None, risk_violence=1)

	def told(self):
		rows = frappe.get_all(
			"Outgoing Notice", {"reference_name": self.case.name, "event_type": "Emergency"}, ["audience"]
		)
		return [row.audience for row in rows]

	def test_draft_tells_nobody_and_registering_tells_the_right_people_once(self):
		self.assertFalse(self.told())
		unit = make_unit(actor("handler"))
		self.case.db_set("lead_unit", unit.name)
		case = act(fresh(self.case), "Register")
		case.save()
		(audience,) = self.told()
		for who in (actor("centre_director"), actor("chief_mediator"), actor("clerk"), unit.name):
			self.assertIn(who, audience)
		self.assertTrue(case.emergency_since)
		with self.as_user(actor("chief_mediator")):
			self.assertTrue(frappe.has_permission(CASE, "read", case.name))

	def test_sealed_emergency_is_told_to_who_may_see_it_only(self):
		self.case.update({"domestic_violence": 1}).save()
		act(fresh(self.case), "Register")
		(audience,) = self.told()
		self.assertIn(actor("centre_director"), audience)
		self.assertNotIn(actor("chief_mediator"), audience)
		self.assertFalse(frappe.has_permission(CASE, "read", self.case.name, actor("chief_mediator")))


class TestOpening(GovernanceTestCase):
	def test_same_origin_gives_the_same_case(self):
		event = make_event(make_grid().name)
		values = {"title": "拖欠工资", "grid": event.grid, "dispute_type": "拖欠农民工工资纠纷"}
		party = {"side": "Applicant", "party_name": "葛满山", "id_number": invented_id()}
		origin, now = Origin("Governance Event", event.name), now_datetime()
		first = open_case(origin, values, [party], "Administrator", now)
		second = open_case(origin, {**values, "title": "另一个"}, [party], "Administrator", now)
		self.assertEqual((first.name, first.stage), (second.name, "Triage"))
		self.assertEqual(frappe.db.count("Dispute Party", {"dispute_case": first.name}), 1)

	def test_bad_party_leaves_nothing_behind(self):
		before = frappe.db.count(CASE)
		party = {"side": "Applicant", "party_name": "无名", "id_number": "62098119900101123X"}
		self.assertRefused(
			frappe.ValidationError,
			open_case,
			None,
			{"title": "x", "grid": make_grid().name},
			[party],
			"Administrator",
			now_datetime(),
		)
		self.assertEqual(frappe.db.count(CASE), before)


class TestHandingOver(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		grid = make_grid(make_grid(make_grid().name).name).name
		self.resident = make_resident(grid)
		self.phone = invented_phone()
		event = make_event(
			grid,
			category=frappe.db.get_value("Event Category", {"category_name": "劳动争议"}),
			reporter_name="葛满山",
			reporter_phone=self.phone,
			description="九十六名采摘工讨要劳务费",
			resident=self.resident.name,
			is_group_case=1,
			people_count=96,
			amount_claimed=1_086_400,
			mass_incident=1,
			representatives=[{"representative_name": "葛满山"}, {"representative_name": "柳秋实"}],
		)
		self.event = put_in_state(event, "Accepted")

	def hand_over(self):
		with self.as_user(actor("dispatcher")):
			act(self.event, "Hand Over to One-Stop", decision_opinion="涉及多部门，转中心一站式化解")
		self.event = fresh(self.event)
		return frappe.get_doc(CASE, self.event.handed_over_to)

	def test_people_place_and_facts_come_along(self):
		case = self.hand_over()
		self.assertEqual(self.event.stage, "Suspended")
		self.assertEqual((case.origin_doctype, case.origin), ("Governance Event", self.event.name))
		for field in ("title", "grid", "amount_claimed", "people_count", "mass_incident"):
			self.assertEqual(case.get(field), self.event.get(field), field)
		self.assertEqual((case.facts, case.dispute_type), (self.event.description, "拖欠农民工工资纠纷"))
		parties = frappe.get_all(
			"Dispute Party",
			{"dispute_case": case.name},
			["party_name", "is_representative", "resident", "phone"],
		)
		by_name = {row.party_name: row for row in parties}
		self.assertEqual(set(by_name), {"葛满山", "柳秋实", self.resident.resident_name})
		self.assertEqual(by_name[self.resident.resident_name].resident, self.resident.name)
		self.assertTrue(
			by_name["葛满山"].is_representative and by_name["葛满山"].phone.endswith(self.phone[-4:])
		)

	def test_end_of_the_case_resolves_the_event(self):
		case = put_in_state(self.hand_over(), "Resolved", outcome="Agreement", outcome_note="劳务费已付清")
		with self.as_user(actor("centre_director")):
			act(case, "Close Case")
		self.event = fresh(self.event)
		self.assertEqual(self.event.stage, "Feedback")
		self.assertIn("劳务费已付清", self.event.result)

	def test_case_that_is_not_accepted_gives_the_event_back(self):
		case = self.hand_over()
		with self.as_user(actor("centre_director")):
			act(case, "Refuse Acceptance", decision_opinion="应先行劳动监察")
		self.event = fresh(self.event)
		self.assertEqual(self.event.stage, "Triage")
		self.assertIn("应先行劳动监察", self.event.decision_opinion)


class TestTasks(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.case = make_dispute(state="Accepted")
		self.lead, self.assist = make_unit(actor("handler")).name, make_unit(actor("other_handler")).name
		self.now = now_datetime()

	def assign(self, unit, role):
		return tasks_of_case.assign(
			self.case.name, Order(unit, role, asked="请办理"), actor("dispatcher"), self.now
		)

	def finish(self, task, amount):
		tasks_of_case.sign(task, "Administrator", self.now)
		tasks_of_case.finish(task, "已办结", amount, "Administrator", self.now)

	def test_case_recovers_what_its_units_recover(self):
		self.finish(self.assign(self.lead, "Lead"), 800_000)
		self.finish(self.assign(self.assist, "Assist"), 286_400.5)
		self.assertEqual(fresh(self.case).amount_recovered, 1_086_400.5)

	def test_unit_sees_the_case_from_its_task_on_and_not_after_release(self):
		self.assertFalse(frappe.has_permission(CASE, "read", self.case.name, actor("other_handler")))
		task = self.assign(self.assist, "Assist")
		self.assertTrue(frappe.has_permission(CASE, "read", self.case.name, actor("other_handler")))
		tasks_of_case.release(task, "改由他人", "Administrator", self.now)
		self.assertFalse(frappe.has_permission(CASE, "read", self.case.name, actor("other_handler")))

	def test_new_lead_takes_the_place_of_the_old(self):
		old = self.assign(self.lead, "Lead")
		self.assign(self.assist, "Lead")
		self.assertEqual((fresh(old).status, fresh(self.case).lead_unit), ("Released", self.assist))

	def test_same_task_is_given_once(self):
		self.assertEqual(self.assign(self.lead, "Lead").name, self.assign(self.lead, "Lead").name)

	def test_bad_results_are_refused(self):
		task = self.assign(self.assist, "Assist")
		error = tasks_of_case.CaseTaskError
		self.assertRefused(error, tasks_of_case.finish, task, "好了", 0, "Administrator", self.now)
		tasks_of_case.sign(task, "Administrator", self.now)
		for result, amount in ((" ", 0), ("好了", -1), ("好" * 2001, 0)):
			self.assertRefused(error, tasks_of_case.finish, task, result, amount, "Administrator", self.now)

	def test_nobody_writes_a_task_or_an_access_past_its_actions(self):
		task = self.assign(self.assist, "Assist")
		row = frappe.get_doc("Case Access", {"dispute_case": self.case.name, "unit": self.assist})
		for doc in (task, row):
			doc.flags.written_by_code = False
			self.assertRefused(frappe.PermissionError, doc.save)
			self.assertRefused(frappe.PermissionError, doc.delete)


class TestExclusion(GovernanceTestCase):
	def test_excluded_mediator_sees_nothing_and_can_not_be_let_in(self):
		case, now = make_dispute(), now_datetime()
		mediator = access.Grant("Mediator", user=actor("mediator"))
		access.grant(case.name, mediator, now)
		self.assertTrue(frappe.has_permission(CASE, "read", case.name, actor("mediator")))
		self.assertRefused(access.AccessError, access.exclude, case.name, actor("mediator"), " ", now)
		access.exclude(case.name, actor("mediator"), "系申请人近亲属", now)
		self.assertFalse(frappe.has_permission(CASE, "read", case.name, actor("mediator")))
		self.assertRefused(access.AccessError, access.grant, case.name, mediator, now)
		access.lift(case.name, actor("mediator"), now)
		access.grant(case.name, mediator, now)
		self.assertTrue(frappe.has_permission(CASE, "read", case.name, actor("mediator")))

	def test_exclusion_beats_even_the_sight_of_the_centre(self):
		case = make_dispute()
		access.exclude(case.name, actor("centre_director"), "系当事人", now_datetime())
		self.assertFalse(frappe.has_permission(CASE, "read", case.name, actor("centre_director")))

	def test_party_belongs_to_who_is_in_the_case(self):
		case = make_dispute()
		party = make_party(case.name)
		self.assertFalse(frappe.has_permission("Dispute Party", "read", party.name, actor("mediator")))
		with self.as_user(actor("mediator")):
			self.assertRefused(frappe.PermissionError, make_party, case.name)
