"""Whoever met a deadlock tries again; whoever can't be helped is told so."""

import json
from unittest.mock import Mock, patch

import frappe
from frappe.desk.form import save

from yumen_governance.api.saving import savedocs
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

	def test_a_form_is_saved_again_after_a_deadlock(self):
		grid = frappe.get_all("Grid", limit=1, pluck="name")[0]
		form = json.dumps(frappe.get_doc("Grid", grid).as_dict(), default=str)
		stock = Mock(side_effect=[frappe.QueryDeadlockError, None])
		with patch.object(save, "savedocs", stock):
			savedocs(form, "Save")
		self.assertEqual(stock.call_count, 2)

	def test_a_form_of_somebody_without_rights_is_not_even_tried(self):
		stock = Mock()
		with patch.object(save, "savedocs", stock), self.as_user("Guest"):
			self.assertRaises(frappe.PermissionError, savedocs, '{"doctype": "Grid"}', "Save")
		stock.assert_not_called()
