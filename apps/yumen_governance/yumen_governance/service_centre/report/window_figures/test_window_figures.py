"""The figures of windows: what is counted, medians and nine of ten, and who sees which windows."""

import frappe
from frappe.utils import getdate

from yumen_governance.service_centre.queue import figures, rating, serving
from yumen_governance.service_centre.queue.tests.case import HallTestCase
from yumen_governance.service_centre.report.window_figures.window_figures import execute
from yumen_governance.tests.factories import actor
from yumen_governance.tests.outbox import counted_statements


class TestFigures(HallTestCase):
	def setUp(self):
		super().setUp()
		self.open()
		for minute in range(4):
			self.take(minute)
		first = self.next(10)
		rating.rate(self.here, first, "Very Satisfied", self.later(11))
		second = self.next(14)
		rating.rate(self.here, second, "Dissatisfied", self.later(15))
		missed = serving.call_next(self.clerk, self.later(24))
		serving.miss(self.clerk, missed.name, self.later(25))

	def rows(self, **filters):
		day = str(getdate(self.now))
		rows = execute({"from_day": day, "to_day": day, **filters})[1]
		return {row["window"]: row for row in rows}

	def mine(self):
		return self.rows(service_window=self.here)[
			frappe.db.get_value("Service Window", self.here, "window_name")
		]

	def test_row_counts_what_happened_at_the_window(self):
		row = self.mine()
		self.assertEqual((row["tickets"], row["served"], row["missed"], row["gone"]), (3, 2, 1, 0))
		self.assertEqual((row["wait_median"], row["wait_90"]), (13, 22))
		self.assertEqual((row["service_median"], row["service_90"]), (7, 10))
		self.assertEqual((row["rated"], row["satisfaction"]), (2, 3.5))

	def test_whoever_waits_still_is_at_no_window_yet(self):
		self.assertEqual(sum(row["tickets"] for row in self.rows(service_window=self.beside).values()), 0)

	def test_clerks_see_their_windows_and_the_centre_all(self):
		name = frappe.db.get_value("Service Window", self.here, "window_name")
		for person, sees in (
			("clerk", True),
			("other_clerk", True),
			("handler", False),
			("other_handler", False),
			("centre_director", True),
			("auditor", True),
		):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertEqual(name in self.rows(), sees)

	def test_days_the_wrong_way_round_or_too_many_are_refused(self):
		for days in (("2026-03-02", "2026-03-01"), ("2024-01-01", "2026-03-01")):
			self.assertRefused(frappe.ValidationError, execute, {"from_day": days[0], "to_day": days[1]})

	def test_report_asks_the_same_few_questions_for_any_number_of_days(self):
		with counted_statements() as one:
			self.rows()
		with counted_statements() as many:
			self.rows(from_day="2026-01-01")
		self.assertEqual(len(one), len(many))

	def test_nearest_rank_and_middle(self):
		self.assertEqual(figures.nine_of_ten(range(1, 11)), 9)
		self.assertEqual(figures.nine_of_ten([7]), 7)
		self.assertIsNone(figures.nine_of_ten([]))
		self.assertEqual(figures.median([3, None, 1]), 2)
		self.assertIsNone(figures.median([None]))
