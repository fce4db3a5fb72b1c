"""Who is told that a request waits: whoever sits at its window; the centre only where it decides."""

from frappe.utils import add_days, now_datetime

from yumen_governance.service_centre.actors import actors
from yumen_governance.service_centre.tests.case import RequestTestCase
from yumen_governance.tests.factories import make_item, make_request, make_window


class TestActors(RequestTestCase):
	def test_the_staff_of_the_window_are_told(self):
		name = self.registered().name
		self.assertEqual(actors(name, "Window Clerk"), [self.clerk])
		self.assertEqual(actors(name, "Department Handler"), [])

	def test_a_window_without_staff_leaves_it_to_its_unit(self):
		window = make_window(unit=self.unit.name)
		request = make_request(window, make_item(window.window_type))
		self.assertIsNone(actors(request.name, "Department Handler"))
		self.assertEqual(actors(request.name, "Window Clerk"), [])

	def test_the_centre_is_told_of_what_it_decides_alone(self):
		request = self.act(self.registered(), "Accept Request")
		self.assertEqual(actors(request.name, "Centre Director"), [])
		later = add_days(request.due_on or now_datetime(), 5)
		self.act(request, "Request Extension", request_reason="案情复杂", requested_due_on=later)
		self.assertIsNone(actors(request.name, "Centre Director"))
