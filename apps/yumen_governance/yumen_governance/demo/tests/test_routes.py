"""The told times of the demo events."""

from datetime import datetime, timedelta
from unittest import TestCase

from yumen_governance.demo.dataset import read
from yumen_governance.demo.routes import ROUTES, schedule

NOW = datetime(2026, 11, 23, 9, 30)


class TestRoutes(TestCase):
	def test_every_step_follows_the_one_before_and_none_lies_ahead(self):
		for hour in (0, 3, 9, 13, 23):
			now = NOW.replace(hour=hour)
			for number, row in enumerate(read("events")):
				with self.subTest(title=row["title"], hour=hour):
					times = schedule(ROUTES[row["route"]], row["days"], now, number)
					self.assertEqual(times, sorted(set(times)))
					self.assertLess(times[-1], now)

	def test_every_event_is_registered_within_forty_days(self):
		for number, row in enumerate(read("events")):
			times = schedule(ROUTES[row["route"]], row["days"], NOW, number)
			self.assertGreater(times[0], NOW - timedelta(days=40))

	def test_sixty_events_take_every_route(self):
		routes = {row["route"] for row in read("events")}
		self.assertEqual((len(read("events")), routes), (60, set(ROUTES)))
