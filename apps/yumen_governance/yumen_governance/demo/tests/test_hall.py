"""The demo's hall: past visits that could have been, the same at each loading, and nobody's name."""

from datetime import date
from itertools import pairwise

import frappe

from yumen_governance.demo import hall
from yumen_governance.service_centre.queue.life import GRADES
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor


class TestDemoHall(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		for window in hall.VISITS:
			doc = frappe.get_doc("Service Window", window)
			doc.append("staff", {"user": actor("auditor")})
			doc.save()
		self.rows = hall.past_tickets(date(2026, 3, 4))

	def test_same_tickets_at_each_loading(self):
		self.assertEqual(self.rows, hall.past_tickets(date(2026, 3, 4)))
		self.assertEqual(len(self.rows), hall.DAYS * sum(hall.VISITS.values()))
		self.assertEqual(len({row["name"] for row in self.rows}), len(self.rows))

	def test_visits_could_have_been(self):
		for row in self.rows:
			self.assertLess(row["taken_on"], row["called_on"])
			self.assertEqual(row["taken_on"].date(), row["day"])
			self.assertLess(row["day"].weekday(), 5)
			self.assertIn(row["satisfaction"], ("", *GRADES))
			if row["status"] == "Done":
				self.assertLess(row["called_on"], row["served_on"])
				self.assertLess(row["served_on"], row["done_on"])

	def test_nobody_serves_two_at_a_time(self):
		for window in hall.VISITS:
			visits = sorted(
				(row["served_on"], row["done_on"])
				for row in self.rows
				if row["service_window"] == window and row["done_on"]
			)
			for (_began, ended), (next_began, _ended) in pairwise(visits):
				self.assertLess(ended, next_began)
