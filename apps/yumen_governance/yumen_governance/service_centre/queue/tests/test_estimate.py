"""The estimate: the queue played through, with the windows that are open and the visits of the last hour."""

import frappe

from yumen_governance.service_centre.queue import serving, shifts
from yumen_governance.service_centre.queue.estimate import Hall, Waiter, visit_minutes, wait
from yumen_governance.service_centre.queue.kinds import Kind
from yumen_governance.service_centre.queue.tests.case import HallTestCase, make_kind
from yumen_governance.tests.outbox import counted_statements


def waiter(*windows: str, minutes: float = 10) -> Waiter:
	return Waiter(frozenset(windows), minutes)


class TestPlay(HallTestCase):
	"""Windows, visits and line are given: nothing is read."""

	def test_each_goes_to_the_window_that_is_free_first(self):
		free_in = {"1": 0.0, "2": 4.0}
		line = [waiter("1", "2"), waiter("1", "2"), waiter("1", "2")]
		self.assertEqual(wait(waiter("1", "2"), [], free_in), 0)
		self.assertEqual(wait(waiter("1", "2"), line[:1], free_in), 4)
		self.assertEqual(wait(waiter("1", "2"), line, free_in), 14)
		self.assertEqual(free_in, {"1": 0.0, "2": 4.0})

	def test_others_count_only_where_they_are_served(self):
		line = [waiter("1", minutes=30), waiter("3", minutes=60)]
		self.assertEqual(wait(waiter("2"), line, {"1": 0.0, "2": 5.0}), 5)
		self.assertEqual(wait(waiter("1"), line, {"1": 0.0, "2": 5.0}), 30)

	def test_nobody_is_promised_a_time_while_no_window_is_open(self):
		self.assertIsNone(wait(waiter("1"), [], {"2": 0.0}))

	def test_last_hour_counts_once_there_were_enough_visits(self):
		kind = Kind("K", "K", "", 12, frozenset())
		self.assertEqual(visit_minutes(kind, [4.0, 6.0], 3), 12)
		self.assertEqual(visit_minutes(kind, [4.0, 5.0, 9.0], 3), 6)
		self.assertEqual(visit_minutes(kind, [0.1, 0.1, 0.1], 3), 1)


class TestExpectation(HallTestCase):
	def expected(self, minutes: float, kind: str | None = None):
		return Hall(self.later(minutes)).expectation(kind or self.kind, self.later(minutes))

	def test_more_windows_and_shorter_visits_shorten_the_wait(self):
		self.open()
		for minute in range(4):
			self.take(minute)
		self.assertEqual((self.expected(4).ahead, self.expected(4).minutes), (4, 40))
		self.open(self.other, self.beside)
		self.assertEqual(self.expected(4).minutes, 20)
		for minute in (5, 7, 9, 11):
			self.next(minute)
		self.assertEqual(self.expected(11).ahead, 0)
		self.take(12)
		self.take(12)
		self.take(12)
		self.assertEqual(self.expected(12).minutes, 3)

	def test_window_on_a_break_is_not_counted(self):
		shift = self.open()
		self.take()
		self.assertEqual(self.expected(1).minutes, 10)
		shifts.pause(shift, self.later(1), True)
		self.assertEqual(vars(self.expected(1)), {"ahead": 1, "minutes": None})

	def test_rest_of_the_visit_under_way_counts(self):
		self.open()
		self.take()
		self.next(0)
		self.assertEqual(self.expected(4).minutes, 6)
		self.assertEqual(self.expected(30).minutes, 1)

	def test_ticket_tells_what_was_expected_when_it_was_taken(self):
		self.assertFalse(self.take().has_estimate)
		self.open()
		ticket = self.take(1)
		self.assertEqual((ticket.has_estimate, ticket.people_ahead, ticket.estimated_minutes), (1, 1, 10))

	def test_number_handed_over_waits_for_its_window_alone(self):
		self.open()
		self.open(self.other, self.beside)
		ticket = self.take()
		self.next()
		serving.transfer(self.clerk, ticket.name, self.beside, self.later(1))
		here_only = make_kind(self.here).name
		self.assertEqual(self.expected(2, here_only).minutes, 0)

	def test_questions_do_not_grow_with_the_line(self):
		self.open()
		self.take()
		with counted_statements() as few:
			self.expected(1)
		for minute in range(30):
			self.take(minute)
		with counted_statements() as many:
			self.expected(40)
		self.assertLessEqual(len(many), len(few))
		self.assertLessEqual(len(many), 4)
		self.assertTrue(frappe.db.count("Queue Ticket"))
