"""Who is called, what a call brings, and what happens when the reporter isn't satisfied."""

import frappe

from yumen_governance.api import follow_up as api
from yumen_governance.api.board import open_board
from yumen_governance.events.handling.follow_up import FollowUpError, is_sampled
from yumen_governance.events.tests.case import HandlingTestCase

RULE, VISIT = "Follow-up Rule", "Follow-up Visit"


class FollowUpTestCase(HandlingTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.delete(RULE)
		frappe.db.delete("Follow-up Question")

	def rule(self, share, order=10, **conditions):
		values = {"rule_name": f"Rule {order}", "sort_order": order, "share": share, **conditions}
		return frappe.get_doc({"doctype": RULE, **values}).insert()

	def reached(self, event, satisfaction, **values):
		with self.as_user(self.dispatcher):
			api.reached(event.name, satisfaction, **values)
		return event.reload() or event

	def visits(self, event):
		fields = ["outcome", "satisfaction", "comment", "called_by"]
		return frappe.get_all(VISIT, {"event": event.name}, fields, order_by="creation")


class TestSampling(FollowUpTestCase):
	def test_draw_depends_on_the_number_alone_and_keeps_the_share(self):
		numbers = [f"GE-2026-{number:05}" for number in range(4000)]
		drawn = [number for number in numbers if is_sampled(number, 20)]
		self.assertEqual(drawn, [number for number in numbers if is_sampled(number, 20)])
		self.assertAlmostEqual(len(drawn) / len(numbers), 0.2, delta=0.03)
		self.assertFalse([number for number in drawn if not is_sampled(number, 40)])
		self.assertTrue(all(is_sampled(number, 100) for number in numbers))
		self.assertFalse(any(is_sampled(number, 0) for number in numbers))

	def test_draw_can_be_checked_by_anybody_with_sha_256(self):
		"""printf GE-2026-00001 | sha256sum; the first twelve digits modulo 10,000 are its place."""
		place = 0xA77D60CE01F0 % 10_000
		self.assertFalse(is_sampled("GE-2026-00001", place / 100))
		self.assertTrue(is_sampled("GE-2026-00001", (place + 1) / 100))

	def test_first_rule_that_fits_decides(self):
		self.rule(0, 10, urgency="Normal", category="01")
		self.rule(100, 20, category="04")
		self.rule(0, 90)
		self.assertEqual(self.resolved().follow_up, "To Call")
		self.assertEqual(self.resolved(category="0101").follow_up, "Not Sampled")

	def test_without_rules_everybody_is_called(self):
		self.assertEqual(self.resolved().follow_up, "To Call")

	def test_event_that_was_not_drawn_is_closed_without_a_call(self):
		called = self.resolved()
		self.assertRefused(frappe.ValidationError, self.act, self.dispatcher, called, "Close without Call")
		self.rule(0)
		event = self.act(self.dispatcher, self.resolved(), "Close without Call")
		self.assertEqual(event.stage, "Closed")

	def test_share_lies_between_nothing_and_all(self):
		for share in (-1, 101):
			self.assertRefused(frappe.ValidationError, self.rule, share)


class TestCalls(FollowUpTestCase):
	def setUp(self):
		super().setUp()
		self.event = self.resolved()

	def test_questionnaire_follows_the_category(self):
		for order, (question, category) in enumerate((("All?", None), ("Waste?", "04"), ("Dispute?", "01"))):
			values = {"question": question, "category": category, "sort_order": order}
			frappe.get_doc({"doctype": "Follow-up Question", **values}).insert()
		with self.as_user(self.dispatcher):
			asked = [row["question"] for row in api.questions(self.event.name)]
		self.assertEqual(asked, ["All?", "Waste?"])

	def test_satisfied_reporter_takes_the_event_on(self):
		answers = [{"question": "Solved?", "answer": "Yes"}, {"question": "Else?", "answer": ""}]
		event = self.reached(self.event, "Satisfied", answers=answers, comment="Friendly")
		self.assertEqual(
			(event.stage, event.satisfaction, event.follow_up), ("Feedback", "Satisfied", "Called")
		)
		visit = frappe.get_doc(VISIT, {"event": event.name})
		self.assertEqual([(row.question, row.answer) for row in visit.answers], [("Solved?", "Yes")])
		self.assertEqual((visit.comment, visit.called_by), ("Friendly", self.dispatcher))
		self.assertEqual(len(self.visits(event)), 1)

	def test_follow_up_by_the_plain_action_leaves_a_call_as_well(self):
		event = self.act(self.dispatcher, self.event, "Follow Up", satisfaction="Neutral")
		self.assertEqual([row.satisfaction for row in self.visits(event)], ["Neutral"])

	def test_dissatisfied_reporter_reopens_once_and_then_the_centre_decides(self):
		event = self.reached(self.event, "Dissatisfied", comment="Still dirty")
		self.assertEqual((event.stage, event.lead_grid, event.reopen_count), ("Assigned", self.community, 1))
		self.assertIn("Still dirty", event.dispatch_opinion)
		self.assertEqual((event.satisfaction, event.resolved_on), (None, None))
		self.assertEqual(self.deeds(event)[-2:], ["Follow Up", "Reopen"])
		event = self.act(self.leader, self.act(self.leader, event, "Sign"), "Start")
		event = self.act(self.leader, event, "Submit Result", result="Swept again")
		event = self.act(self.dispatcher, event, "Approve Result")
		self.assertEqual(event.follow_up, "To Call")
		event = self.reached(event, "Very Dissatisfied")
		self.assertEqual((event.stage, event.reopen_count), ("Feedback", 1))
		event = self.act(self.dispatcher, event, "Reopen", dispatch_opinion="Once more")
		self.assertEqual((event.stage, event.reopen_count), ("Assigned", 2))

	def test_unanswered_calls_are_counted_until_the_event_may_be_closed(self):
		with self.as_user(self.dispatcher):
			found = [api.not_reached(self.event.name, "Nobody") for _ in range(3)]
		self.assertEqual(found, ["To Call", "To Call", "Not Reached"])
		self.assertEqual({row.outcome for row in self.visits(self.event)}, {"Not Reached"})
		event = self.act(self.dispatcher, self.event, "Close without Call")
		self.assertEqual(event.stage, "Closed")

	def test_next_attempt_is_as_asked_and_lies_ahead(self):
		again = self.later(hours=30)
		with self.as_user(self.dispatcher):
			api.not_reached(self.event.name, "", str(again))
			self.assertEqual(frappe.db.get_value("Governance Event", self.event.name, "follow_up_on"), again)
			past = str(self.later(hours=-1))
			self.assertRefused(FollowUpError, api.not_reached, self.event.name, "", past)

	def test_call_is_due_when_its_time_limit_ends_and_the_clock_runs_for_nobody_else(self):
		(clock,) = self.clocks(self.event)
		self.assertEqual((self.event.follow_up_on, clock.status), (clock.due_on, "Running"))
		self.rule(0)
		event = self.resolved()
		self.assertEqual((event.follow_up_on, self.clocks(event)), (None, []))

	def test_clock_ends_with_the_last_attempt(self):
		with self.as_user(self.dispatcher):
			for _attempt in range(3):
				self.assertEqual(self.clocks(self.event)[0].status, "Running")
				api.not_reached(self.event.name)
		self.assertEqual(self.clocks(self.event)[0].status, "Stopped")

	def clocks(self, event):
		filters = {"reference_name": event.name, "kind": "Follow Up"}
		return frappe.get_all("Case Clock", filters, ["status", "due_on"])

	def test_list_of_calls_goes_by_when_they_are_due(self):
		soon, later = self.resolved(), self.event
		later.db_set({"follow_up_on": self.later(days=9), "due_on": self.later(hours=1)})
		soon.db_set({"follow_up_on": self.later(days=8), "due_on": self.later(hours=2)})
		with self.as_user(self.dispatcher):
			found, after = [], None
			while True:
				page = open_board("to_follow_up", after=after, limit=1)
				found += [row.name for row in page["events"]]
				if not (after := page["next"]):
					break
		self.assertEqual([name for name in found if name in (soon.name, later.name)], [soon.name, later.name])
		self.assertEqual(len(found), len(set(found)))

	def test_grade_is_asked_and_strangers_call_nobody(self):
		self.assertRefused(FollowUpError, self.reached, self.event, "")
		for person in (self.leader, self.clerk, self.handler):
			with self.as_user(person):
				self.assertRefused(frappe.PermissionError, api.reached, self.event.name, "Satisfied")

	def test_event_that_is_not_settled_is_not_called(self):
		event = self.dispatched()
		self.assertRefused(FollowUpError, self.reached, event, "Satisfied")
		with self.as_user(self.dispatcher):
			self.assertRefused(FollowUpError, api.not_reached, event.name)

	def test_call_is_read_with_its_event(self):
		event = self.reached(self.event, "Satisfied")
		(name,) = frappe.get_all(VISIT, {"event": event.name}, pluck="name")
		self.assertTrue(self.sees(self.leader, VISIT, name))
		self.assertFalse(self.sees(self.handler, VISIT, name))
