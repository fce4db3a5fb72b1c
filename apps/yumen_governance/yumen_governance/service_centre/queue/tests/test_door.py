"""The queue over its endpoints: who gets in, what a desk is told, and at what cost."""

import frappe

from yumen_governance.api import queue as api
from yumen_governance.service_centre.queue import kinds
from yumen_governance.service_centre.queue.tests.case import HallTestCase
from yumen_governance.tests.factories import actor
from yumen_governance.tests.outbox import counted_statements

OUTSIDERS = ("leader", "member", "mediator", "registry_clerk", "auditor", "dispatcher", "technician")


class TestDoor(HallTestCase):
	def test_whoever_sits_at_no_window_does_nothing_with_tickets(self):
		ticket = self.take().name
		for person in OUTSIDERS:
			with self.as_user(actor(person)):
				for call in (
					api.entrance,
					api.desk,
					api.other_windows,
					api.close_window,
					api.call_next,
					lambda: api.take(self.kind),
					lambda: api.open_window(self.here),
					lambda: api.pause(True),
					lambda: api.recall(ticket),
					lambda: api.serve(ticket),
					lambda: api.finish(ticket),
					lambda: api.miss(ticket),
					lambda: api.put_back(ticket),
					lambda: api.leave(ticket),
					lambda: api.transfer(ticket, self.beside),
				):
					with self.subTest(person):
						self.assertRefused(frappe.PermissionError, call)
		self.assertEqual(self.status(ticket), "Waiting")

	def test_right_on_tickets_opens_no_window_of_others(self):
		with self.as_user(actor("other_handler")):
			self.assertEqual(api.desk()["windows"], [])
			self.assertRefused(frappe.PermissionError, api.open_window, self.here)

	def test_desk_goes_through_a_morning(self):
		with self.as_user(self.clerk):
			self.assertEqual([row["name"] for row in api.desk()["windows"]], [self.here])
			desk = api.open_window(self.here)
			self.assertIsNone(desk["current"])
			first, second = api.take(self.kind), api.take(self.kind, "Elderly")
			self.assertEqual((first["people_ahead"], second["estimated_minutes"]), (0, 0))
			desk = api.call_next(expected="")
			self.assertEqual(desk["current"]["name"], second["name"])
			self.assertEqual([row["shown_number"] for row in desk["line"]], [first["shown_number"]])
			desk = api.serve(second["name"])
			desk = api.call_next(expected=second["name"])
			self.assertEqual((desk["called"], desk["mine"]["served"]), (first["shown_number"], 1))
			desk = api.miss(first["name"])
			self.assertEqual([row["name"] for row in desk["missed"]], [first["name"]])
			self.assertEqual(api.put_back(first["name"])["waiting"][0]["count"], 1)
			self.assertIsNone(api.close_window()["shift"])

	def test_other_windows_are_those_that_are_open(self):
		self.open(self.other, self.beside)
		with self.as_user(self.clerk):
			api.open_window(self.here)
			found = [row["name"] for row in api.other_windows()]
		self.assertIn(self.beside, found)
		self.assertFalse({self.here, self.far} & set(found))

	def test_refresh_costs_the_same_whatever_the_line(self):
		with self.as_user(self.clerk):
			api.open_window(self.here)
			self.take()
			few = self.cost_of_a_refresh()
			for minute in range(20):
				self.take(minute)
			many = self.cost_of_a_refresh()
		self.assertEqual(few, many)
		self.assertLessEqual(many, 4)

	def cost_of_a_refresh(self) -> int:
		api.desk()
		kinds.forget()
		with counted_statements() as sent:
			api.desk()
		return len(sent)
