"""Each step of a ladder happens once and on its minute, whatever became of sweeps before."""

from contextlib import nullcontext
from datetime import datetime, timedelta
from inspect import unwrap
from unittest.mock import patch

import frappe

from yumen_governance.api.health import health
from yumen_governance.time_limits import tasks, watchdog
from yumen_governance.time_limits.clocks import escalating, sweeping
from yumen_governance.time_limits.tests.clock_cases import (
	EVENT,
	MONDAY,
	ClockTestCase,
	make_rule,
	notify_at,
)
from yumen_governance.time_limits.tests.test_clocks import at

LADDER = [
	notify_at(80, tell_handler=1),
	{"after_percent": 100, "does": "Yellow Order", "tell_leader": 1},
	{"after_percent": 150, "does": "Red Order", "tell_level_above": 1, "tell_centre": 1},
	{"after_hours": 5, "does": "Listed Order", "tell_centre": 1},
]
MINUTE = timedelta(minutes=1)


class SweepTestCase(ClockTestCase):
	def setUp(self):
		super().setUp()
		clocks = frappe.qb.DocType("Case Clock")
		frappe.qb.update(clocks).set(clocks.next_step_on, None).run()
		self.enterContext(patch.object(escalating, "listeners", return_value=[]))
		make_rule(length=5, steps=LADDER)

	def late_case(self):
		return self.move(self.new_case(), "Triage", MONDAY)


class TestStepsHappen(SweepTestCase):
	def test_each_step_happens_on_its_minute_and_once(self):
		case = self.late_case()
		steps = ((80, at(2, 15, 30)), (100, at(2, 16, 30)), (150, at(3, 9, 30)))
		expected = []
		for percent, moment in steps:
			self.assertEqual(self.sweep(moment - MINUTE), 0)
			expected.append((percent, moment))
			self.assertEqual([self.sweep(moment), self.sweep(moment)], [1, 0])
			self.assertEqual(self.happened(case), expected)

	def test_hours_overdue_are_working_hours(self):
		case = self.late_case()
		self.sweep(at(20, 9))
		row = frappe.get_last_doc("Case Escalation", {"reference_name": case.name, "after_hours": 5})
		self.assertEqual((row.does, row.step_on), ("Listed Order", at(3, 12)))

	def test_what_was_missed_comes_in_order_each_once(self):
		case = self.late_case()
		self.assertEqual(self.sweep(at(20, 9)), 1)
		self.assertEqual([percent for percent, _on in self.happened(case)][:3], [80, 100, 150])
		self.assertEqual(len(self.happened(case)), 4)
		self.assertEqual(self.sweep(at(21, 9)), 0)
		self.assertIsNone(self.clock(case).next_step_on)

	def test_a_paused_clock_waits(self):
		case = self.move(self.late_case(), "Suspended", at(2, 10))
		self.assertEqual(self.sweep(at(20, 9)), 0)
		self.move(case, "Handling", at(20, 9))
		self.assertEqual(self.sweep(at(20, 9)), 0)
		self.assertEqual(self.sweep(at(20, 16)), 1)

	def test_an_ended_clock_is_left_alone(self):
		self.move(self.late_case(), "Closed", at(2, 10))
		self.assertEqual(self.sweep(at(20, 9)), 0)

	def test_over_the_spring_festival_nothing_happens_before_the_minute_after_it(self):
		case = self.move(self.new_case(), "Triage", datetime(2026, 2, 14, 16))
		for day in range(15, 24):
			self.assertEqual(self.sweep(datetime(2026, 2, day, 12)), 0)
		self.assertEqual(self.sweep(datetime(2026, 2, 24, 10, 29)), 0)
		self.sweep(datetime(2026, 2, 24, 10, 30))
		self.assertEqual(self.happened(case), [(80, datetime(2026, 2, 24, 10, 30))])

	def test_a_step_that_has_its_row_never_happens_again(self):
		case = self.late_case()
		self.sweep(at(2, 15, 30))
		frappe.db.set_value("Case Clock", self.clock(case).name, "next_step_on", at(2, 15, 30))
		self.sweep(at(2, 15, 31))
		self.assertEqual(len(self.happened(case)), 1)
		double = frappe.copy_doc(frappe.get_last_doc("Case Escalation", {"reference_name": case.name}))
		double.flags.written_by_code = True
		self.assertRaises(frappe.UniqueValidationError, double.insert)

	def test_clocks_of_deleted_cases_end_and_hold_up_nobody(self):
		gone, case = self.late_case(), self.late_case()
		frappe.db.delete(EVENT, {"name": gone.name})
		self.assertEqual(sweeping.sweep(at(2, 15, 30), limit=1) + sweeping.sweep(at(2, 15, 30), limit=1), 2)
		self.assertEqual(self.clock(gone).status, "Stopped")
		self.assertEqual(len(self.happened(case)), 1)

	def test_a_batch_takes_those_that_wait_longest(self):
		late, later = self.late_case(), self.move(self.new_case(), "Triage", at(2, 9, 1))
		self.assertEqual(sweeping.sweep(at(2, 15, 40), limit=1), 1)
		self.assertTrue(self.happened(late) and not self.happened(later))


class TestWhatAStepDoes(SweepTestCase):
	def test_it_stands_in_the_timeline_as_the_systems_own_deed(self):
		case = self.late_case()
		self.sweep(at(2, 16, 30))
		rows = frappe.get_all(
			"Timeline Entry",
			{"reference_name": case.name},
			["action", "actor", "opinion"],
			order_by="creation, action",
		)
		self.assertEqual([row.action for row in rows], ["Deadline Notice", "Yellow Order"])
		self.assertEqual([row.actor for row in rows], [None, None])
		self.assertIn("80", rows[0].opinion)

	def test_it_posts_one_notice_for_each_step(self):
		case = self.late_case()
		self.sweep(at(2, 16, 30))
		self.sweep(at(2, 16, 31))
		notices = frappe.get_all("Outgoing Notice", {"reference_name": case.name}, pluck="event_type")
		self.assertEqual(sorted(notices), ["Due Soon", "Escalated"])

	def test_the_module_of_the_case_is_told_in_the_same_transaction(self):
		told = []
		case = self.late_case()
		with patch.object(escalating, "listeners", return_value=[told.extend]):
			self.sweep(at(3, 9, 30))
		self.assertEqual([each["does"] for each in told], ["Notify", "Yellow Order", "Red Order"])
		self.assertEqual({each["name"] for each in told}, {case.name})
		self.assertEqual(told[2]["tell"], ["Level Above", "Centre"])

	def test_a_hundred_cases_cost_hardly_more_statements_than_one(self):
		cases = [self.late_case() for _ in range(10)]
		with self.assertQueryCount(30):
			self.assertEqual(self.sweep(at(2, 15, 30)), len(cases))


class TestListeners(ClockTestCase):
	def test_the_module_of_events_listens(self):
		self.assertTrue(escalating.listeners(EVENT))
		self.assertFalse(escalating.listeners("Grid"))


class TestTheJob(SweepTestCase):
	def setUp(self):
		super().setUp()
		rollback = frappe.db.rollback
		self.enterContext(patch.object(frappe.db, "commit", lambda: frappe.db.savepoint("job")))
		self.enterContext(patch.object(frappe.db, "rollback", lambda: rollback(save_point="job")))
		self.enterContext(patch.object(tasks, "reading_what_is_committed", nullcontext))
		self.enterContext(patch.object(watchdog, "now_of_database", return_value=at(20, 9)))

	def test_it_goes_on_until_nothing_is_due_and_says_that_it_has_finished(self):
		cases = [self.late_case() for _ in range(3)]
		with patch.object(sweeping.sweep, "__defaults__", (1, None)):
			self.assertEqual(tasks.sweep(), 3)
		self.assertTrue(all(len(self.happened(case)) == 4 for case in cases))
		self.assertLess(watchdog.health().ages["Sweep"], 60)
		self.assertEqual(frappe.db.get_value("Watchdog", "Sweep", "handled"), 3)

	def test_a_second_run_does_nothing(self):
		case = self.late_case()
		tasks.sweep()
		self.assertEqual(tasks.sweep(), 0)
		self.assertEqual(len(self.happened(case)), 4)

	def test_the_system_acts_whoever_woke_it(self):
		frappe.db.delete("Outgoing Notice")
		case = self.late_case()
		with self.as_user("Guest"), patch.object(watchdog, "is_late", lambda job: job == watchdog.SWEEP):
			tasks.catch_up()
			self.assertEqual(frappe.session.user, "Guest")
		self.assertEqual(len(self.happened(case)), 4)
		self.assertEqual(set(frappe.get_all("Outgoing Notice", pluck="actor")), {"Administrator"})

	def test_a_clock_that_fails_holds_up_no_other_and_is_put_off(self):
		poison, case = self.late_case(), self.late_case()
		frappe.db.commit()
		name, escalate = self.clock(poison).name, escalating.escalate

		def fails(escalations, cases, now):
			if any(each.due.clock.name == name for each in escalations):
				raise RuntimeError("poison")
			escalate(escalations, cases, now)

		with patch.object(sweeping, "escalate", fails):
			tasks.sweep()
		self.assertEqual(len(self.happened(case)), 4)
		self.assertEqual(self.happened(poison), [])
		clock = self.clock(poison)
		self.assertEqual((clock.failures, clock.next_step_on), (1, at(20, 9, 1)))
		self.assertTrue(frappe.db.exists("Error Log", {"reference_name": name}))


class TestWatchdog(ClockTestCase):
	def test_it_is_well_while_the_job_finishes_and_ill_after_three_intervals(self):
		watchdog.finished(watchdog.SWEEP)
		self.assertTrue(watchdog.health().ages["Sweep"] <= 1)
		late = watchdog.utc_of_database() - timedelta(seconds=200)
		frappe.db.set_value("Watchdog", "Sweep", "finished_utc", late)
		self.assertFalse(watchdog.health().ok)

	def test_clocks_of_machines_that_differ_by_more_than_a_minute_are_no_health(self):
		frappe.db.delete("Watchdog", {"name": ["!=", "Sweep"]})
		watchdog.finished(watchdog.SWEEP)
		utc = watchdog.utc_of_database()
		now = (utc - datetime(1970, 1, 1)).total_seconds()
		self.assertTrue(watchdog.health(now).ok)
		self.assertFalse(watchdog.health(now + 90).ok)

	def test_a_site_that_watches_nothing_is_not_well(self):
		frappe.db.delete("Watchdog")
		self.assertFalse(watchdog.health().ok)

	def test_the_scheduler_never_falls_asleep(self):
		self.assertGreaterEqual(int(frappe.db.get_single_value("System Settings", "dormant_days")), 36500)

	def test_guests_are_told_by_503(self):
		frappe.db.delete("Watchdog")
		with self.as_user("Guest"):
			frappe.local.response = frappe._dict()
			answer = unwrap(health)()
		self.assertEqual((answer["ok"], frappe.local.response.http_status_code), (False, 503))
		self.assertEqual(set(answer), {"ok", "ages", "skew"})
