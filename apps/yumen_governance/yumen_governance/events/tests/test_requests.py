"""What the assigned side asks of the centre, what the centre decides, and handing up."""

import frappe
from frappe.model.workflow import WorkflowTransitionError
from frappe.utils import get_datetime, today

from yumen_governance.events.handling.levels import NothingAboveError
from yumen_governance.events.handling.requests import RequestError
from yumen_governance.events.tests.case import HandlingTestCase
from yumen_governance.grid_management.code_written import WrittenByActionsOnlyError
from yumen_governance.seed.workflows.events import TRANSITIONS
from yumen_governance.time_limits.transitions import RequirementError

REQUEST = "Event Request"


class RequestTestCase(HandlingTestCase):
	def request_of(self, event):
		return frappe.get_doc(REQUEST, {"event": event.name})


class TestReturn(RequestTestCase):
	def test_unit_asks_with_a_reason_and_the_centre_gives_the_event_to_another(self):
		event = self.dispatched({"lead_unit": self.unit})
		self.assertRefused(RequirementError, self.act, self.handler, event, "Request Return")
		event = self.act(self.handler, event, "Request Return", request_reason="Not our field")
		self.assertEqual((event.stage, event.open_request), ("Triage", "Return"))
		request = self.request_of(event)
		self.assertEqual((request.status, request.reason, request.unit), ("Open", "Not our field", self.unit))
		event = self.act(
			self.dispatcher, event, "Re-dispatch", lead_unit=self.helping, dispatch_opinion="Yours then"
		)
		self.assertEqual((event.stage, event.lead_unit, event.open_request), ("Assigned", self.helping, None))
		request.reload()
		self.assertEqual(
			(request.status, request.opinion, request.decided_by), ("Granted", "Yours then", self.dispatcher)
		)
		self.assertFalse(self.sees(self.handler, "Governance Event", event.name))

	def test_centre_insists_and_the_unit_has_it_as_signed(self):
		event = self.act(
			self.handler, self.dispatched({"lead_unit": self.unit}), "Request Return", request_reason="No"
		)
		event = self.act(self.dispatcher, event, "Insist", decision_opinion="It is your field")
		self.assertEqual((event.stage, event.lead_unit), ("Handling", self.unit))
		self.assertEqual(self.request_of(event).status, "Refused")
		self.assertEqual(self.request_of(event).opinion, "It is your field")

	def test_nobody_decides_on_their_own_request(self):
		event = self.act(
			self.handler, self.dispatched({"lead_unit": self.unit}), "Request Return", request_reason="No"
		)
		self.assertRefused(WorkflowTransitionError, self.act, self.handler, event, "Re-dispatch")

	def test_request_is_written_by_actions_only(self):
		event = self.act(self.leader, self.dispatched(), "Request Return", request_reason="No")
		request = self.request_of(event)
		self.assertRefused(WrittenByActionsOnlyError, request.update({"reason": "Other"}).save)
		self.assertRefused(WrittenByActionsOnlyError, frappe.delete_doc, REQUEST, request.name, force=True)
		forged = frappe.copy_doc(request).update({"flags": {"written_by_code": True}})
		self.assertRefused(WrittenByActionsOnlyError, forged.insert)

	def test_request_is_read_with_its_event(self):
		event = self.act(self.leader, self.dispatched(), "Request Return", request_reason="No")
		name = self.request_of(event).name
		self.assertTrue(self.sees(self.leader, REQUEST, name))
		self.assertTrue(self.sees(self.clerk, REQUEST, name))
		self.assertFalse(self.sees(self.handler, REQUEST, name))


class TestExtension(RequestTestCase):
	def setUp(self):
		super().setUp()
		self.event = self.in_progress()
		self.due = get_datetime(self.event.due_on)

	def ask(self, **period):
		wanted = frappe.utils.add_to_date(self.due.replace(microsecond=0), **period)
		values = {"request_reason": "Parts are late", "requested_due_on": wanted}
		return self.act(self.leader, self.event, "Request Extension", **values), wanted

	def test_granted_extension_moves_the_due_time(self):
		event, wanted = self.ask(hours=20)
		self.assertEqual((event.stage, event.open_request), ("Handling", "Extension"))
		self.assertEqual(get_datetime(event.due_on), self.due)
		event = self.act(
			self.dispatcher,
			event,
			"Decide on Extension",
			request_decision="Granted",
			decision_opinion="Agreed",
		)
		self.assertEqual(get_datetime(event.due_on), wanted)
		request = self.request_of(event)
		self.assertEqual((request.status, request.granted_due_on), ("Granted", wanted))
		self.assertEqual(request.due_before, self.due)

	def test_refused_extension_leaves_the_due_time(self):
		event, _wanted = self.ask(hours=20)
		event = self.act(
			self.dispatcher,
			event,
			"Decide on Extension",
			request_decision="Not Granted",
			decision_opinion="No",
		)
		self.assertEqual(get_datetime(event.due_on), self.due)
		self.assertEqual(self.request_of(event).status, "Refused")

	def test_request_can_be_withdrawn(self):
		event, _wanted = self.ask(hours=20)
		event = self.act(self.leader, event, "Withdraw Request")
		self.assertEqual((event.open_request, self.request_of(event).status), (None, "Withdrawn"))

	def test_a_time_that_is_no_extension_is_refused_and_nothing_is_written(self):
		for hours in (0, -1):
			self.assertRefused(RequestError, self.ask, hours=hours)
		self.assertFalse(frappe.db.exists(REQUEST, {"event": self.event.name}))

	def test_more_than_the_rule_allows_is_refused(self):
		event, _wanted = self.ask(days=400)
		self.assertRefused(
			frappe.ValidationError,
			self.act,
			self.dispatcher,
			event,
			"Approve Extension",
			decision_opinion="Yes",
		)
		event.reload()
		self.assertEqual((get_datetime(event.due_on), self.request_of(event).status), (self.due, "Open"))


class TestSuspension(RequestTestCase):
	def test_suspension_asks_for_plan_and_review_date_and_keeps_the_age(self):
		event = self.in_progress()
		self.assertRefused(
			RequirementError, self.act, self.leader, event, "Request Suspension", request_reason="Winter"
		)
		values = {"suspension_plan": "Repair in spring", "review_on": self.later(days=90).date()}
		event = self.act(self.leader, event, "Request Suspension", request_reason="Winter", **values)
		event = self.act(self.dispatcher, event, "Approve Suspension", decision_opinion="Agreed")
		self.assertEqual(event.stage, "Suspended")
		self.assertTrue(event.suspended_on)
		event = self.act(self.dispatcher, event, "Resume", decision_opinion="It is warm")
		self.assertEqual((event.stage, event.suspended_on, event.review_on), ("Handling", None, None))

	def test_centre_suspends_by_itself_and_that_is_on_record(self):
		values = {
			"suspension_plan": "Later",
			"review_on": self.later(days=9).date(),
			"decision_opinion": "So",
		}
		event = self.act(self.dispatcher, self.in_progress(), "Suspend", **values)
		request = self.request_of(event)
		self.assertEqual((request.kind, request.status, request.plan), ("Suspension", "Granted", "Later"))

	def test_review_date_must_lie_ahead(self):
		values = {"suspension_plan": "Later", "review_on": today(), "decision_opinion": "So"}
		self.assertRefused(RequestError, self.act, self.dispatcher, self.in_progress(), "Suspend", **values)


class TestLevels(RequestTestCase):
	def test_event_climbs_from_grid_to_grid_and_then_to_the_centre(self):
		event = self.dispatched()
		event = self.act(self.leader, event, "Raise Level", request_reason="Beyond us")
		self.assertEqual((event.stage, event.lead_grid), ("Assigned", self.township))
		self.assertEqual(event.lead_grid_path, frappe.db.get_value("Grid", self.township, "grid_path"))
		event = self.act(self.above, event, "Sign")
		self.assertRefused(
			NothingAboveError, self.act, self.above, event, "Raise Level", request_reason="Beyond us too"
		)
		event = self.act(self.above, event, "Raise to Centre", request_reason="Beyond us too")
		self.assertEqual(event.stage, "Triage")
		event = self.act(
			self.dispatcher, event, "Dispatch", lead_grid=None, lead_unit=self.unit, dispatch_opinion="Yours"
		)
		self.assertEqual((event.stage, event.lead_unit), ("Assigned", self.unit))

	def test_unit_raises_to_the_centre_only(self):
		event = self.dispatched({"lead_unit": self.unit})
		self.assertRefused(
			WorkflowTransitionError, self.act, self.handler, event, "Raise Level", request_reason="Up"
		)
		event = self.act(self.handler, event, "Raise to Centre", request_reason="Up")
		self.assertEqual(event.stage, "Triage")

	def test_who_hands_up_an_event_of_elsewhere_may_lose_sight_of_it(self):
		other = frappe.get_doc("Grid", self.compound).parent_grid
		elsewhere = self.dispatched()
		self.assertEqual(other, self.community)
		elsewhere.db_set(
			{"grid": self.township, "grid_path": frappe.db.get_value("Grid", self.township, "grid_path")}
		)
		event = self.act(self.leader, elsewhere, "Raise Level", request_reason="Beyond us")
		self.assertFalse(self.sees(self.leader, "Governance Event", event.name))

	def test_ending_an_event_under_way_asks_for_the_reason(self):
		event = self.in_progress()
		self.assertRefused(RequirementError, self.act, self.dispatcher, event, "Cancel")
		event = self.act(self.dispatcher, event, "Cancel", decision_opinion="Reported twice")
		self.assertEqual(event.stage, "Void")

	def test_centre_takes_back_what_it_dispatched(self):
		event = self.act(self.dispatcher, self.in_progress(), "Recall", decision_opinion="Wrong grid")
		self.assertEqual(event.stage, "Triage")


class TestSeededWorkflow(RequestTestCase):
	def test_no_role_has_two_ways_between_the_same_states(self):
		"""A step is known by the states on both sides, so that a second way would be taken for the first."""
		ways = [(way.state, way.next_state, role) for way in TRANSITIONS for role in way.roles]
		self.assertEqual(sorted(ways), sorted(set(ways)))
		self.assertFalse([way for way in TRANSITIONS if way.state == way.next_state])
