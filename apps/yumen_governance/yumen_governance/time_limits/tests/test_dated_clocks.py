"""Clocks that count from a date of the case, end with another one, lapse, or count back to a hearing."""

from datetime import date, datetime

import frappe

from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks.rules import rules_of
from yumen_governance.time_limits.tests.clock_cases import EVENT, MONDAY, ClockTestCase, make_rule, notify_at
from yumen_governance.time_limits.tests.test_clocks import at

EVERYWHERE = {
	stage: "Starts" for stage in ("Intake", "Triage", "Assigned", "Handling", "Review", "Feedback", "Closed")
}
RIGHT = [
	{"days_left": 10, "does": "Notify", "tell_centre": 1},
	{"days_left": 3, "does": "Notify", "tell_centre": 1},
	{"after_percent": 100, "does": "Lapse", "tell_handler": 1},
]


def end_of(day: int, month: int = 3) -> datetime:
	return datetime(2026, month, day, 23, 59, 59)


def make_dated_rule(kind: str = "To Sue", **values):
	"""Insert a rule: 15 calendar days by Court from review_on until requested_due_on is filled."""
	if not frappe.db.exists("Clock Kind", kind):
		frappe.get_doc({"doctype": "Clock Kind", "kind_name": kind}).insert()
	rule = {
		"length": 15,
		"unit": "Calendar Days",
		"method": "Court",
		"counts_from": "review_on",
		"ends_when_set": "requested_due_on",
		"stages": EVERYWHERE,
	}
	return make_rule(kind, **{**rule, **values})


class TestCountedFromADate(ClockTestCase):
	def test_it_begins_with_the_date_whenever_that_is_written_down(self):
		make_dated_rule()
		case = self.move(self.new_case(), "Triage", MONDAY)
		self.assertFalse(clocks.running(EVENT, case.name))
		self.note(case, at(9, 10), review_on=date(2026, 3, 3))
		clock = self.clock(case, "To Sue")
		self.assertEqual((clock.started_on, clock.due_on), (at(3, 0), end_of(18)))

	def test_its_text_from_a_form_is_the_same_date(self):
		make_dated_rule()
		case = self.note(self.new_case(), MONDAY, review_on="2026-03-03")
		self.assertEqual(self.clock(case, "To Sue").due_on, end_of(18))

	def test_a_corrected_date_counts_anew(self):
		make_dated_rule()
		case = self.note(self.new_case(), at(9, 10), review_on=date(2026, 3, 3))
		self.note(case, at(9, 11), review_on=date(2026, 3, 5))
		clock = self.clock(case, "To Sue")
		self.assertEqual((clock.run, clock.started_on, clock.due_on), (1, at(5, 0), end_of(20)))

	def test_without_its_date_it_ends(self):
		make_dated_rule()
		case = self.note(self.new_case(), at(9, 10), review_on=date(2026, 3, 3))
		self.note(case, at(9, 11), review_on=None)
		self.assertEqual(self.clock(case, "To Sue").status, "Stopped")

	def test_it_ends_on_the_day_that_says_so_however_late_it_is_written_down(self):
		make_dated_rule(ends_when_set="suspended_on", or_when_set="requested_due_on")
		case = self.note(self.new_case(), at(3, 10), review_on=date(2026, 3, 3))
		self.note(case, at(25, 9), requested_due_on=at(17, 16))
		clock = self.clock(case, "To Sue")
		self.assertEqual((clock.status, clock.in_time, clock.stopped_on), ("Stopped", 1, at(17, 16)))

	def test_a_day_late_is_late(self):
		make_dated_rule()
		case = self.note(self.new_case(), at(3, 10), review_on=date(2026, 3, 3))
		self.note(case, at(25, 9), requested_due_on=at(19, 0))
		self.assertFalse(self.clock(case, "To Sue").in_time)

	def test_what_is_done_already_begins_nothing(self):
		make_dated_rule()
		case = self.note(self.new_case(), at(9, 10), review_on=date(2026, 3, 3), requested_due_on=at(4, 9))
		self.assertFalse(frappe.db.exists("Case Clock", {"reference_name": case.name}))

	def test_a_day_on_which_it_is_due_is_in_time_whatever_the_hour(self):
		make_dated_rule(
			"To Appeal",
			length=4,
			unit="Working Hours",
			method="Working Time",
			counts_from="requested_due_on",
			ends_when_set="review_on",
		)
		case = self.note(self.new_case(), MONDAY, requested_due_on=MONDAY)
		self.note(case, at(2, 17), review_on=date(2026, 3, 2))
		self.assertTrue(self.clock(case, "To Appeal").in_time)

	def test_several_kinds_run_side_by_side_and_the_soonest_gives_the_due_time(self):
		make_dated_rule(gives_due=1)
		make_dated_rule("To Appeal", length=10, gives_due=1)
		make_dated_rule("Defence", length=5)
		case = self.note(self.new_case(), at(3, 10), review_on=date(2026, 3, 3))
		self.assertEqual(
			{clock.kind for clock in clocks.running(EVENT, case.name)}, {"To Sue", "To Appeal", "Defence"}
		)
		self.assertEqual(frappe.db.get_value(EVENT, case.name, "due_on"), end_of(13))

	def test_a_value_of_a_field_chooses_and_another_one_rules_out(self):
		make_dated_rule(length=10, only_if_set="source", only_if_value="Window")
		make_dated_rule(length=5, unless_set="urgency", unless_value="Normal", rule_order=0)
		case = self.note(self.new_case(urgency="Normal"), at(3, 10), review_on=date(2026, 3, 3))
		self.assertEqual(self.clock(case, "To Sue").due_on, end_of(13))

	def test_saving_a_case_costs_no_statement_for_clocks_that_it_does_not_touch(self):
		case = self.new_case()
		rules_of(EVENT)
		case._doc_before_save = frappe._dict(case.as_dict())
		with self.assertQueryCount(1):
			clocks.decide(case, None, MONDAY)


class TestRightsLapse(ClockTestCase):
	def setUp(self):
		super().setUp()
		table = frappe.qb.DocType("Case Clock")
		frappe.qb.update(table).set(table.next_step_on, None).run()
		make_dated_rule(length=30, steps=RIGHT)
		self.case = self.note(self.new_case(), MONDAY, review_on=date(2026, 3, 2))

	def test_it_warns_with_ten_and_three_days_left_and_then_it_is_over(self):
		for moment, steps in (
			(at(21, 23, 59), 0),
			(at(22, 0), 1),
			(at(29, 0), 2),
			(end_of(1, 4), 3),
			(at(20, 9, month=4), 3),
		):
			self.sweep(moment)
			self.assertEqual(len(self.happened(self.case)), steps, moment)
		clock = self.clock(self.case, "To Sue")
		self.assertEqual((clock.status, clock.stopped_on, clock.in_time), ("Lapsed", end_of(1, 4), 0))
		self.assertFalse(clocks.running(EVENT, self.case.name))

	def test_words_say_how_many_days_are_left(self):
		self.sweep(at(29, 9))
		said = frappe.get_all("Timeline Entry", {"reference_name": self.case.name}, pluck="opinion")
		self.assertTrue(any("10" in text for text in said) and any("3" in text for text in said))
		notices = frappe.get_all("Outgoing Notice", {"reference_name": self.case.name}, pluck="event_type")
		self.assertEqual(notices, ["Due Soon", "Due Soon"])
		self.sweep(at(20, 9, month=4))
		notices = frappe.get_all("Outgoing Notice", {"reference_name": self.case.name}, pluck="event_type")
		self.assertEqual(sorted(notices), ["Due Soon", "Due Soon", "Time Limit Over"])

	def test_what_lapsed_does_not_begin_again(self):
		self.sweep(at(20, 9, month=4))
		self.note(self.case, at(21, 9, month=4), urgency="Urgent")
		self.move(self.case, "Closed", at(22, 9, month=4))
		self.assertEqual(frappe.db.count("Case Clock", {"reference_name": self.case.name}), 1)

	def test_another_date_begins_another_clock(self):
		self.sweep(at(20, 9, month=4))
		self.note(self.case, at(21, 9, month=4), review_on=date(2026, 4, 10))
		self.assertEqual(self.clock(self.case, "To Sue", 2).due_on, end_of(11, 5))

	def test_done_in_time_but_written_down_late_has_not_lapsed(self):
		self.sweep(at(20, 9, month=4))
		self.note(self.case, at(21, 9, month=4), requested_due_on=at(27, 9))
		clock = self.clock(self.case, "To Sue")
		self.assertEqual((clock.status, clock.in_time, clock.stopped_on), ("Stopped", 1, at(27, 9)))


class TestCountedBack(ClockTestCase):
	def setUp(self):
		super().setUp()
		make_dated_rule(
			"Hearing Notice",
			length=5,
			unit="Working Days",
			counts_back=1,
			counts_from="requested_due_on",
			ends_when_set="review_on",
			steps=[notify_at(100)],
		)

	def test_the_notice_is_due_so_many_days_before_the_hearing(self):
		case = self.note(self.new_case(), MONDAY, requested_due_on=at(20, 9))
		clock = self.clock(case, "Hearing Notice")
		self.assertEqual((clock.started_on, clock.due_on, clock.counts_to), (MONDAY, end_of(13), at(20, 9)))

	def test_another_hearing_begins_another_clock(self):
		case = self.note(self.new_case(), MONDAY, requested_due_on=at(20, 9))
		self.note(case, at(3, 9), requested_due_on=at(27, 9))
		self.assertEqual(self.clock(case, "Hearing Notice").status, "Stopped")
		self.assertEqual(self.clock(case, "Hearing Notice", 2).due_on, end_of(20))

	def test_a_hearing_set_too_late_is_overdue_at_once(self):
		case = self.note(self.new_case(), MONDAY, requested_due_on=at(4, 9))
		self.assertLess(self.clock(case, "Hearing Notice").due_on, MONDAY)
		self.sweep(MONDAY)
		self.assertEqual(len(self.happened(case)), 1)

	def test_the_day_itself_may_be_the_limit(self):
		make_dated_rule(
			"Performance",
			length=0,
			counts_back=1,
			ends_when_set=None,
			steps=[{"days_left": 3, "does": "Notify", "tell_centre": 1}],
		)
		case = self.note(self.new_case(), MONDAY, review_on=date(2026, 3, 21))
		clock = self.clock(case, "Performance")
		self.assertEqual((clock.due_on, clock.next_step_on), (end_of(23), at(20, 0)))
		self.note(case, at(20, 9), review_on=date(2026, 4, 20))
		self.assertEqual(self.clock(case, "Performance", 2).due_on, end_of(20, 4))


class TestLimitOf(ClockTestCase):
	def test_it_reads_the_law_off_the_rules(self):
		make_dated_rule(law="劳动争议调解仲裁法", article="第五十条", verification="Verified")
		case = self.new_case()
		self.assertIsNone(clocks.limit_of(case, "requested_due_on", MONDAY))
		case.review_on = date(2026, 3, 3)
		limit = clocks.limit_of(case, "requested_due_on", MONDAY)
		self.assertEqual(
			(limit.due_on, limit.law, limit.article, limit.is_verified),
			(end_of(18), "劳动争议调解仲裁法", "第五十条", True),
		)
		self.assertIsNone(clocks.limit_of(case, "resolved_on", MONDAY))
