"""Clocks follow the stages of a case, as the narrowest rule says; pauses and extensions are kept with their reasons."""

from datetime import datetime

import frappe

from yumen_governance.tests.factories import actor, make_category, make_grid, put_in_state
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks import recounting, rules, sweeping
from yumen_governance.time_limits.clocks.extensions import ExtensionError
from yumen_governance.time_limits.tests.clock_cases import EVENT, MONDAY, ClockTestCase, make_rule, notify_at


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
	return datetime(2026, month, day, hour, minute)


class TestLifeOfAClock(ClockTestCase):
	def test_it_starts_with_its_stage_and_gives_the_case_its_due_time(self):
		make_rule()
		case = self.move(self.new_case(), "Triage", MONDAY)
		clock = self.clock(case)
		self.assertEqual((clock.status, clock.started_on, clock.due_on), ("Running", MONDAY, at(2, 15, 30)))
		self.assertEqual(frappe.db.get_value(EVENT, case.name, "due_on"), at(2, 15, 30))

	def test_it_goes_on_through_stages_and_stops_outside_of_them(self):
		make_rule()
		case = self.move(self.new_case(), "Triage", MONDAY)
		for stage, hour in (("Assigned", 10), ("Handling", 11), ("Review", 15)):
			self.move(case, stage, at(2, hour))
		self.assertEqual(self.clock(case).status, "Running")
		self.move(case, "Feedback", at(2, 15))
		clock = self.clock(case)
		self.assertEqual((clock.status, clock.stopped_on, clock.in_time), ("Stopped", at(2, 15), 1))
		self.assertEqual(clock.used_seconds, 3.5 * 3600)
		self.assertIsNone(clock.next_step_on)

	def test_it_is_late_a_minute_after_it_was_due(self):
		make_rule()
		case = self.move(self.move(self.new_case(), "Triage", MONDAY), "Feedback", at(2, 15, 31))
		self.assertFalse(self.clock(case).in_time)

	def test_a_pause_is_kept_with_its_reason_and_costs_no_time(self):
		make_rule(steps=[notify_at(100)])
		case = self.move(self.new_case(), "Handling", MONDAY)
		self.move(case, "Suspended", at(2, 10), reason="Waiting for spring")
		clock = self.clock(case)
		self.assertEqual((clock.status, clock.paused_on, clock.next_step_on), ("Paused", at(2, 10), None))
		self.move(case, "Handling", at(4, 15))
		clock = self.clock(case)
		self.assertEqual((clock.status, clock.due_on, clock.next_step_on), ("Running", at(4, 18), at(4, 18)))
		(pause,) = clock.changes
		self.assertEqual(
			(pause.change, pause.changed_on, pause.until, pause.reason),
			("Pause", at(2, 10), at(4, 15), "Waiting for spring"),
		)
		self.assertEqual(frappe.db.get_value(EVENT, case.name, "due_on"), at(4, 18))

	def test_reopening_begins_another_run(self):
		make_rule()
		case = self.move(self.move(self.new_case(), "Triage", MONDAY), "Feedback", at(2, 10))
		self.move(case, "Assigned", at(3, 9))
		self.assertEqual(self.clock(case).status, "Stopped")
		self.assertEqual(self.clock(case, run=2).due_on, at(3, 15, 30))
		self.assertEqual(frappe.db.get_value(EVENT, case.name, "due_on"), at(3, 15, 30))

	def test_a_clock_for_once_does_not_begin_again(self):
		make_rule("First Response", once=1, stages={"Triage": "Starts"})
		case = self.move(self.move(self.new_case(), "Triage", MONDAY), "Handling", at(2, 10))
		self.move(case, "Triage", at(2, 11))
		self.assertEqual(frappe.db.count("Case Clock", {"reference_name": case.name}), 1)

	def test_a_stage_that_only_runs_begins_nothing(self):
		make_rule(stages={"Triage": "Starts", "Handling": "Runs"})
		case = self.move(self.new_case(), "Handling", MONDAY)
		self.assertFalse(clocks.running(EVENT, case.name))

	def test_what_the_transition_asks_for_may_end_it(self):
		make_rule("Follow Up", stages={"Feedback": "Starts"}, stops_when_asked_for="satisfaction")
		case = self.move(self.new_case(), "Feedback", MONDAY)
		self.move(case, "Feedback", at(2, 10), asked="result")
		self.assertEqual(self.clock(case, "Follow Up").status, "Running")
		self.move(case, "Feedback", at(2, 11), asked="satisfaction")
		self.assertEqual(self.clock(case, "Follow Up").status, "Stopped")

	def test_real_transitions_drive_the_clocks(self):
		make_rule("Sign", stages={"Assigned": "Starts"}, length=2, unit="Hours")
		case = self.new_case()
		for state in ("Reported", "Accepted"):
			case.workflow_state = state
			case.save()
		case.update({"workflow_state": "Dispatched", "lead_grid": self.grid, "dispatch_opinion": "Go"})
		case.save()
		self.assertEqual(self.clock(case, "Sign").status, "Running")
		self.assertIsNone(case.due_on)
		case.reload()
		case.workflow_state = "Signed"
		case.save()
		self.assertEqual(self.clock(case, "Sign").status, "Stopped")


class TestWhichRule(ClockTestCase):
	def due(self, **values) -> datetime:
		return self.move(self.new_case(**values), "Triage", MONDAY).due_on

	def test_the_narrowest_rule_wins_and_the_order_before_it(self):
		parent = make_category(is_group=1).name
		child = make_category(parent_event_category=parent).name
		make_rule(length=7, unit="Hours")
		make_rule(length=6, unit="Hours", urgency="Urgent")
		make_rule(length=5, unit="Hours", category=parent)
		urgent = self.new_case(urgency="Urgent")
		self.assertEqual(self.move(urgent, "Triage", MONDAY).due_on, at(2, 15))
		under = self.new_case()
		under.category = child
		self.assertEqual(self.move(under, "Triage", MONDAY).due_on, at(2, 14))
		self.assertEqual(self.due(), at(2, 16))
		make_rule(length=1, unit="Hours", rule_order=0)
		self.assertEqual(self.due(urgency="Urgent"), at(2, 10))

	def test_a_rule_of_a_territory_counts_under_it_alone(self):
		make_rule(length=3, unit="Hours", grid=frappe.db.get_value("Grid", self.grid, "parent_grid"))
		self.assertEqual(self.due(), at(2, 12))
		self.grid = make_grid().name
		self.assertIsNone(self.due())

	def test_the_category_says_how_long(self):
		make_rule(length_from="The Category")
		self.assertIsNone(self.due())
		case = self.new_case()
		case.category = make_category(time_limit=3, time_limit_unit="Calendar Days").name
		self.assertEqual(self.move(case, "Triage", MONDAY).due_on, at(5, 9))

	def test_an_inactive_rule_counts_nowhere(self):
		make_rule(is_active=0)
		self.assertIsNone(self.due())

	def test_a_changed_rule_leaves_running_clocks_alone(self):
		rule = make_rule(steps=[notify_at(50)])
		case = self.move(self.new_case(), "Triage", MONDAY)
		rule.update({"length": 1, "steps": [notify_at(10)]}).save()
		self.move(case, "Handling", at(2, 10))
		clock = self.clock(case)
		self.assertEqual((clock.due_on, clock.next_step_on), (at(2, 15, 30), at(2, 11)))
		self.assertEqual(self.due(), at(2, 10))

	def test_a_case_that_becomes_urgent_is_counted_again_from_its_start(self):
		make_rule()
		make_rule(urgency="Very Urgent", length=2, unit="Hours")
		case = self.new_case()
		case.workflow_state = "Reported"
		case.save()
		case.reload()
		case.urgency = "Very Urgent"
		case.save()
		started = self.clock(case).started_on
		self.assertEqual(case.due_on - started, self.clock(case).due_on - started)
		self.assertEqual((case.due_on - started).total_seconds(), 7200)


class TestManyCases(ClockTestCase):
	def test_many_begin_together_and_a_second_call_changes_nothing(self):
		make_rule(steps=[notify_at(50)])
		cases = [self.new_case() for _ in range(3)]
		names = [case.name for case in cases]
		frappe.db.set_value(EVENT, {"name": ["in", names]}, "stage", "Triage")
		for _ in range(2):
			clocks.start_many(EVENT, names, MONDAY)
		self.assertEqual(frappe.db.count("Case Clock", {"reference_name": ["in", names]}), 3)
		self.assertEqual({frappe.db.get_value(EVENT, name, "due_on") for name in names}, {at(2, 15, 30)})

	def test_many_cost_as_many_statements_as_one(self):
		make_rule(length_from="The Category", steps=[notify_at(50)])
		category = make_category(time_limit=3, time_limit_unit="Working Days").name
		names = [self.new_case().name for _ in range(12)]
		frappe.db.set_value(EVENT, {"name": ["in", names]}, {"stage": "Triage", "category": category})
		with self.assertQueryCount(8):
			clocks.start_many(EVENT, names, MONDAY)


class TestExtensions(ClockTestCase):
	def setUp(self):
		super().setUp()
		make_rule(max_extensions=1, extension_length=2, extension_unit="Working Days", steps=[notify_at(80)])
		self.case = self.move(self.new_case(), "Handling", MONDAY)

	def extend(self, due: datetime):
		reason = "Parts are missing"
		return clocks.extend(EVENT, self.case.name, "Handle", due, reason, actor("leader"), at(2, 10))

	def test_it_moves_the_due_time_and_the_steps_and_says_why(self):
		self.extend(at(3, 15, 30))
		clock = self.clock(self.case)
		self.assertEqual((clock.due_on, clock.extensions), (at(3, 15, 30), 1))
		self.assertEqual(clock.next_step_on, at(3, 10, 48))
		self.assertEqual(
			(clock.changes[0].reason, clock.changes[0].actor), ("Parts are missing", actor("leader"))
		)
		self.assertEqual(frappe.db.get_value(EVENT, self.case.name, "due_on"), at(3, 15, 30))

	def test_what_the_rule_does_not_allow_is_refused(self):
		for due in (at(2, 15, 30), at(2, 9, 30), at(5, 9)):
			with self.subTest(due):
				self.assertRefused(ExtensionError, self.extend, due)
		self.extend(at(4, 18))
		self.assertRefused(ExtensionError, self.extend, at(5, 9))

	def test_without_a_clock_or_a_rule_there_is_nothing_to_extend(self):
		self.move(self.case, "Closed", at(2, 11))
		self.assertRefused(ExtensionError, self.extend, at(3, 9))


class TestCalendarChanges(ClockTestCase):
	def test_a_new_holiday_moves_running_clocks_and_cases_once(self):
		make_rule(length=2, unit="Working Days", steps=[notify_at(100)])
		running = self.move(self.new_case(), "Triage", MONDAY)
		ended = self.move(self.move(self.new_case(), "Triage", MONDAY), "Closed", at(2, 10))
		paused = self.move(self.move(self.new_case(), "Triage", MONDAY), "Suspended", at(2, 10))
		calendar = frappe.get_doc("Working Calendar", "2026")
		calendar.append("holidays", {"day": "2026-03-03", "day_name": "Storm"})
		calendar.save()
		self.assertEqual([name for name, _changed in recounting.pending_calendars()], ["2026"])
		for _ in range(2):
			last = ""
			while last is not None:
				last = recounting.recount(last)
		clock = self.clock(running)
		self.assertEqual((clock.due_on, clock.next_step_on), (at(5, 9), at(5, 9)))
		self.assertEqual(frappe.db.get_value(EVENT, running.name, "due_on"), at(5, 9))
		self.assertEqual(self.clock(ended).due_on, at(4, 9))
		self.move(paused, "Handling", at(4, 10))
		self.assertEqual(self.clock(paused).due_on, at(6, 9))
		recounting.settle(recounting.pending_calendars())
		self.assertFalse(recounting.pending_calendars())

	def test_a_limit_into_a_year_without_calendar_says_so(self):
		make_rule(length=3, unit="Working Days")
		case = self.move(self.new_case(), "Triage", datetime(2030, 3, 4, 9))
		self.assertTrue(self.clock(case).uncertain)

	def test_rules_are_read_again_in_the_transaction_that_changed_them(self):
		self.assertFalse([rule for rule in rules.rules_of(EVENT) if rule.is_active])
		make_rule()
		self.assertEqual(len([rule for rule in rules.rules_of(EVENT) if rule.is_active]), 1)


class TestNewStates(ClockTestCase):
	def test_a_state_that_an_administrator_adds_leaves_clocks_running(self):
		state = "待领导批示"
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": state}).insert()
		frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": "请示"}).insert()
		workflow = frappe.get_doc("Workflow", EVENT)
		workflow.append(
			"states", {"state": state, "stage": "Review", "doc_status": "0", "allow_edit": "Dispatcher"}
		)
		workflow.append(
			"transitions",
			{"state": "In Progress", "action": "请示", "next_state": state, "allowed": "Dispatcher"},
		)
		workflow.save()
		make_rule(steps=[notify_at(80)])
		case = put_in_state(
			self.move(self.new_case(), "Handling", MONDAY), "In Progress", lead_grid=self.grid
		)
		with self.as_user(actor("dispatcher")):
			case.workflow_state = state
			case.save()
		clock = self.clock(case)
		self.assertEqual((case.stage, clock.status, clock.due_on), ("Review", "Running", at(2, 15, 30)))
		self.assertEqual(sweeping.sweep(at(2, 15)), 1)
