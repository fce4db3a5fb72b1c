"""A legal purpose says how often records are reviewed and how long they are kept, within limits."""

import frappe

from yumen_governance.tests.case import GovernanceTestCase


class TestLegalPurpose(GovernanceTestCase):
	def set(self, **values):
		return frappe.get_doc("Legal Purpose", "0401").update(values).save()

	def test_reviews_take_place_at_least_once_a_year(self):
		for days in (0, 367):
			with self.subTest(days):
				self.assertRefused(frappe.ValidationError, self.set, review_days=days)
		self.assertEqual(self.set(review_days=30).review_days, 30)

	def test_nothing_is_kept_for_ever(self):
		self.assertRefused(frappe.ValidationError, self.set, retention_days=3651)
		self.assertRefused(frappe.NonNegativeError, self.set, retention_days=-1)
		self.assertEqual(self.set(retention_days=0).retention_days, 0)
