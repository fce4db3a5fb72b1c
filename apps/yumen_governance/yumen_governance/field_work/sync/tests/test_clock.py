"""The clock of a phone, and what is made of it."""

from datetime import datetime, timedelta

from frappe.tests.utils import FrappeTestCase

from yumen_governance.field_work.sync.clock import read_time, reckon

NOW = datetime(2026, 11, 23, 12)
LONG_AGO = NOW - timedelta(days=30)


class TestReckoning(FrappeTestCase):
	def reckoned(self, told_ago: timedelta, ahead: timedelta | None = timedelta()):
		shift = ahead or timedelta()
		sent_on = None if ahead is None else NOW + ahead
		return reckon(NOW - told_ago + shift, sent_on, NOW, LONG_AGO)

	def test_a_clock_that_is_off_is_put_right(self):
		for ahead in (timedelta(hours=3), timedelta(hours=-3), timedelta(days=-400)):
			with self.subTest(ahead):
				found = self.reckoned(timedelta(hours=1), ahead)
				self.assertEqual(found.happened_on, NOW - timedelta(hours=1))
				self.assertEqual(found.differs, ahead)
				self.assertTrue(found.is_off)

	def test_five_minutes_are_borne(self):
		found = self.reckoned(timedelta(hours=1), timedelta(minutes=5))
		self.assertEqual(found.happened_on, NOW - timedelta(minutes=55))
		self.assertFalse(found.is_off)

	def test_nothing_happens_in_the_future(self):
		self.assertEqual(self.reckoned(timedelta(minutes=-3)).happened_on, NOW)
		self.assertFalse(self.reckoned(timedelta(minutes=-3)).is_off)
		self.assertTrue(self.reckoned(timedelta(hours=-3)).is_off)

	def test_a_future_told_without_a_clock_marks_the_clock(self):
		found = self.reckoned(timedelta(hours=-3), None)
		self.assertEqual(found.happened_on, NOW)
		self.assertTrue(found.is_off)

	def test_nothing_happens_before_the_device_was_known(self):
		found = self.reckoned(timedelta(days=400))
		self.assertEqual(found.happened_on, LONG_AGO)
		self.assertTrue(found.is_off)


class TestReading(FrappeTestCase):
	def test_times_with_an_offset_become_the_sites(self):
		self.assertEqual(read_time("2026-11-23T04:00:00Z"), read_time("2026-11-23T12:00:00+08:00"))
		self.assertEqual(read_time("2026-11-23 12:00:00.5"), datetime(2026, 11, 23, 12, 0, 0, 500_000))

	def test_what_is_no_time_is_none(self):
		for text in (None, "", "yesterday", "2026-13-01", 7, {"x": 1}, "0001-01-01T00:00:00+23:00"):
			with self.subTest(text):
				self.assertIsNone(read_time(text))
