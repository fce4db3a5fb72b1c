"""The life of an event, as each person may lead it, and the bad input that is refused."""

from unittest.mock import patch

import frappe
from frappe.model.workflow import WorkflowPermissionError, WorkflowTransitionError, apply_workflow
from frappe.utils import add_to_date, get_datetime

from yumen_governance.events.doctype.governance_event.governance_event import IntakeIsClosedError
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
from yumen_governance.tests.outbox import deliver, told
from yumen_governance.time_limits.governed import NotInUseError
from yumen_governance.time_limits.transitions import RequirementError


class EventTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township = make_grid().name
		self.community = make_grid(self.township).name
		self.compound = make_grid(self.community).name
		people = ("clerk", "dispatcher", "leader", "member", "handler")
		self.clerk, self.dispatcher, self.leader, self.member, self.handler = map(actor, people)
		make_grid_member(self.community, "Grid Leader", self.leader)
		make_grid_member(self.compound, user=self.member)
		self.unit = make_unit(self.handler).name

	def draft(self, user=None, **values):
		with self.as_user(user or self.clerk):
			return make_event(self.compound, **values)

	def act(self, user, event, action, **values):
		"""Fill fields and take an action as somebody would over REST: two calls, each from the database."""
		with self.as_user(user):
			if values:
				frappe.get_doc(event.doctype, event.name).update(values).save()
			apply_workflow(frappe.as_json({"doctype": event.doctype, "name": event.name}), action)
		event.reload()
		return event


class TestLifeOfAnEvent(EventTestCase):
	def test_complaint_goes_from_call_to_closed_case(self):
		event = self.draft()
		self.assertEqual((event.workflow_state, event.stage), ("Draft", "Intake"))
		for user, action, values, state in (
			(self.clerk, "Report", {}, "Reported"),
			(self.dispatcher, "Accept", {}, "Accepted"),
			(self.dispatcher, "Dispatch", self.dispatch_to_grid(), "Dispatched"),
			(self.leader, "Sign", {}, "Signed"),
			(self.leader, "Start", {}, "In Progress"),
			(self.leader, "Submit Result", {"result": "Explained"}, "Pending Review"),
			(self.dispatcher, "Approve Result", {}, "Resolved"),
			(self.dispatcher, "Follow Up", {"satisfaction": "Satisfied"}, "Followed Up"),
			(self.dispatcher, "Close", {}, "Closed"),
		):
			event = self.act(user, event, action, **values)
			self.assertEqual(event.workflow_state, state)
		self.assertEqual(event.stage, "Closed")
		self.assertTrue(event.reported_on and event.resolved_on and event.closed_on)

	def dispatch_to_grid(self):
		return {"lead_grid": self.community, "dispatch_opinion": "Please handle"}

	def test_unit_handles_what_is_dispatched_to_it(self):
		event = self.act(self.clerk, self.draft(), "Report")
		event = self.act(self.dispatcher, event, "Accept")
		event = self.act(self.dispatcher, event, "Dispatch", lead_unit=self.unit, dispatch_opinion="Yours")
		event = self.act(self.handler, event, "Sign")
		self.assertEqual(event.stage, "Handling")

	def test_member_settles_on_the_spot(self):
		event = self.draft(self.member, address="2号楼楼道")
		event = self.act(self.member, event, "Settle on Spot", result="Swept at once")
		self.assertEqual((event.workflow_state, event.stage), ("Resolved", "Feedback"))
		self.assertTrue(event.reported_on and event.resolved_on)

	def test_reopening_sends_the_case_back_and_clears_its_resolution(self):
		event = put_in_state(self.draft(), "Followed Up", lead_grid=self.community, resolved_on="2026-01-05")
		event = self.act(self.dispatcher, event, "Reopen", dispatch_opinion="Still dirty")
		self.assertEqual((event.stage, event.resolved_on), ("Assigned", None))

	def test_rejecting_asks_for_the_reason_and_ends_the_case(self):
		event = put_in_state(self.draft(), "Reported")
		self.assertRefused(RequirementError, self.act, self.dispatcher, event, "Reject")
		event = self.act(self.dispatcher, event, "Reject", dispatch_opinion="Not ours")
		self.assertEqual(event.stage, "Void")

	def test_due_date_follows_the_category(self):
		category = make_category(time_limit=2, time_limit_unit="Hours", default_urgency="Urgent").name
		event = self.act(self.clerk, self.draft(category=category), "Report")
		self.assertEqual(event.urgency, "Urgent")
		self.assertEqual(get_datetime(event.due_on), add_to_date(event.reported_on, hours=2))

	def test_no_limit_means_no_due_date(self):
		event = self.act(self.clerk, self.draft(category=make_category().name), "Report")
		self.assertIsNone(event.due_on)

	def test_each_transition_writes_one_timeline_entry(self):
		event = self.act(self.clerk, self.draft(), "Report")
		event = self.act(self.dispatcher, event, "Accept")
		event = self.act(self.dispatcher, event, "Dispatch", **self.dispatch_to_grid())
		entries = frappe.get_all(
			"Timeline Entry",
			filters={"reference_doctype": event.doctype, "reference_name": event.name},
			fields=["action", "actor", "actor_role", "from_state", "to_state", "to_grid", "opinion"],
			order_by="acted_on",
		)
		self.assertEqual([entry.action for entry in entries], ["Report", "Accept", "Dispatch"])
		self.assertEqual(
			entries[-1],
			{
				"action": "Dispatch",
				"actor": self.dispatcher,
				"actor_role": "Dispatcher",
				"from_state": "Accepted",
				"to_state": "Dispatched",
				"to_grid": self.community,
				"opinion": "Please handle",
			},
		)

	def test_saving_without_a_transition_writes_no_timeline_entry(self):
		event = self.draft()
		event.save()
		self.assertFalse(frappe.db.exists("Timeline Entry", {"reference_name": event.name}))

	def test_whoever_acts_next_is_told_and_nobody_else(self):
		event = put_in_state(self.draft(), "Accepted")
		event = self.act(self.dispatcher, event, "Dispatch", **self.dispatch_to_grid())
		deliver()
		self.assertEqual(told(event.name), [self.leader])

	def test_handlers_of_the_unit_are_told(self):
		event = put_in_state(self.draft(), "Accepted")
		self.act(self.dispatcher, event, "Dispatch", lead_unit=self.unit, dispatch_opinion="Yours")
		deliver()
		self.assertEqual(told(event.name), [self.handler])

	def test_notification_is_chinese(self):
		event = put_in_state(self.draft(), "Accepted")
		self.act(self.dispatcher, event, "Dispatch", **self.dispatch_to_grid())
		deliver()
		subject = frappe.db.get_value("Notification Log", {"document_name": event.name}, "subject")
		self.assertIn("已分流", subject)

	def test_no_transition_asks_every_user_of_the_next_role(self):
		asked = "frappe.workflow.doctype.workflow_action.workflow_action.get_users_next_action_data"
		with patch(asked) as ask_every_user:
			event = self.act(self.clerk, self.draft(), "Report")
			event = self.act(self.dispatcher, event, "Accept")
			event = self.act(self.dispatcher, event, "Dispatch", **self.dispatch_to_grid())
		ask_every_user.assert_not_called()
		open_actions = {"reference_name": event.name, "status": "Open"}
		self.assertEqual(
			frappe.get_all("Workflow Action", open_actions, pluck="workflow_state"), ["Dispatched"]
		)

	def test_actor_is_not_told_of_their_own_action(self):
		event = self.act(self.clerk, self.draft(), "Report")
		event = self.act(self.dispatcher, event, "Accept")
		deliver()
		own = {"document_name": event.name, "for_user": self.dispatcher}
		self.assertTrue(frappe.db.exists("Notification Log", {**own, "from_user": self.clerk}))
		self.assertFalse(frappe.db.exists("Notification Log", {**own, "from_user": self.dispatcher}))


class TestBadInput(EventTestCase):
	def test_missing_grid_or_category_is_refused(self):
		for fieldname in ("title", "source", "category", "grid"):
			with self.subTest(fieldname):
				values = {"title": "T", "source": "Hotline", "category": "0401", "grid": self.compound}
				doc = frappe.get_doc({"doctype": "Governance Event", **values, fieldname: None})
				self.assertRefused(frappe.MandatoryError, doc.insert)

	def test_unknown_grid_category_or_unit_is_refused(self):
		for fieldname in ("category", "grid", "lead_grid", "lead_unit"):
			with self.subTest(fieldname):
				values = {"title": "T", "source": "Hotline", "category": "0401", "grid": self.compound}
				doc = frappe.get_doc({"doctype": "Governance Event", **values, fieldname: "no such"})
				self.assertRefused(frappe.LinkValidationError, doc.insert)

	def test_inactive_grid_category_or_unit_is_refused(self):
		category = make_category(is_active=0).name
		grid = make_grid(self.community, is_active=0).name
		unit = make_unit(is_active=0).name
		for values in ({"category": category}, {"lead_grid": grid}, {"lead_unit": unit}):
			with self.subTest(values):
				self.assertRefused(NotInUseError, make_event, self.compound, **values)
		self.assertRefused(NotInUseError, make_event, grid)

	def test_event_of_a_grid_closed_later_can_still_be_worked_on(self):
		event = self.draft()
		frappe.db.set_value("Grid", self.compound, "is_active", 0)
		self.assertEqual(self.act(self.clerk, event, "Report").workflow_state, "Reported")

	def test_grid_and_unit_cannot_both_lead(self):
		self.assertRefused(
			frappe.ValidationError, make_event, self.compound, lead_grid=self.community, lead_unit=self.unit
		)

	def test_submitting_without_a_result_is_refused(self):
		event = put_in_state(
			self.draft(), "In Progress", lead_grid=self.community, lead_grid_path=self.path(self.community)
		)
		for result in ({}, {"result": "  "}):
			message = self.assertRefused(
				RequirementError, self.act, self.leader, event, "Submit Result", **result
			)
			self.assertIn("Result", message)
		event.reload()
		self.assertEqual(event.workflow_state, "In Progress")
		self.assertFalse(frappe.db.exists("Timeline Entry", {"reference_name": event.name}))

	def path(self, grid):
		return frappe.db.get_value("Grid", grid, "grid_path")

	def test_refusal_is_chinese_for_a_chinese_reader(self):
		event = put_in_state(self.draft(), "Resolved")
		with self.in_language("zh"):
			message = self.assertRefused(RequirementError, self.act, self.dispatcher, event, "Follow Up")
		self.assertIn("满意度", message)

	def test_dispatching_asks_for_grid_or_unit_and_an_opinion(self):
		event = put_in_state(self.draft(), "Accepted")
		for values in ({}, {"lead_grid": self.community}, {"dispatch_opinion": "Go"}):
			with self.subTest(values):
				frappe.db.set_value(event.doctype, event.name, {"lead_grid": None, "dispatch_opinion": None})
				self.assertRefused(RequirementError, self.act, self.dispatcher, event, "Dispatch", **values)

	def test_transition_that_the_state_does_not_allow_is_refused(self):
		event = put_in_state(self.draft(), "Reported")
		self.assertRefused(WorkflowTransitionError, self.act, self.dispatcher, event, "Close")

	def test_transition_that_the_role_does_not_allow_is_refused(self):
		event = put_in_state(self.draft(), "Reported")
		self.assertRefused(WorkflowTransitionError, self.act, self.clerk, event, "Accept")

	def test_state_cannot_be_set_past_the_workflow(self):
		event = put_in_state(self.draft(), "Reported")
		with self.as_user(self.dispatcher):
			doc = frappe.get_doc(event.doctype, event.name)
			doc.workflow_state = "Closed"
			self.assertRefused(WorkflowPermissionError, doc.save)

	def test_dates_stage_and_paths_cannot_be_written_from_outside(self):
		with self.as_user(self.clerk):
			event = make_event(self.compound, stage="Closed", grid_path="620981.", due_on="2030-01-01")
		self.assertEqual((event.stage, event.due_on), ("Intake", None))
		self.assertEqual(event.grid_path, self.path(self.compound))

	def test_clerk_cannot_dispatch_while_registering(self):
		self.assertIsNone(self.draft(lead_grid=self.community).lead_grid)

	def test_handler_cannot_rewrite_what_was_registered(self):
		path = self.path(self.community)
		event = put_in_state(self.draft(), "Signed", lead_grid=self.community, lead_grid_path=path)
		for values in ({"title": "Other"}, {"category": "0402"}, {"grid": self.community}):
			with self.subTest(values), self.as_user(self.leader):
				doc = frappe.get_doc(event.doctype, event.name).update(values)
				self.assertRefused(IntakeIsClosedError, doc.save)
		with self.as_user(self.dispatcher):
			doc = frappe.get_doc(event.doctype, event.name).update({"title": "Corrected"}).save()
		self.assertEqual(doc.title, "Corrected")

	def test_phone_number_must_be_one(self):
		self.assertRefused(frappe.ValidationError, make_event, self.compound, reporter_phone="not a number")

	def test_title_is_stored_as_text_not_as_markup(self):
		event = self.draft(title="<script>alert(1)</script>Noise")
		self.assertNotIn("<script>", frappe.db.get_value(event.doctype, event.name, "title"))
