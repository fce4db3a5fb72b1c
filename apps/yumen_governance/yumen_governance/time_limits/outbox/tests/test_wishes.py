"""When a message may disturb: quiet hours, also over midnight, and the hour of the digest."""

from datetime import datetime, time
from unittest import TestCase

from yumen_governance.time_limits.outbox.wishes import DESK, EMAIL, SMS, Person

NIGHT = {"quiet_from": time(22), "quiet_to": time(7, 30)}


def at(day: int, hour: int, minute: int = 0) -> datetime:
	return datetime(2026, 12, day, hour, minute)


class TestQuietHours(TestCase):
	def test_they_end_in_the_morning(self):
		person = Person("p", {}, **NIGHT)
		for now, then in (
			(at(1, 21, 59), at(1, 21, 59)),
			(at(1, 22), at(2, 7, 30)),
			(at(2, 3), at(2, 7, 30)),
			(at(2, 7, 30), at(2, 7, 30)),
			(at(2, 12), at(2, 12)),
		):
			with self.subTest(now):
				self.assertEqual(person.moment(now), then)

	def test_they_may_lie_within_a_day(self):
		person = Person("p", {}, quiet_from=time(12), quiet_to=time(14))
		self.assertEqual(person.moment(at(1, 13)), at(1, 14))
		self.assertEqual(person.moment(at(1, 15)), at(1, 15))
		self.assertEqual(person.moment(at(1, 11)), at(1, 11))

	def test_without_them_now_is_good(self):
		self.assertEqual(Person("p", {}).moment(at(1, 3)), at(1, 3))


class TestDigest(TestCase):
	def test_comes_at_its_hour_today_or_tomorrow(self):
		person = Person("p", {}, digest_at=time(8))
		self.assertEqual(person.next_digest(at(1, 7)), at(1, 8))
		self.assertEqual(person.next_digest(at(1, 8)), at(2, 8))
		self.assertIsNone(Person("p", {}).next_digest(at(1, 7)))


class TestChannels(TestCase):
	def test_a_channel_needs_an_address(self):
		person = Person("p", {DESK: "p", EMAIL: "p@example.com"})
		self.assertTrue(person.wants("Deadlines", EMAIL))
		self.assertFalse(person.wants("Deadlines", SMS))

	def test_information_alone_does_not_ring(self):
		person = Person("p", {DESK: "p", EMAIL: "p@example.com", SMS: "1"})
		self.assertTrue(person.wants("Information", DESK))
		self.assertFalse(person.wants("Information", SMS) or person.wants("Information", EMAIL))
