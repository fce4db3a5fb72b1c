"""Steps of a case: opened by the guide's leave, taken through their procedure, ended with an outcome."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow, get_transitions
from frappe.utils import add_days, getdate, now_datetime

from yumen_governance.api import disputes as api
from yumen_governance.dispute_resolution import guide, steps
from yumen_governance.dispute_resolution.doctype.resolution_step.resolution_step import (
	StepDateError,
	StepIsOverError,
)
from yumen_governance.dispute_resolution.guide_rules import BLOCKED, OPEN, WARNED
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	fresh,
	make_committee,
	make_dispute,
	make_grid,
	make_mediator,
	make_party,
	make_unit,
	next_number,
)
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.notifications import next_actors
from yumen_governance.time_limits.transitions import RequirementError

STEP, CASE = "Resolution Step", "Dispute Case"
LABOUR = "其他劳动争议"
PANEL = [{"member_name": "仲裁员甲", "post": "Sole Arbitrator"}]


def make_method(form: str, **values):
	"""Insert a method in use; its name is its own each time."""
	method = {"method_name": f"方式{next_number()}", "form": form, "group_label": "测试", "sequence": 900}
	if form == "Consultation":
		method["consultation_type"] = "Individual"
	return frappe.get_doc({"doctype": "Resolution Method", **method, **values}).insert()


def days_ago(days: int):
	return add_days(getdate(), -days)


class StepTestCase(GovernanceTestCase):
	def open(self, method: str, case=None, **values):
		case = case or make_dispute(dispute_type=LABOUR)
		return steps.open_step(case.name, method, frappe.session.user, now_datetime(), values)

	def act(self, step, action: str, **values):
		"""Fill in what an action asks for, and take it, as the desk does."""
		step = fresh(step)
		if values:
			step.update(values)
			step.save()
		return apply_workflow(step.as_dict(), action)

	def mediation(self, case=None, **values):
		method = make_method("Mediation").name
		return self.open(method, case, mediators=[{"mediator": make_mediator().name}], **values)

	def to_hearing(self, method: str, case=None):
		step = self.open(method, case)
		step = self.act(step, "File Application", filed_on=days_ago(60), court_or_body="劳动人事争议仲裁院")
		step = self.act(step, "Accept", accepted_on=days_ago(57))
		dates = {"hearing_notice_on": days_ago(45), "hearing_on": days_ago(30)}
		return self.act(step, "Set Hearing", panel=PANEL, hearing_place="第一仲裁庭", **dates)


class TestOpening(StepTestCase):
	def test_the_first_step_brings_the_case_under_resolution(self):
		case = make_dispute()
		step = self.mediation(case)
		self.assertEqual(fresh(case).stage, "Handling")
		self.assertEqual((step.step_number, step.case_title, step.stage), (1, case.title, "Assigned"))
		self.assertEqual(self.mediation_after(case, step).step_number, 2)

	def mediation_after(self, case, step):
		steps.conclude(step.name, effects.STEP_WITHDRAWN, now_datetime(), outcome_note="撤回")
		return self.mediation(case)

	def test_a_blocked_method_is_refused_with_its_reason_and_nothing_is_written(self):
		case = make_dispute()
		make_party(case.name, refuses_mediation=1, party_name="不愿调解人")
		message = self.assertRefused(steps.StepNotOpenError, self.open, "人民调解", case)
		self.assertIn("第17条", message)
		self.assertIn("不愿调解人", message)
		self.assertFalse(frappe.db.exists(STEP, {"dispute_case": case.name}))
		self.assertEqual(fresh(case).stage, "Triage")

	def test_nobody_is_kept_from_court(self):
		case = make_dispute(dispute_type=LABOUR)
		make_party(case.name, refuses_mediation=1)
		road = guide.guide(case).road("法院诉讼")
		self.assertEqual(road.status, WARNED)
		self.assertTrue(self.open("法院诉讼", case).name)

	def test_a_method_is_open_once_at_a_time(self):
		case = make_dispute()
		self.open("人民调解", case)
		self.assertRefused(steps.StepNotOpenError, self.open, "人民调解", case)

	def test_a_committee_is_chosen_by_type_and_territory(self):
		case = make_dispute(dispute_type="水事纠纷")
		own = make_committee(dispute_types=[{"dispute_type": "水事纠纷"}], grids=[{"grid": case.grid}])
		make_committee(dispute_types=[{"dispute_type": "水事纠纷"}], grids=[{"grid": make_grid().name}])
		self.assertEqual(self.open("人民调解", case).committee, own.name)
		self.assertFalse(self.open("律师调解", make_dispute()).committee)

	def test_an_unknown_or_switched_off_method_is_refused(self):
		method = make_method("Mediation", is_active=0).name
		self.assertRefused(steps.StepNotOpenError, self.open, method)

	def test_a_closed_case_takes_no_step(self):
		case = make_dispute(state="Case Closed")
		self.assertRefused(steps.StepNotOpenError, self.open, "法院诉讼", case)

	def test_opening_and_ending_stand_in_the_timeline_of_the_case(self):
		case = make_dispute()
		step = self.mediation(case)
		steps.conclude(step.name, effects.STEP_WITHDRAWN, now_datetime(), outcome_note="当事人撤回")
		told = frappe.get_all("Timeline Entry", {"reference_name": case.name}, pluck="action")
		self.assertIn("Open Step", told)
		self.assertIn("Step Ended", told)

	def test_a_method_of_the_administrator_works_at_once(self):
		method = make_method("Mediation", sequence=1)
		case = make_dispute()
		self.assertEqual(guide.guide(case).road(method.name).status, OPEN)
		step = self.open(method.name, case, mediators=[{"mediator": make_mediator().name}])
		step = self.act(step, "Accept", accepted_on=days_ago(1))
		step = self.act(step, "Reach Agreement")
		self.assertEqual((step.outcome, step.stage), ("Agreement", "Closed"))


class TestMediation(StepTestCase):
	def test_it_begins_with_a_mediator(self):
		step = self.open(make_method("Mediation").name, make_dispute())
		message = self.assertRefused(StepDateError, self.act, step, "Accept", accepted_on=days_ago(1))
		self.assertIn("19", message)

	def test_ending_without_agreement_wants_the_reason_and_the_other_remedies_told(self):
		step = self.act(self.mediation(), "Accept", accepted_on=days_ago(1))
		self.assertRefused(RequirementError, self.act, step, "End without Agreement")
		message = self.assertRefused(
			StepDateError, self.act, step, "End without Agreement", outcome_note="分歧过大"
		)
		self.assertIn("26", message)
		step = self.act(step, "End without Agreement", outcome_note="分歧过大", remedies_told=1)
		self.assertEqual((step.outcome, step.stage), ("No Agreement", "Closed"))
		self.assertTrue(step.ended_on)

	def test_a_refusal_is_kept_on_the_party(self):
		case = make_dispute()
		party = make_party(case.name)
		step = self.mediation(case)
		self.act(step, "Party Refuses", refusing_party=party.name, outcome_note="不同意调解", remedies_told=1)
		self.assertTrue(fresh(party).refuses_mediation)
		self.assertEqual(guide.guide(fresh(case)).road("人民调解").status, BLOCKED)

	def test_its_actions_are_those_of_its_form(self):
		step = self.mediation()
		self.assertEqual(
			{row.action for row in get_transitions(step)}, {"Accept", "Party Refuses", "Withdraw"}
		)

	def test_what_ended_stays_as_it_was(self):
		step = self.act(self.mediation(), "Accept", accepted_on=days_ago(1))
		step = self.act(step, "Reach Agreement", outcome_note="达成一致")
		step = fresh(step)
		step.outcome_note = "改写"
		self.assertRefused(StepIsOverError, step.save)


class TestLabourDispute(StepTestCase):
	"""Mediation fails, arbitration, award, a party sues within fifteen days."""

	def test_the_whole_way(self):
		case = make_dispute(dispute_type=LABOUR)
		self.assertIn("先经仲裁", str(guide.guide(case).road("法院诉讼").reasons))
		failed = self.act(self.mediation(case), "Accept", accepted_on=days_ago(70))
		self.act(failed, "End without Agreement", outcome_note="分歧过大", remedies_told=1)
		step = self.to_hearing("劳动仲裁", case)
		step = self.act(step, "Make Award", decided_on=days_ago(20), decision_number="玉劳人仲案〔2026〕1号")
		self.assertEqual((step.outcome, step.document_kind), ("Award", "Award"))
		step = self.act(step, "Serve Decision", decision_served_on=days_ago(14))
		step = self.act(step, "Party Sues", sued_on=days_ago(2))
		self.assertEqual((step.stage, step.late_remedy or ""), ("Closed", ""))
		found = guide.guide(fresh(case))
		self.assertEqual(found.proposed, "法院诉讼")
		self.assertNotIn("先经仲裁", str(found.road("法院诉讼").reasons))
		court = self.open("法院诉讼", case)
		court = self.act(court, "File Application", filed_on=days_ago(2), court_or_body="人民法院")
		self.act(court, "Accept", accepted_on=days_ago(1), docket_number="(2026)甘0981民初1号")
		self.assertTrue(fresh(case).court_has_it)

	def test_suing_after_the_limit_is_warned_of_and_not_refused(self):
		step = self.to_hearing("劳动仲裁")
		step = self.act(step, "Make Award", decided_on=days_ago(28), decision_number="1号")
		step = self.act(step, "Serve Decision", decision_served_on=days_ago(27))
		step = self.act(step, "Party Sues", sued_on=days_ago(2))
		self.assertEqual(step.stage, "Closed")
		self.assertIn("劳动争议调解仲裁法", step.late_remedy)

	def test_an_award_dated_before_acceptance_is_refused_with_the_source(self):
		step = self.to_hearing("劳动仲裁")
		message = self.assertRefused(
			StepDateError, self.act, step, "Make Award", decided_on=days_ago(58), decision_number="1号"
		)
		self.assertIn("《劳动争议调解仲裁法》", message)
		self.assertFalse(frappe.db.get_value(STEP, step.name, "decided_on"))

	def test_judgment_before_filing_is_refused(self):
		step = self.open("法院诉讼")
		step.decided_on = days_ago(1)
		self.assertIn("《民事诉讼法》", self.assertRefused(StepDateError, step.save))

	def test_short_notice_of_a_hearing_is_refused(self):
		step = self.act(
			self.open("劳动仲裁"), "File Application", filed_on=days_ago(9), court_or_body="仲裁院"
		)
		step = self.act(step, "Accept", accepted_on=days_ago(8))
		step.update({"hearing_notice_on": getdate(), "hearing_on": now_datetime() + timedelta(days=2)})
		self.assertIn("第35条", self.assertRefused(StepDateError, step.save))

	def test_a_hearing_without_a_panel_is_refused(self):
		step = self.act(
			self.open("劳动仲裁"), "File Application", filed_on=days_ago(60), court_or_body="仲裁院"
		)
		step = self.act(step, "Accept", accepted_on=days_ago(57))
		dates = {"hearing_notice_on": days_ago(45), "hearing_on": days_ago(30), "hearing_place": "一庭"}
		self.assertRefused(StepDateError, self.act, step, "Set Hearing", **dates)

	def test_refusing_to_accept_ends_the_step_and_opens_the_court(self):
		case = make_dispute(dispute_type=LABOUR)
		step = self.open("劳动仲裁", case)
		step = self.act(step, "File Application", filed_on=days_ago(9), court_or_body="仲裁院")
		step = self.act(step, "Refuse to Accept", refused_on=days_ago(5), refusal_reason="不属于受理范围")
		self.assertEqual((step.stage, step.outcome), ("Closed", "Refused"))
		self.assertNotIn("先经仲裁", str(guide.guide(fresh(case)).road("法院诉讼").reasons))

	def test_an_award_in_effect_resolves_the_case(self):
		case = make_dispute(dispute_type=LABOUR)
		step = self.to_hearing("劳动仲裁", case)
		step = self.act(step, "Make Award", decided_on=days_ago(28), decision_number="2号")
		step = self.act(step, "Serve Decision", decision_served_on=days_ago(25))
		step = self.act(step, "Take Effect", in_effect_on=days_ago(9))
		self.act(step, "Conclude", outcome_note="已履行")
		case = fresh(case)
		self.assertEqual((case.stage, case.outcome), ("Feedback", "Award"))


class TestCourt(StepTestCase):
	def test_a_court_decides_by_judgment_or_ruling_and_is_appealed(self):
		step = self.act(
			self.open("法院速裁", make_dispute()),
			"File Application",
			filed_on=days_ago(60),
			court_or_body="法院",
		)
		step = self.act(step, "Accept", accepted_on=days_ago(57), docket_number="1")
		decided = {"decided_on": days_ago(30), "decision_number": "1号"}
		self.assertRefused(StepDateError, self.act, step, "Decide", outcome="Award", **decided)
		step = self.act(step, "Decide", outcome="Judgment", **decided)
		self.assertEqual(step.document_kind, "Judgment")
		step = self.act(step, "Serve Decision", decision_served_on=days_ago(28))
		step = self.act(step, "Party Appeals", appealed_on=days_ago(20))
		step = self.act(step, "Take Effect", in_effect_on=days_ago(2))
		step = self.act(step, "Apply for Enforcement", enforcement_applied_on=days_ago(1))
		self.assertEqual(self.act(step, "Conclude").stage, "Closed")


class TestRights(StepTestCase):
	def test_whoever_works_on_a_step_sees_its_case_and_others_dont(self):
		case = make_dispute(dispute_type=LABOUR)
		unit = make_unit(actor("arbitration_handler"))
		mediator = make_mediator(actor("mediator"))
		for person in ("arbitration_handler", "mediator", "other_mediator"):
			self.assertFalse(frappe.has_permission(CASE, "read", case.name, user=actor(person)))
		failed = self.open("人民调解", case, mediators=[{"mediator": mediator.name}])
		step = self.open("劳动仲裁", case, lead_unit=unit.name)
		for person, sees in (("arbitration_handler", True), ("mediator", True), ("other_mediator", False)):
			with self.subTest(person):
				self.assertEqual(frappe.has_permission(CASE, "read", case.name, user=actor(person)), sees)
				self.assertEqual(frappe.has_permission(STEP, "write", step.name, user=actor(person)), sees)
				with self.as_user(actor(person)):
					names = frappe.get_list(STEP, pluck="name", limit=0)
				self.assertEqual({failed.name, step.name} <= set(names), sees)

	def test_a_recused_mediator_loses_sight_of_the_case(self):
		case = make_dispute()
		mediator = make_mediator(actor("mediator"))
		step = self.open("人民调解", case, mediators=[{"mediator": mediator.name}])
		step.mediators[0].update({"recused": 1, "recusal_reason": "与当事人有亲属关系"})
		step.save()
		self.assertFalse(frappe.has_permission(CASE, "read", case.name, user=actor("mediator")))

	def test_steps_are_opened_by_whoever_may_change_the_case(self):
		case = make_dispute()
		for person in ("other_mediator", "auditor", "grid_member"):
			user = actor(person if person != "grid_member" else "member")
			with self.subTest(person), self.as_user(user):
				self.assertRefused(frappe.PermissionError, api.open_step, case.name, "人民调解")
		with self.as_user(actor("centre_director")):
			self.assertTrue(api.open_step(case.name, "人民调解"))

	def test_the_guide_is_for_whoever_sees_the_case(self):
		case = make_dispute()
		with self.as_user(actor("other_mediator")):
			self.assertRefused(frappe.PermissionError, api.guide, case.name)
		with self.as_user(actor("centre_director")):
			self.assertEqual(len(api.guide(case.name)["roads"]), len(guide.weighed_methods()))

	def test_a_mediator_takes_no_step_of_a_court(self):
		case = make_dispute()
		mediator = make_mediator(actor("mediator"))
		self.open("人民调解", case, mediators=[{"mediator": mediator.name}])
		court = self.open("法院诉讼", case)
		with self.as_user(actor("mediator")):
			self.assertEqual({row.action for row in get_transitions(fresh(court))}, {"Withdraw"})

	def test_no_role_inserts_a_step_past_the_guide(self):
		case = make_dispute()
		with self.as_user(actor("centre_director")):
			step = frappe.get_doc({"doctype": STEP, "dispute_case": case.name, "method": "人民调解"})
			self.assertRefused(frappe.PermissionError, step.insert)


class TestCost(StepTestCase):
	def test_the_guide_asks_as_often_for_twelve_steps_as_for_none(self):
		case = make_dispute()
		guide.guide(case)
		without = self.queries(lambda: guide.guide(case))
		for _number in range(12):
			step = self.mediation(case)
			steps.conclude(step.name, effects.STEP_WITHDRAWN, now_datetime(), outcome_note="撤回")
		guide.guide(case)
		self.assertEqual(self.queries(lambda: guide.guide(case)), without)
		self.assertLessEqual(without, 4)

	def queries(self, deed) -> int:
		asked, original = [], frappe.db.sql

		def counted(*args, **kwargs):
			asked.append(args)
			return original(*args, **kwargs)

		frappe.db.sql = counted
		try:
			deed()
		finally:
			frappe.db.sql = original
		return len(asked)


class TestActors(StepTestCase):
	def test_who_works_on_a_step_acts_next(self):
		step = self.open(
			"人民调解", make_dispute(), mediators=[{"mediator": make_mediator(actor("mediator")).name}]
		)
		self.assertEqual(next_actors(fresh(step)), [actor("mediator")])
		unit = make_unit(actor("arbitration_handler"), actor("handler"))
		step = self.open("劳动仲裁", lead_unit=unit.name)
		self.assertEqual(next_actors(fresh(step)), sorted(map(actor, ("arbitration_handler", "handler"))))

	def test_the_director_of_the_centre_acts_where_nobody_works_on_it_yet(self):
		step = self.open("律师调解", make_dispute(), committee=None)
		frappe.db.delete("Step Mediator", {"parent": step.name})
		step.db_set({"committee": None})
		self.assertIn(actor("centre_director"), next_actors(fresh(step)))
		self.assertNotIn(actor("dispatcher"), next_actors(fresh(step)))
