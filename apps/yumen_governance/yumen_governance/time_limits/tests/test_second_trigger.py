"""A request has the sweep woken when it is late, and costs nothing otherwise."""

from unittest.mock import patch

import frappe

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.time_limits import second_trigger, watchdog


class TestSecondTrigger(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.enterContext(patch.dict(second_trigger._next_look, clear=True))
		self.answers = self.enterContext(patch.object(second_trigger, "queue_answers", return_value=True))
		self.enqueue = self.enterContext(patch.object(frappe, "enqueue"))

	def look(self, late: bool, times: int = 1) -> int:
		with patch.object(watchdog, "is_late", return_value=late) as asked:
			for _time in range(times):
				second_trigger.look()
		return asked.call_count

	def test_a_late_sweep_is_woken(self):
		self.look(late=True)
		self.assertEqual(self.enqueue.call_args.args, (second_trigger.JOB,))
		self.assertTrue(callable(frappe.get_attr(second_trigger.JOB)))

	def test_a_sweep_in_time_is_left_alone(self):
		self.look(late=False)
		self.enqueue.assert_not_called()

	def test_a_process_looks_every_half_minute_only(self):
		self.assertEqual(self.look(late=False, times=20), 1)

	def test_a_silent_queue_keeps_no_request_waiting(self):
		self.answers.return_value = False
		self.look(late=True)
		self.enqueue.assert_not_called()
