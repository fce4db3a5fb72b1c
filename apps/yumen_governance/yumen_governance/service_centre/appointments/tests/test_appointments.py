"""Appointments: whole times of open windows, each place once, kept or given back, and a ticket for who comes."""

from datetime import date, datetime, timedelta

import frappe
from frappe.utils import getdate

from yumen_governance.service_centre.appointments import arriving, booking, changing, days, slots
from yumen_governance.service_centre.appointments.booking import Wish
from yumen_governance.service_centre.appointments.slots import APPOINTMENT, Hours, slots_of_day
from yumen_governance.service_centre.queue import taking
from yumen_governance.service_centre.queue.tests.case import HallTestCase, make_kind
from yumen_governance.tests.factories import actor, make_item, make_window
from yumen_governance.time_limits.clocks.calendars import calendar

PHONE, OTHER_PHONE = "19900001234", "19900005678"
MONDAY = date(2026, 11, 30)


def hours(weekday: str, opens: float, closes: float) -> Hours:
	return Hours(weekday, timedelta(hours=opens), timedelta(hours=closes))


class TestSlots(HallTestCase):
	def test_whole_times_within_the_hours_of_the_weekday(self):
		found = slots_of_day(MONDAY, [hours("Monday", 8.5, 10.25), hours("Tuesday", 8, 9)], 30, 1)
		self.assertEqual([f"{slot.starts_on:%H:%M}" for slot in found], ["08:30", "09:00", "09:30"])
		self.assertEqual({slot.places for slot in found}, {1})

	def test_each_open_window_adds_its_places(self):
		found = slots_of_day(MONDAY, [hours("Monday", 9, 10), hours("Monday", 9.5, 10)], 30, 2)
		self.assertEqual([slot.places for slot in found], [2, 4])


class AppointmentTestCase(HallTestCase):
	"""A type of window that is open from nine to twelve and from two to five on every day of the week."""

	def setUp(self):
		super().setUp()
		self.door = frappe.get_doc("Service Window", make_window(self.clerk).name)
		for weekday in slots.WEEKDAYS:
			for opens, closes in (("9:00:00", "12:00:00"), ("14:00:00", "17:00:00")):
				self.door.append("opening_hours", {"weekday": weekday, "opens": opens, "closes": closes})
		self.door.save()
		self.door_kind = make_kind(self.door.name).name
		self.item = make_item(self.door.window_type).name
		self.day = calendar().next_working_day(getdate(self.now) + timedelta(days=1))
		self.now = datetime.combine(self.day - timedelta(days=1), datetime.min.time()) + timedelta(hours=10)

	def at(self, hour: float, day: date | None = None) -> datetime:
		return datetime.combine(day or self.day, datetime.min.time()) + timedelta(hours=hour)

	def book(self, hour: float = 9, phone: str = PHONE, code: str = "", **values):
		code = code or frappe.generate_hash(length=20)
		wish = Wish(self.item, self.at(hour), "Li", phone, code)
		return booking.book(wish, values.get("now") or self.now)

	def free(self, hour: float) -> int | None:
		found = {slot.starts_on: slot.free for slot in slots.slots(self.door.window_type, self.now)}
		return found.get(self.at(hour))


class TestBooking(AppointmentTestCase):
	def test_booked_time_is_taken_and_phone_is_sealed(self):
		self.assertEqual(self.free(9), 1)
		appointment = self.book()
		self.assertEqual(self.free(9), 0)
		self.assertEqual((appointment.status, appointment.phone), ("Booked", "199****1234"))
		self.assertNotIn(
			PHONE, frappe.as_json(frappe.db.get_value(APPOINTMENT, appointment.name, "*", as_dict=True))
		)

	def test_full_time_is_refused(self):
		self.book()
		self.assertRefused(booking.SlotFullError, self.book, phone=OTHER_PHONE)

	def test_time_that_is_none_is_refused(self):
		for hour in (9.25, 12, 13, 8, 23):
			self.assertRefused(booking.SlotFullError, self.book, hour)

	def test_past_near_and_far_times_are_none(self):
		self.assertRefused(booking.SlotFullError, self.book, now=self.at(8.5))
		self.assertRefused(booking.SlotFullError, self.book, now=self.at(10))
		self.assertRefused(booking.SlotFullError, self.book, now=self.now - timedelta(days=60))

	def test_holidays_have_no_times(self):
		found = slots.slots(self.door.window_type, self.now)
		self.assertTrue(found)
		self.assertFalse([slot for slot in found if not calendar().is_working_day(slot.starts_on.date())])

	def test_same_wish_again_is_the_same_appointment(self):
		first, second = (self.book(code="a" * 20) for _number in range(2))
		self.assertEqual(first.name, second.name)
		self.assertRefused(booking.SlotFullError, self.book, 9.5, code="a" * 20)

	def test_phone_holds_so_many(self):
		for hour in (9, 9.5):
			self.book(hour)
		self.assertRefused(booking.TooManyAppointmentsError, self.book, 10)
		self.assertTrue(self.book(10, OTHER_PHONE))

	def test_who_misses_too_many_waits(self):
		for hour in (9, 9.5, 10):
			booked = self.book(hour)
			frappe.db.set_value(APPOINTMENT, booked.name, "status", "Missed")
		self.assertRefused(booking.TooManyAppointmentsError, self.book, 11)

	def test_two_at_once_never_get_the_same_place(self):
		first = self.book()
		slot = slots.Slot(self.at(9), self.at(9.5), 1)
		wish = Wish(self.item, self.at(9), "Wang", OTHER_PHONE, "b" * 20)
		self.assertIsNone(booking._stored(wish, self.door.window_type, slot, first.seat))
		self.assertEqual(frappe.db.count(APPOINTMENT, {"starts_on": self.at(9), "status": "Booked"}), 1)

	def test_cancelled_time_is_free_again(self):
		appointment = self.book()
		changing.cancel(appointment.name, self.now)
		changing.cancel(appointment.name, self.now)
		self.assertEqual(self.free(9), 1)
		self.assertTrue(self.book(phone=OTHER_PHONE))

	def test_time_that_has_come_is_not_cancelled(self):
		self.assertRefused(booking.AppointmentError, changing.cancel, self.book().name, self.at(9))

	def test_nothing_is_given_where_the_office_says_no(self):
		frappe.db.set_value("Service Window Type", self.door.window_type, "takes_appointments", 0)
		self.assertRefused(booking.AppointmentError, self.book)
		self.assertRefused(booking.AppointmentError, booking.window_type_of, "no such item")

	def test_closed_hall_gives_none(self):
		self.addCleanup(frappe.clear_document_cache, "Hall Settings", "Hall Settings")
		frappe.db.set_single_value("Hall Settings", "appointments_open", 0)
		frappe.clear_document_cache("Hall Settings", "Hall Settings")
		self.assertRefused(booking.AppointmentError, self.book)


class TestArriving(AppointmentTestCase):
	def test_who_comes_gets_a_ticket_that_is_called_soon(self):
		before = self.take_at(8.75)
		appointment = self.book()
		ticket = arriving.arrive(appointment.name, self.at(9))
		self.assertEqual((ticket.ticket_kind, ticket.is_booked), (self.door_kind, 1))
		self.assertLess(ticket.turn_on, before.turn_on)
		appointment.reload()
		self.assertEqual((appointment.status, appointment.ticket), ("Arrived", ticket.name))
		self.assertEqual(arriving.arrive(appointment.name, self.at(9.1)).name, ticket.name)

	def take_at(self, hour: float):
		return taking.take(self.door_kind, "", self.at(hour))

	def test_too_early_too_late_and_cancelled_are_refused(self):
		appointment = self.book()
		for moment in (self.at(8.5), self.at(9.5), self.at(9, self.day + timedelta(days=1))):
			self.assertRefused(booking.AppointmentError, arriving.arrive, appointment.name, moment)
		changing.cancel(appointment.name, self.now)
		self.assertRefused(booking.AppointmentError, arriving.arrive, appointment.name, self.at(9))

	def test_type_without_tickets_says_so(self):
		frappe.db.set_value("Ticket Kind", self.door_kind, "is_active", 0)
		self.assertRefused(booking.AppointmentError, arriving.arrive, self.book().name, self.at(9))


class TestDays(AppointmentTestCase):
	def test_windows_of_the_type_and_general_intake_see_them(self):
		appointment = self.book()
		for user, sees in ((self.clerk, True), (actor("handler"), False), (actor("centre_director"), True)):
			with self.as_user(user):
				found = [row["name"] for row in days.of_day(self.day)]
				self.assertEqual(appointment.name in found, sees, user)
				self.assertEqual(
					bool(frappe.has_permission(APPOINTMENT, "read", appointment.name)), sees, user
				)

	def test_window_desk_shows_who_is_still_to_come(self):
		late, early = self.book(10), self.book(9)
		cancelled = self.book(11, OTHER_PHONE)
		changing.cancel(cancelled.name, self.now)
		shown = [row.name for row in days.to_come(self.door.name, self.day)]
		self.assertEqual(shown, [early.name, late.name])
		self.assertFalse(days.to_come(self.here, self.day))

	def test_missed_ones_are_noted_and_free_their_place(self):
		appointment = self.book()
		days.miss_before(self.at(0))
		appointment.reload()
		self.assertEqual(appointment.status, "Booked")
		self.assertGreaterEqual(days.miss_before(self.at(24)), 1)
		appointment.reload()
		self.assertEqual((appointment.status, appointment.seat), ("Missed", None))

	def test_who_booked_is_forgotten_after_its_days(self):
		appointment = self.book()
		days.forget_people(self.now)
		self.assertTrue(frappe.db.get_value(APPOINTMENT, appointment.name, "code_index"))
		self.assertGreaterEqual(days.forget_people(self.at(9) + timedelta(days=31)), 1)
		kept = frappe.db.get_value(APPOINTMENT, appointment.name, "*", as_dict=True)
		for field in ("visitor_name", "phone", "phone_index", "sealed", "code_index"):
			self.assertFalse(kept[field], field)

	def test_nobody_writes_one_by_hand(self):
		appointment = frappe.get_doc(APPOINTMENT, self.book().name)
		appointment.status = "Arrived"
		self.assertRefused(frappe.PermissionError, appointment.save)
