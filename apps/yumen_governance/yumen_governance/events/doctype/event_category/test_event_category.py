"""Categories are a tree with a code each."""

import frappe

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import make_category


class TestEventCategory(GovernanceTestCase):
	def test_code_is_given_when_left_empty(self):
		self.assertTrue(make_category().name.startswith("EC-"))

	def test_negative_time_limit_is_refused(self):
		self.assertRefused(frappe.NonNegativeError, make_category, time_limit=-1)

	def test_ten_classes_are_seeded(self):
		classes = frappe.get_all(
			"Event Category", {"parent_event_category": ["is", "not set"], "is_group": 1}
		)
		self.assertGreaterEqual(len(classes), 10)
