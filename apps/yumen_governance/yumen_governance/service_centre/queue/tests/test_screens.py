"""Screens without login: a key opens what hangs in the hall, and nothing else; rating is one touch, once."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.api import hall_screens as api
from yumen_governance.service_centre.queue import rating, screens, serving, shifts
from yumen_governance.service_centre.queue.rating import RatingError
from yumen_governance.service_centre.queue.screens import ScreenKeyError
from yumen_governance.service_centre.queue.tests.case import HallTestCase
from yumen_governance.tests.factories import actor, next_number
from yumen_governance.www import hall_display, window_rating


class ScreenTestCase(HallTestCase):
	def screen(self, kind: str, **values):
		screen = {"screen_name": f"Screen {next_number()}", "screen_kind": kind}
		return frappe.get_doc({"doctype": "Hall Screen", **screen, **values}).insert()

	def setUp(self):
		super().setUp()
		frappe.local.request_ip = "127.0.0.1"
		frappe.local.form_dict = frappe._dict()

	def key_of(self, screen) -> str:
		return screens.make_link(screen, self.now).split("#")[1]


class TestDisplay(ScreenTestCase):
	def setUp(self):
		super().setUp()
		self.display = self.screen("Hall Display")
		self.key = self.key_of(self.display)
		self.open()
		self.tickets = [self.take(minute, priority="Pregnant" if minute == 2 else "") for minute in range(4)]
		self.next(5)
		serving.call_next(self.clerk, self.later(6))

	def shown(self):
		return screens.shown(screens.screen_of(self.key, screens.DISPLAY, self.now), self.later(7))

	def call_of(self, name):
		number = self.value(name, "shown_number")
		return next(call for call in self.shown()["calls"] if call["number"] == number)

	def test_display_shows_calls_and_how_many_wait(self):
		found = self.shown()
		title = frappe.db.get_value("Service Window", self.here, "window_name")
		calls = [(call["number"], call["count"]) for call in found["calls"] if call["title"] == title]
		self.assertEqual(calls, [(self.value(self.tickets[0], "shown_number"), 1)])
		self.assertIn(
			{"kind": self.kind, "letter": self.tickets[0].shown_number[:2], "count": 2}, found["waiting"]
		)

	def test_display_names_nobody_and_no_reason_of_priority(self):
		text = frappe.as_json(self.shown())
		for secret in (self.clerk, "clerk", "Pregnant", "priority", "request", "satisfaction"):
			self.assertNotIn(secret, text)

	def test_recall_is_a_new_call_and_missed_numbers_are_told(self):
		called = self.tickets[0].name
		before = self.call_of(called)
		serving.recall(self.clerk, called, self.later(8))
		self.assertEqual((before["count"], self.call_of(called)["count"]), (1, 2))
		self.assertGreater(self.call_of(called)["on"], before["on"])
		serving.miss(self.clerk, called, self.later(9))
		self.assertIn(self.value(called, "shown_number"), self.shown()["missed"])

	def test_yesterday_is_not_shown(self):
		screen = screens.screen_of(self.key, screens.DISPLAY, self.now)
		found = screens.shown(screen, self.later(24 * 60))
		self.assertEqual((found["calls"], found["waiting"], found["windows_open"]), ([], [], 0))

	def test_guest_with_the_key_sees_numbers_and_without_it_nothing(self):
		with self.as_user("Guest"):
			self.assertTrue(api.show(key=self.key)["calls"] is not None)
			for key in ("", "x", self.key[:-1], self.display.name):
				self.assertRefused(ScreenKeyError, api.show, key=key)
			self.assertRefused(ScreenKeyError, api.to_rate, key=self.key)
			for doctype in ("Queue Ticket", "Window Shift", "Hall Screen", "Hall Settings"):
				self.assertFalse(frappe.has_permission(doctype, "read"))

	def test_new_link_ends_the_old_one_and_a_screen_out_of_use_has_none(self):
		new = self.key_of(self.display)
		self.assertRefused(ScreenKeyError, api.show, key=self.key)
		self.assertTrue(api.show(key=new))
		self.display.db_set("is_active", 0)
		self.assertRefused(ScreenKeyError, api.show, key=new)

	def test_key_is_stored_as_a_digest_only(self):
		stored = frappe.db.get_value("Hall Screen", self.display.name, "*", as_dict=True)
		self.assertNotIn(self.key, frappe.as_json(stored))

	def test_only_whoever_sets_up_makes_links(self):
		for person in ("clerk", "centre_director", "auditor", "dispatcher"):
			with self.as_user(actor(person)):
				self.assertRefused(frappe.PermissionError, api.make_link, self.display.name)
		with self.as_user(actor("administrator")):
			self.assertTrue(api.make_link(self.display.name).startswith("/hall-display#"))

	def test_pages_hold_words_only(self):
		for page in (hall_display, window_rating):
			context = frappe._dict()
			with self.in_language("zh"):
				page.get_context(context)
			self.assertNotIn(self.tickets[0].shown_number, context.settings)
			self.assertNotIn("<", context.settings)


class TestRating(ScreenTestCase):
	def setUp(self):
		super().setUp()
		self.key = self.key_of(self.screen("Rating Screen", service_window=self.here))
		self.open()
		self.ticket = self.take()

	def to_rate(self, minutes):
		return rating.to_rate(self.here, self.later(minutes))

	def test_visit_is_rated_while_it_lasts_and_shortly_after(self):
		self.assertIsNone(self.to_rate(0))
		serving.call_next(self.clerk, self.later(1))
		self.assertIsNone(self.to_rate(1))
		serving.serve(self.clerk, self.ticket.name, self.later(2))
		self.assertEqual(self.to_rate(2)["number"], self.ticket.shown_number)
		serving.finish(self.clerk, self.ticket.name, self.later(10))
		self.assertTrue(self.to_rate(14))
		self.assertIsNone(self.to_rate(16))

	def test_one_touch_once(self):
		self.next(1)
		rating.rate(self.here, self.ticket.name, "Very Satisfied", self.later(2))
		self.assertEqual(self.value(self.ticket, "satisfaction"), "Very Satisfied")
		self.assertTrue(self.to_rate(2)["rated"])
		self.assertRefused(
			RatingError, rating.rate, self.here, self.ticket.name, "Dissatisfied", self.later(3)
		)
		self.assertEqual(self.value(self.ticket, "satisfaction"), "Very Satisfied")

	def test_what_can_not_be_rated_is_refused(self):
		self.next(1)
		for window, ticket, grade in (
			(self.here, self.ticket.name, "Perfect"),
			(self.here, self.ticket.name, ""),
			(self.here, "nothing", "Satisfied"),
			(self.beside, self.ticket.name, "Satisfied"),
		):
			self.assertRefused(RatingError, rating.rate, window, ticket, grade, self.later(2))

	def test_guest_rates_with_the_key_of_the_window_only(self):
		with self.as_user("Guest"):
			given = {"ticket": self.ticket.name, "grade": "Satisfied"}
			self.assertRefused(ScreenKeyError, api.rate, key="x", **given)
			self.assertIsNone(api.to_rate(key=self.key)["visit"])
			self.assertRefused(RatingError, api.rate, key=self.key, **given)
			now = now_datetime()
			frappe.set_user(self.clerk)
			shifts.close(shifts.held(self.clerk, now), now)
			shifts.open_window(self.here, self.clerk, now)
			serving.serve(self.clerk, serving.call_next(self.clerk, now).name, now)
			frappe.set_user("Guest")
			api.rate(key=self.key, **given)
		self.assertEqual(self.value(self.ticket, "satisfaction"), "Satisfied")

	def test_rating_screen_needs_its_window(self):
		self.assertRefused(frappe.ValidationError, self.screen, "Rating Screen")
