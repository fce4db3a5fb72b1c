"""Time is left out and limits are extended as the law allows, with who approved it and when the parties were told."""

from datetime import date, datetime

import frappe

from yumen_governance.api import clocks as door
from yumen_governance.tests.factories import actor
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks import recounting
from yumen_governance.time_limits.clocks.exclusions import ExclusionError
from yumen_governance.time_limits.clocks.extensions import ExtensionError
from yumen_governance.time_limits.tests.clock_cases import EVENT, MONDAY, ClockTestCase, notify_at
from yumen_governance.time_limits.tests.test_clocks import at
from yumen_governance.time_limits.tests.test_dated_clocks import end_of, make_dated_rule

NOW = at(20, 9)
GROUND = "《医疗纠纷预防和处理条例》第三十八条"


class MoreTimeTestCase(ClockTestCase):
	def setUp(self):
		super().setUp()
		make_dated_rule(
			"Handle",
			length=30,
			ends_when_set=None,
			stages={"Triage": "Starts", "Handling": "Starts", "Suspended": "Pauses"},
			steps=[notify_at(80)],
			exclusions=[{"reason": "鉴定", "ground": GROUND}],
			max_extensions=1,
			extension_length=15,
			extension_unit="Calendar Days",
			extension_approver="仲裁委员会主任",
			extension_notice=1,
		)
		self.case = self.move(self.new_case(), "Triage", MONDAY)
		self.note(self.case, MONDAY, review_on=date(2026, 3, 2))

	def due(self) -> datetime:
		self.assertEqual(self.clock(self.case).due_on, frappe.db.get_value(EVENT, self.case.name, "due_on"))
		return self.clock(self.case).due_on

	def exclude(self, first: str, last: str, reason: str = "鉴定", now: datetime = NOW):
		return clocks.exclude(EVENT, self.case.name, "Handle", reason, first, last, now=now)

	def extend(self, due: datetime, **approval):
		given = clocks.Approval(**{"by": "王某（主任）", "told_on": date(2026, 3, 20), **approval})
		return clocks.extend(
			EVENT, self.case.name, "Handle", due, "案情复杂", None, at(20, 9), approval=given
		)


class TestExclusions(MoreTimeTestCase):
	def test_the_days_move_the_due_time_and_are_kept_with_their_ground(self):
		self.assertEqual(self.due(), end_of(1, 4))
		self.exclude("2026-03-10", "2026-03-19")
		self.assertEqual(self.due(), end_of(13, 4))
		(change,) = self.clock(self.case).changes
		self.assertEqual((change.change, change.reason, change.ground), ("Exclusion", "鉴定", GROUND))

	def test_an_expected_end_is_put_right(self):
		self.exclude("2026-03-10", "2026-04-30")
		self.exclude("2026-03-10", "2026-03-12")
		self.assertEqual(self.due(), end_of(7, 4))
		self.assertEqual(len(self.clock(self.case).changes), 1)

	def test_while_it_lasts_no_step_comes(self):
		self.exclude("2026-03-20", "2026-04-10")
		clock = self.clock(self.case)
		self.assertEqual(clock.due_on, end_of(23, 4))
		self.assertGreater(clock.next_step_on, end_of(10, 4))

	def test_it_holds_through_a_pause_and_a_recount(self):
		self.exclude("2026-03-10", "2026-03-19")
		self.move(self.case, "Suspended", at(23, 9))
		self.move(self.case, "Handling", at(25, 9))
		due = self.due()
		self.assertEqual(due, end_of(13, 4))
		recounting.recount()
		self.assertEqual(self.due(), due)

	def test_what_the_rule_does_not_leave_out_is_refused_and_nothing_written(self):
		refusals = (
			({"reason": "听证", "first": "2026-03-10", "last": "2026-03-12"}, "鉴定"),
			({"first": "2026-03-12", "last": "2026-03-10"}, "最后一日"),
			({"first": "2026-03-21", "last": "2026-03-25"}, "今日"),
			({"first": "2026-02-02", "last": "2026-02-20"}, "2026-03-02"),
			({"first": "2026-03-10", "last": "2029-03-10"}, "730"),
		)
		for values, words in refusals:
			with self.subTest(values), self.in_language("zh"):
				self.assertIn(words, self.assertRefused(ExclusionError, self.exclude, **values))
		self.assertEqual((self.due(), self.clock(self.case).changes), (end_of(1, 4), []))

	def test_after_the_limit_was_over_nothing_is_left_out(self):
		with self.in_language("zh"):
			words = self.assertRefused(
				ExclusionError, self.exclude, "2026-04-03", "2026-04-08", now=at(20, 9, month=4)
			)
		self.assertIn("届满", words)

	def test_of_an_ended_clock_or_a_rule_without_exclusions_nothing_is_left_out(self):
		make_dated_rule("Defence", length=5, ends_when_set=None)
		self.note(self.case, MONDAY, urgency="Urgent")
		days = ("2026-03-03", "2026-03-04")
		self.assertRefused(
			ExclusionError,
			clocks.exclude,
			EVENT,
			self.case.name,
			"Defence",
			"鉴定",
			*days,
			now=at(20, 9),
		)
		self.move(self.case, "Closed", at(20, 9))
		self.assertRefused(ExclusionError, self.exclude, *days)


class TestExtensions(MoreTimeTestCase):
	def test_it_says_who_approved_it_and_when_the_parties_were_told(self):
		self.extend(end_of(16, 4))
		(change,) = self.clock(self.case).changes
		self.assertEqual((change.approved_by, change.told_on), ("王某（主任）", date(2026, 3, 20)))
		self.assertEqual(self.due(), end_of(16, 4))

	def test_its_days_are_added_to_those_of_the_law_and_roll_on_once(self):
		self.assertRefused(ExtensionError, self.extend, end_of(17, 4))
		self.extend(end_of(16, 4))

	def test_with_time_left_out_before_the_extension_is_longer(self):
		self.exclude("2026-03-10", "2026-03-19")
		self.assertRefused(ExtensionError, self.extend, end_of(28, 4))
		self.extend(end_of(27, 4))
		self.assertEqual(self.due(), end_of(27, 4))

	def test_without_approval_or_notice_it_is_refused_in_words(self):
		for approval, words in (
			({"by": None}, "仲裁委员会主任"),
			({"told_on": None}, "书面"),
			({"told_on": date(2026, 3, 21)}, "告知"),
		):
			with self.subTest(approval), self.in_language("zh"):
				self.assertIn(
					words, self.assertRefused(ExtensionError, self.extend, end_of(16, 4), **approval)
				)
		self.assertEqual((self.due(), self.clock(self.case).extensions), (end_of(1, 4), 0))


class TestTheDoor(MoreTimeTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Case Clock", self.clock(self.case).name, "started_on", datetime(2026, 11, 1))

	def test_who_may_change_the_case_leaves_time_out_and_the_timeline_tells(self):
		today = frappe.utils.getdate()
		self.note(self.case, frappe.utils.now_datetime(), review_on=today)
		with self.as_user(actor("dispatcher")):
			door.exclude(EVENT, self.case.name, "Handle", "鉴定", today, frappe.utils.add_days(today, 3))
			entry = frappe.get_last_doc("Timeline Entry", {"reference_name": self.case.name})
		self.assertEqual((entry.action, entry.actor), ("Leave Time Out", actor("dispatcher")))
		self.assertIn("鉴定", entry.opinion)

	def test_an_extension_by_the_desk_stands_in_the_timeline(self):
		today = frappe.utils.getdate()
		self.note(self.case, frappe.utils.now_datetime(), review_on=today)
		latest = frappe.utils.add_days(today, 40)
		with self.as_user(actor("dispatcher")):
			self.assertRefused(
				ExtensionError, door.extend, EVENT, self.case.name, "Handle", latest, " ", "王某", today
			)
			door.extend(EVENT, self.case.name, "Handle", latest, "案情复杂", "王某（主任）", today)
			entry = frappe.get_last_doc("Timeline Entry", {"reference_name": self.case.name})
		self.assertEqual(entry.action, "Extend Time Limit")
		self.assertIn("王某（主任）", entry.opinion)

	def test_who_may_only_read_changes_nothing(self):
		day = date(2026, 11, 20)
		with self.as_user(actor("auditor")):
			self.assertRefused(
				frappe.PermissionError, door.exclude, EVENT, self.case.name, "Handle", "鉴定", day, day
			)
			self.assertRefused(
				frappe.PermissionError, door.extend, EVENT, self.case.name, "Handle", day, "x", "y"
			)
			self.assertFalse(door.of_case(EVENT, self.case.name)[0]["may_change"])

	def test_a_limit_of_the_centre_is_extended_in_the_workflow_alone(self):
		frappe.db.set_value("Time Limit Rule", {"kind": "Handle", "is_active": 1}, "extension_approver", None)
		frappe.db.set_value("Time Limit Rule", {"kind": "Handle", "is_active": 1}, "modified", "2001-02-03")
		with self.as_user(actor("dispatcher")):
			self.assertRefused(
				ExtensionError, door.extend, EVENT, self.case.name, "Handle", date(2026, 12, 20), "x", "y"
			)
			self.assertFalse(door.of_case(EVENT, self.case.name)[0]["extension"])
