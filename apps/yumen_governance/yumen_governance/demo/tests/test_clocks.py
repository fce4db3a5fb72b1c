"""The clocks of demo events tell of the days of their stories, and the ladder has climbed as it would have then."""

from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.demo.backdate import History, backdate
from yumen_governance.demo.clocks import climb
from yumen_governance.tests.factories import put_in_state
from yumen_governance.time_limits.clocks import escalating
from yumen_governance.time_limits.tests.clock_cases import EVENT, MONDAY, ClockTestCase, make_rule, notify_at
from yumen_governance.time_limits.tests.test_clocks import at


class TestDemoClocks(ClockTestCase):
	def setUp(self):
		super().setUp()
		clocks = frappe.qb.DocType("Case Clock")
		frappe.qb.update(clocks).set(clocks.next_step_on, None).run()
		self.enterContext(patch.object(escalating, "listeners", return_value=[]))
		make_rule(steps=[notify_at(50), notify_at(100)])

	def told(self, *steps):
		"""A case whose steps are taken now and told of other times: (stage, told time)."""
		case = self.new_case()
		history = History(EVENT, case.name, [MONDAY, *(time for _stage, time in steps)], [now_datetime()])
		for stage, _time in steps:
			moment = now_datetime()
			history.written.append(moment)
			self.move(case, stage, moment)
		put_in_state(case, "Reported", stage=case.stage, reported_on=history.written[1])
		backdate([history])
		return case

	def test_clocks_and_due_time_move_with_the_story(self):
		case = self.told(("Triage", at(2, 10)), ("Suspended", at(2, 11)), ("Handling", at(4, 9)))
		clock = self.clock(case)
		self.assertEqual((clock.started_on, clock.due_on), (at(2, 10), at(4, 12)))
		self.assertEqual(frappe.db.get_value(EVENT, case.name, "due_on"), at(4, 12))
		self.assertEqual((clock.changes[0].changed_on, clock.changes[0].until), (at(2, 11), at(4, 9)))

	def test_an_ended_clock_was_late_in_the_story(self):
		case = self.told(("Triage", at(2, 10)), ("Closed", at(6, 11)))
		clock = self.clock(case)
		self.assertEqual((clock.stopped_on, clock.in_time, clock.next_step_on), (at(6, 11), 0, None))

	def test_steps_happened_at_their_minute(self):
		case = self.told(("Triage", at(2, 10)))
		climb(at(30, 9))
		rows = frappe.get_all("Case Escalation", {"reference_name": case.name}, ["step_on", "escalated_on"])
		self.assertEqual(len(rows), 2)
		self.assertTrue(all(row.step_on == row.escalated_on for row in rows))
