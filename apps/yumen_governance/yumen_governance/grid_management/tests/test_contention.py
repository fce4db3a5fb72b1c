"""Whoever met a deadlock tries again; whoever can't be helped is told so."""

from unittest.mock import Mock, patch

import frappe

from yumen_governance.grid_management import contention
from yumen_governance.grid_management.contention import MOST_TRIES, BusyError, tried_again
from yumen_governance.tests.case import GovernanceTestCase


class TestTriedAgain(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.enterContext(patch.object(contention, "LONGEST_PAUSE", 0))
		self.rollback = self.enterContext(patch.object(frappe.db, "rollback"))

	def test_a_deadlock_is_tried_again_from_the_beginning(self):
		work = Mock(side_effect=[frappe.QueryDeadlockError, frappe.QueryDeadlockError, "done"])
		self.assertEqual(tried_again(work), "done")
		self.assertEqual(self.rollback.call_count, 2)

	def test_after_five_tries_it_is_refused_plainly(self):
		work = Mock(side_effect=frappe.QueryDeadlockError)
		with self.assertRaises(BusyError) as refused:
			tried_again(work)
		self.assertEqual((work.call_count, refused.exception.http_status_code), (MOST_TRIES, 503))

	def test_who_waited_for_a_lock_in_vain_is_refused_at_once(self):
		work = Mock(side_effect=frappe.QueryTimeoutError)
		self.assertRaises(BusyError, tried_again, work)
		self.assertEqual(work.call_count, 1)

	def test_a_refusal_is_not_tried_again(self):
		work = Mock(side_effect=frappe.ValidationError)
		self.assertRaises(frappe.ValidationError, tried_again, work)
		self.assertEqual((work.call_count, self.rollback.call_count), (1, 0))
