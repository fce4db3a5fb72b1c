"""What an administrator adds to the catalogue works at once: questions, results, and a limit in working days."""

import frappe
from frappe.utils import get_datetime

from yumen_governance.seed.windows import TYPES, windows
from yumen_governance.service_centre import windows as hall
from yumen_governance.service_centre.doctype.service_item.service_item import ItemError
from yumen_governance.service_centre.doctype.service_window.service_window import OpeningHoursError
from yumen_governance.service_centre.tests.case import RequestTestCase
from yumen_governance.tests.factories import actor, make_item, make_request, make_window, make_window_type
from yumen_governance.time_limits.clocks.calendars import calendar


class TestCatalogue(RequestTestCase):
	def test_the_hall_has_twenty_windows_of_eighteen_types(self):
		self.assertEqual((len(windows()), len(TYPES)), (20, 18))
		double = [name for name, (count, _unit) in TYPES.items() if count == 2]
		self.assertEqual(double, ["公证", "信访接待"])

	def test_every_type_has_items_with_their_legal_basis(self):
		seeded = frappe.get_all(
			"Seeded Record", {"reference_doctype": "Service Item"}, pluck="reference_name"
		)
		for window_type in TYPES:
			with self.subTest(window_type):
				wanted = {"window_type": window_type, "name": ["in", seeded]}
				items = frappe.get_all("Service Item", wanted, ["name", "legal_basis"])
				self.assertTrue(items and all(row.legal_basis for row in items))

	def test_roads_and_targets_name_what_there_is(self):
		self.assertEqual(
			frappe.db.get_value("Service Item", "劳动人事争议仲裁申请", ["becomes", "method"]),
			("Resolution Step", "劳动仲裁"),
		)
		petition = frappe.get_doc("Service Item", "信访事项")
		self.assertIn("劳动人事争议仲裁申请", [row.service_item for row in petition.legal_roads])


class TestOwnItem(RequestTestCase):
	def test_an_administrators_item_asks_and_limits_at_once(self):
		with self.as_user(actor("administrator")):
			item = make_item(
				self.window.window_type,
				time_limit=3,
				time_limit_unit="Working Days",
				own_fields=[
					{"label": "所属行业协会", "fieldtype": "Short Text", "required": 1},
					{"label": "会员编号", "fieldtype": "Integer"},
				],
			)
		self.assertEqual([row.fieldname for row in item.own_fields], ["own_1", "own_2"])
		request = self.registered(item=item, answers=[{"fieldname": "own_1", "value": "建材协会"}])
		(clock,) = frappe.get_all(
			"Case Clock",
			{"reference_name": request.name, "kind": "Handle"},
			["status", "length", "unit", "started_on", "due_on"],
		)
		self.assertEqual((clock.status, clock.length, clock.unit), ("Running", 3, "Working Days"))
		self.assertEqual(request.due_on, clock.due_on)
		self.assertGreater(get_datetime(clock.due_on), get_datetime(clock.started_on))
		self.assertTrue(calendar())

	def test_a_questions_name_stays_when_it_is_reworded(self):
		self.item.append("own_fields", {"label": "行业", "fieldtype": "Short Text"})
		self.item.save()
		self.item.own_fields[0].label = "所属行业"
		self.item.append("own_fields", {"label": "编号", "fieldtype": "Short Text"})
		self.item.save()
		self.assertEqual([row.fieldname for row in self.item.own_fields], ["own_1", "own_2"])


class TestBadInput(RequestTestCase):
	def refused(self, exception=ItemError, **values):
		return self.assertRefused(exception, make_item, self.window.window_type, **values)

	def test_questions_that_cant_be_asked_are_refused(self):
		twice = [{"label": "行业", "fieldtype": "Short Text"}, {"label": "行业", "fieldtype": "Date"}]
		self.refused(own_fields=twice)
		self.refused(own_fields=[{"label": "行业", "fieldtype": "Choice", "options": "建筑"}])

	def test_results_listed_twice_and_missing_targets_are_refused(self):
		self.refused(result_types=[{"result_type": "支持"}, {"result_type": "支持"}])
		self.assertIn("Resolution Method", self.refused(becomes="Resolution Step"))
		self.refused(becomes="Governance Event")

	def test_windows_refuse_people_and_hours_that_cant_be(self):
		self.assertRefused(frappe.ValidationError, make_window, self.clerk, self.clerk)
		hours = [{"weekday": "Monday", "opens": "09:00:00", "closes": "08:00:00"}]
		self.assertRefused(OpeningHoursError, make_window, opening_hours=hours)
		overlap = [
			{"weekday": "Monday", "opens": "09:00:00", "closes": "12:00:00"},
			{"weekday": "Monday", "opens": "11:00:00", "closes": "13:00:00"},
		]
		self.assertRefused(OpeningHoursError, make_window, opening_hours=overlap)


class TestWindows(RequestTestCase):
	def test_a_window_with_a_list_of_its_own_offers_just_that(self):
		window = make_window(service_items=[{"service_item": self.item.name}])
		own = make_item(window.window_type)
		self.assertEqual(hall.items_of(window.name), [self.item.name])
		self.assertNotIn(own.name, hall.items_of(window.name))

	def test_of_two_windows_the_one_with_fewer_open_requests_is_chosen(self):
		kind = make_window_type().name
		first, second = make_window(window_type=kind), make_window(window_type=kind)
		item = make_item(kind)
		self.assertEqual(hall.window_for(item.name), first.name)
		make_request(first, item)
		self.assertEqual(hall.window_for(item.name), second.name)

	def test_requests_follow_their_window_to_another_unit(self):
		request = self.registered()
		self.window.unit = self.other_unit.name
		self.window.save()
		self.assertEqual(
			frappe.db.get_value("Service Request", request.name, "lead_unit"), self.other_unit.name
		)

	def test_the_next_window_gets_the_lowest_free_number(self):
		names = set(frappe.get_all("Service Window", pluck="name"))
		window = make_window(window_number=0)
		self.assertNotIn(window.name, names)
		self.assertEqual(window.name, f"W{window.window_number:02}")
