"""Clerks and visitors at the same moment, over connections of their own: no number twice, nobody called twice."""

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import getdate, now_datetime

from yumen_governance.api import queue as api
from yumen_governance.service_centre import windows
from yumen_governance.service_centre.queue import kinds, numbers, shifts
from yumen_governance.service_centre.queue.life import SHIFT, TICKET
from yumen_governance.service_centre.queue.serving import DeskMovedOnError
from yumen_governance.service_centre.queue.tests.case import make_kind
from yumen_governance.service_centre.tests.crowd import at_once, remove
from yumen_governance.tests.factories import actor, make_window

CLERKS = ("clerk", "other_clerk", "handler", "other_handler")
EACH = 8


class TestAtOnce(FrappeTestCase):
	def setUp(self):
		frappe.set_user("Administrator")
		self.people = [actor(name) for name in CLERKS]
		self.windows = [make_window(user).name for user in self.people]
		self.kind = make_kind(*self.windows)
		windows.forget()
		kinds.forget()
		now = now_datetime()
		for user, window in zip(self.people, self.windows, strict=True):
			shifts.open_window(window, user, now)
		self.addCleanup(self.clear)
		frappe.db.commit()

	def clear(self):
		frappe.set_user("Administrator")
		frappe.db.rollback()
		remove(SHIFT, service_window=["in", self.windows])
		remove(TICKET, ticket_kind=self.kind.name)
		frappe.db.sql(f"delete from `{numbers.TABLE}` where letter = %s", self.kind.letter)
		remove("Ticket Kind", name=self.kind.name)
		types = frappe.get_all("Service Window", {"name": ["in", self.windows]}, pluck="window_type")
		remove("Service Window", name=["in", self.windows])
		remove("Service Window Type", name=["in", types])
		windows.forget()
		kinds.forget()
		frappe.db.commit()

	def take(self, count: int) -> list[str]:
		found = []
		for _turn in range(count):
			found.append(api.take(self.kind.name)["name"])
			frappe.db.commit()
		return found

	def call_all(self) -> list[str]:
		"""Call, serve and call again until nobody waits."""
		found = []
		while (desk := api.call_next())["called"]:
			frappe.db.commit()
			found.append(desk["current"]["name"])
			api.serve(found[-1])
			frappe.db.commit()
		return found

	def test_numbers_are_complete_and_none_is_given_twice(self):
		found = at_once([(user, lambda: self.take(EACH)) for user in self.people])
		self.assertFalse([each for each in found if isinstance(each, Exception)])
		taken = frappe.get_all(TICKET, {"ticket_kind": self.kind.name}, pluck="number")
		self.assertEqual(sorted(taken), list(range(1, EACH * len(self.people) + 1)))

	def test_two_clerks_never_get_the_same_number_and_nobody_is_forgotten(self):
		waiting = self.take(EACH * len(self.people))
		found = at_once([(user, self.call_all) for user in self.people])
		self.assertFalse([each for each in found if isinstance(each, Exception)])
		called = [name for each in found for name in each]
		self.assertCountEqual(called, waiting)
		for names in found:
			self.assertEqual(names, sorted(names))
		self.assertEqual(
			frappe.db.count(TICKET, {"ticket_kind": self.kind.name, "status": "Done"}), len(waiting)
		)

	def test_two_tabs_of_one_clerk_call_one_number(self):
		self.take(4)
		user = self.people[0]
		found = at_once([(user, lambda: api.call_next(expected="")["called"]) for _tab in range(3)])
		refused = [each for each in found if isinstance(each, Exception)]
		self.assertEqual([type(each) for each in refused], [DeskMovedOnError] * 2)
		self.assertEqual(frappe.db.count(TICKET, {"ticket_kind": self.kind.name, "status": "Called Up"}), 1)

	def test_two_people_never_keep_one_window(self):
		window = frappe.get_doc("Service Window", self.windows[0])
		window.append("staff", {"user": self.people[1]})
		window.save()
		shift = frappe.get_doc(SHIFT, {"open_window": window.name})
		shifts.close(shift, now_datetime())
		frappe.db.commit()
		found = at_once([(user, lambda: api.open_window(window.name)) for user in self.people[:2]])
		refused = [each for each in found if isinstance(each, Exception)]
		self.assertEqual([type(each) for each in refused], [shifts.WindowTakenError])
		kept = {"service_window": window.name, "day": getdate(), "status": "On Duty"}
		self.assertEqual(frappe.db.count(SHIFT, kept), 1)
