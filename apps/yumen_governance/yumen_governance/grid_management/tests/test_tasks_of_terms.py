"""Administrators are told once of terms of office that end soon."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, today

from yumen_governance.grid_management.tasks import remind_of_ending_terms
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_grid, make_grid_member


class TestEndingTerms(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.grid = make_grid().name
		self.remind()

	def remind(self) -> int:
		with patch.object(frappe.db, "commit"):
			return remind_of_ending_terms()

	def told(self, user="administrator") -> list:
		filters = {"for_user": actor(user), "document_type": "Grid Member"}
		fields = ["subject", "document_name"]
		return frappe.get_all("Notification Log", filters, fields, order_by="creation desc")

	def ending_in(self, days: int, **values):
		return make_grid_member(self.grid, to_date=add_days(today(), days), **values)

	def test_terms_of_the_next_thirty_days_are_told(self):
		before = len(self.told())
		for days in (-1, 0, 30, 31):
			self.ending_in(days)
		self.ending_in(5, is_active=0)
		self.assertEqual(self.remind(), 2)
		self.assertEqual(len(self.told()), before + 1)
		self.assertIn("2", self.told()[0].subject)

	def test_each_term_is_told_once(self):
		member = self.ending_in(5)
		self.assertEqual(self.remind(), 1)
		self.assertEqual(self.told()[0].document_name, member.name)
		self.assertEqual(self.remind(), 0)
		fresh(member).update({"phone": "19900001234"}).save()
		self.assertEqual(self.remind(), 0)

	def test_prolonged_term_is_told_again(self):
		member = self.ending_in(5)
		self.remind()
		fresh(member).update({"to_date": add_days(today(), 20)}).save()
		self.assertEqual(self.remind(), 1)

	def test_missed_days_are_made_up_for(self):
		self.ending_in(0)
		self.assertEqual(self.remind(), 1)

	def test_nobody_else_is_told(self):
		self.ending_in(5)
		self.remind()
		for person in ("dispatcher", "leader", "auditor", "technician"):
			self.assertFalse(self.told(person))
