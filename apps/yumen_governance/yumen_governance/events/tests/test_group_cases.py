"""Group cases: representatives, amounts, and the flags that make an event an emergency."""

import frappe
from frappe.utils import getdate, now_datetime

from yumen_governance.events.handling import suspension_reviews
from yumen_governance.events.handling.group_cases import GroupCaseError
from yumen_governance.events.tests.case import HandlingTestCase
from yumen_governance.time_limits import clocks

EVENT = "Governance Event"


class TestGroupCases(HandlingTestCase):
	def people(self, count):
		return [{"representative_name": f"Person {number}"} for number in range(count)]

	def told(self, event):
		filters = {"reference_name": event.name, "event_type": "Emergency"}
		return frappe.get_all("Outgoing Notice", filters, ["audience", "urgent", "variables"])

	def test_at_most_five_speak_for_a_group(self):
		self.assertEqual(len(self.draft(is_group_case=1, representatives=self.people(5)).representatives), 5)
		message = self.assertRefused(
			GroupCaseError, self.draft, is_group_case=1, representatives=self.people(6)
		)
		self.assertIn("6", message)

	def test_not_more_is_recovered_than_was_claimed(self):
		self.draft(is_group_case=1, amount_claimed=1_000_000, amount_recovered=1_000_000)
		self.assertRefused(
			GroupCaseError, self.draft, is_group_case=1, amount_claimed=10, amount_recovered=11
		)

	def test_each_flag_starts_the_emergency_with_the_report(self):
		for flag in ("mass_incident", "skip_level_petition"):
			with self.subTest(flag):
				event = self.draft(is_group_case=1, **{flag: 1})
				self.assertEqual((event.urgency, event.emergency_since), ("Very Urgent", None))
				self.assertFalse(self.told(event))
				event = self.act(self.clerk, event, "Report")
				self.assertTrue(event.is_emergency and event.emergency_since)
				self.assertIn("Emergency", {clock.kind for clock in clocks.running(EVENT, event.name)})
				(notice,) = self.told(event)
				self.assertIn(self.township, notice.audience)
				self.assertIn("Dispatcher", notice.audience)
				self.assertTrue(notice.urgent)
				due = frappe.db.get_value(
					"Case Clock", {"reference_name": event.name, "kind": "Emergency"}, "due_on"
				)
				self.assertIn(due.isoformat(" ", "minutes"), notice.variables.replace("T", " "))

	def test_flag_set_while_the_event_is_handled_starts_it_at_once_and_tells_once(self):
		event = self.in_progress()
		with self.as_user(self.leader):
			frappe.get_doc(EVENT, event.name).update({"mass_incident": 1}).save()
			frappe.get_doc(EVENT, event.name).update({"people_count": 90}).save()
		event.reload()
		self.assertTrue(event.emergency_since)
		self.assertEqual(len(self.told(event)), 1)

	def test_flag_taken_back_ends_the_emergency(self):
		event = self.act(self.clerk, self.draft(mass_incident=1), "Report")
		with self.as_user(self.dispatcher):
			frappe.get_doc(EVENT, event.name).update({"mass_incident": 0}).save()
		event.reload()
		self.assertEqual((event.is_emergency, event.emergency_since), (0, None))
		self.assertFalse(self.emergency_clocks(event, status="Running"))

	def emergency_clocks(self, event, **filters):
		its_own = {"reference_name": event.name, "kind": "Emergency", **filters}
		return frappe.get_all("Case Clock", its_own, pluck="status")

	def flag(self, event, user=None):
		with self.as_user(user or self.leader):
			frappe.get_doc(EVENT, event.name).update({"mass_incident": 1}).save()
		event.reload()

	def test_flag_starts_the_clock_in_every_stage_before_the_result(self):
		for event in (self.accepted(), self.dispatched(), self.in_progress()):
			with self.subTest(event.stage):
				self.flag(event, self.dispatcher)
				self.assertEqual(self.emergency_clocks(event), ["Running"])

	def test_clock_runs_until_the_result_is_handed_in_and_begins_once(self):
		event = self.in_progress()
		self.flag(event)
		event = self.act(self.leader, event, "Submit Result", result="They went home")
		self.assertEqual(self.emergency_clocks(event), ["Stopped"])
		event = self.act(self.dispatcher, event, "Send Back", dispatch_opinion="Not all of them")
		self.assertEqual(self.emergency_clocks(event), ["Stopped"])

	def test_clock_waits_while_the_event_is_suspended(self):
		event = self.in_progress()
		self.flag(event)
		plan = {"suspension_plan": "Wait", "review_on": self.later(days=3).date(), "decision_opinion": "Yes"}
		event = self.act(self.dispatcher, event, "Suspend", **plan)
		self.assertEqual(self.emergency_clocks(event), ["Paused"])


class TestSuspensionReviews(HandlingTestCase):
	def test_each_review_date_is_told_of_once(self):
		event = self.state(self.draft(), "Suspended", review_on=getdate(), suspended_on=now_datetime())
		later = self.state(self.draft(), "Suspended", review_on=self.later(days=2).date())
		for _ in range(2):
			suspension_reviews.remind(getdate())
		filters = {"event_type": "Suspension Review", "reference_name": ["in", [event.name, later.name]]}
		self.assertEqual(frappe.get_all("Outgoing Notice", filters, pluck="reference_name"), [event.name])
