"""Tracking: plain words by a code that can't be guessed; rated, reopened once, appealed once."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from yumen_governance.public_portal import answers, limits, tracking
from yumen_governance.public_portal.tests.case import ADDRESS, EVENT, PortalTestCase

WRONG = "0000-0000-0000-0000"


class TestTracking(PortalTestCase):
	def test_sender_sees_unit_and_promise_but_no_person(self):
		receipt = self.tip_off()
		view = self.seen(receipt)
		self.assertEqual((view["number"], view["stage"], view["handler"]), (receipt.event, "Triage", None))
		event = self.act(self.dispatcher, frappe.get_doc(EVENT, receipt.event), "Accept")
		self.act(self.dispatcher, event, "Dispatch", lead_unit=self.unit, dispatch_opinion="Secret")
		view = self.seen(receipt)
		self.assertEqual(view["handler"], frappe.db.get_value("Functional Unit", self.unit, "unit_name"))
		self.assertEqual([bool(row["on"]) for row in view["timeline"]], [True, True])
		for word in ("Secret", self.dispatcher, self.handler):
			self.assertNotIn(word, frappe.as_json(view))

	def test_answer_tells_no_telephone_number(self):
		receipt = self.tip_off()
		self.settled(receipt)
		self.assertEqual(self.seen(receipt)["answer"], "New lamp, call 199****1234")

	def test_wrong_codes_lock_the_address(self):
		receipt = self.tip_off()
		for _number in range(10):
			self.assertRefused(tracking.UnknownCodeError, tracking.find, WRONG, ADDRESS, now_datetime())
		self.assertRefused(limits.TooManyError, tracking.find, receipt.code, ADDRESS, now_datetime())
		self.assertTrue(tracking.find(receipt.code, "203.0.113.8", now_datetime()))

	def test_added_words_reach_the_timeline_and_whoever_acts_next(self):
		receipt = self.tip_off()
		with self.as_user("Guest"):
			answers.add(self.found(receipt), "It is dark at night", [], now_datetime())
		added = {"reference_name": receipt.event, "action": "Add Information"}
		self.assertEqual(frappe.get_all("Timeline Entry", added, pluck="opinion"), ["It is dark at night"])
		told = {"reference_name": receipt.event, "event_type": "Information Added"}
		self.assertTrue(frappe.db.exists("Outgoing Notice", told))
		self.assertEqual(len(self.seen(receipt)["timeline"]), 2)
		self.assertRefused(answers.AnswerError, answers.add, self.found(receipt), " ", [], now_datetime())


class TestAnswers(PortalTestCase):
	def test_satisfied_answer_stands_for_the_call(self):
		receipt = self.tip_off()
		self.settled(receipt)
		view = self.rated(receipt, "Satisfied")
		event = frappe.get_doc(EVENT, receipt.event)
		self.assertEqual((event.satisfaction, event.follow_up), ("Satisfied", "Called"))
		self.assertFalse(view["may"]["rate"] or view["may"]["appeal"])

	def test_status_asks_for_an_answer_until_it_is_given(self):
		receipt = self.tip_off()
		self.settled(receipt)
		self.assertIn("Are you satisfied?", self.seen(receipt)["status"])
		self.assertNotIn("Are you satisfied?", self.rated(receipt, "Satisfied")["status"])

	def test_unsatisfied_answer_reopens_once_then_the_centre_is_appealed_to(self):
		receipt = self.tip_off()
		self.settled(receipt)
		view = self.rated(receipt, "Dissatisfied", "Still dark")
		self.assertEqual((view["stage"], bool(view["reopened_on"])), ("Assigned", True))
		self.assertFalse(view["may"]["appeal"])
		self.settled(receipt)
		view = self.rated(receipt, "Very Dissatisfied", "Dark again")
		self.assertEqual(view["stage"], "Feedback")
		self.assertTrue(view["may"]["appeal"])
		with self.as_user("Guest"):
			number = answers.appeal(self.found(receipt), "Nobody came", now_datetime())
		self.assertEqual(frappe.db.get_value(EVENT, number, "stage"), "Triage")
		view = self.seen(receipt)
		self.assertEqual(view["appeal"]["number"], number)
		self.assertRefused(answers.AnswerError, answers.appeal, self.found(receipt), "Again", now_datetime())

	def test_what_is_not_settled_is_not_rated(self):
		receipt = self.tip_off()
		for satisfaction in ("Satisfied", "Wonderful"):
			self.assertRefused(
				answers.AnswerError, answers.rate, self.found(receipt), satisfaction, "", now_datetime()
			)

	def test_appeal_ends_after_its_days(self):
		receipt = self.tip_off()
		event = self.act(
			self.dispatcher, frappe.get_doc(EVENT, receipt.event), "Reject", dispatch_opinion="Not ours"
		)
		tip_off, later = self.found(receipt), now_datetime() + timedelta(days=31)
		self.assertTrue(tracking.may_appeal(tip_off, event, now_datetime()))
		self.assertFalse(tracking.may_appeal(tip_off, event, later))

	def test_merged_tip_off_tells_nothing_of_the_other_reporter(self):
		first = self.tip_off(text="My neighbour Zhang at number 7 sings at night")
		second = self.tip_off(text="The same noise is heard")
		event = frappe.get_doc(EVENT, second.event)
		self.act(self.dispatcher, event, "Merge", merged_into=first.event)
		with self.as_user("Guest"):
			answers.add(self.found(first), "It was Zhang again", [], now_datetime())
		view = self.seen(second)
		self.assertEqual(view["title"], "The same noise is heard")
		self.assertNotIn("Zhang", frappe.as_json(view))
		words = [row["words"] for row in view["timeline"]]
		self.assertEqual((words[-1], "You added information." in words), ("Information was added.", False))

	def test_merged_tip_off_follows_the_other(self):
		first, second = self.tip_off(), self.tip_off(text="The same lamp is broken")
		event = frappe.get_doc(EVENT, second.event)
		self.act(self.dispatcher, event, "Merge", merged_into=first.event)
		self.settled(first)
		self.assertEqual(self.seen(second)["stage"], "Feedback")
