"""Appointments that change: moved with their place, called off by the hall, and who is told of what."""

import json
from datetime import timedelta

import frappe

from yumen_governance.api import appointments as api
from yumen_governance.service_centre.appointments import booking, changing, days
from yumen_governance.service_centre.appointments.slots import APPOINTMENT
from yumen_governance.service_centre.appointments.tests.test_appointments import (
	OTHER_PHONE,
	PHONE,
	AppointmentTestCase,
)
from yumen_governance.tests.factories import actor, make_unit
from yumen_governance.tests.outbox import make_channel
from yumen_governance.time_limits.outbox.expanding import expand_due
from yumen_governance.time_limits.outbox.messages import Writer

NOTICE, DELIVERY = "Outgoing Notice", "Message Delivery"


class TestMoving(AppointmentTestCase):
	def move(self, appointment, hour: float, now=None):
		return changing.move(appointment.name, self.at(hour), now or self.now)

	def test_moved_time_takes_its_new_place_and_frees_the_old_one(self):
		appointment = self.move(self.book(), 10)
		self.assertEqual((self.free(9), self.free(10)), (1, 0))
		self.assertEqual((appointment.status, appointment.starts_on), ("Booked", self.at(10)))
		self.assertTrue(self.book(9, OTHER_PHONE))

	def test_without_a_new_place_the_old_one_is_kept(self):
		appointment, other = self.book(9), self.book(10, OTHER_PHONE)
		self.assertRefused(booking.SlotFullError, self.move, appointment, 10)
		for hour in (9.25, 13):
			self.assertRefused(booking.SlotFullError, self.move, appointment, hour)
		self.assertEqual((self.free(9), self.free(10)), (0, 0))
		for kept, hour in ((appointment, 9), (other, 10)):
			kept.reload()
			self.assertEqual((kept.starts_on, bool(kept.seat)), (self.at(hour), True))

	def test_somebody_quicker_keeps_the_place(self):
		appointment, other = self.book(9), self.book(10, OTHER_PHONE)
		slot = booking.Slot(self.at(10), self.at(10.5), 1)
		self.assertIsNone(booking.seated(frappe.get_doc(APPOINTMENT, appointment.name), slot, other.seat))
		appointment.reload()
		self.assertEqual(appointment.starts_on, self.at(9))

	def test_code_and_phone_stay_with_it(self):
		appointment = self.move(self.book(code="c" * 20), 10)
		self.assertEqual(booking.known("c" * 20).name, appointment.name)
		self.assertEqual(appointment.phone, "199****1234")
		for hour in (9, 9.5):
			self.book(hour, OTHER_PHONE)
		self.assertRefused(booking.TooManyAppointmentsError, self.book, 11, OTHER_PHONE)

	def test_time_that_has_come_or_was_cancelled_is_not_moved(self):
		appointment = self.book()
		self.assertRefused(booking.AppointmentError, self.move, appointment, 11, self.at(9))
		changing.cancel(appointment.name, self.now)
		self.assertRefused(booking.AppointmentError, self.move, appointment, 11)


class TestHall(AppointmentTestCase):
	"""The hall's own changes, at the door that the form uses."""

	def test_windows_call_off_and_move(self):
		moved, called_off = self.book(9), self.book(10, OTHER_PHONE)
		with self.as_user(self.clerk):
			api.give_another_time(moved.name, f"{self.at(11):%Y-%m-%d %H:%M}")
			self.assertEqual(api.call_off(called_off.name), "Cancelled")
		moved.reload(), called_off.reload()
		self.assertEqual((moved.starts_on, called_off.called_off), (self.at(11), 1))
		self.assertEqual((self.free(9), self.free(10), self.free(11)), (1, 1, 0))

	def test_others_are_refused(self):
		appointment = self.book()
		for person in ("handler", "auditor", "leader", "member"):
			for deed, values in (
				(api.call_off, ()),
				(api.give_another_time, (f"{self.at(11):%Y-%m-%d %H:%M}",)),
			):
				with self.subTest(person), self.as_user(actor(person)):
					self.assertRefused(frappe.PermissionError, deed, appointment.name, *values)
		appointment.reload()
		self.assertEqual((appointment.status, appointment.starts_on), ("Booked", self.at(9)))

	def test_who_gives_it_back_is_not_called_off_by_the_hall(self):
		appointment = changing.cancel(self.book().name, self.now)
		self.assertEqual((appointment.status, appointment.called_off), ("Cancelled", 0))


class TestTelling(AppointmentTestCase):
	def told(self, appointment, event_type: str) -> list:
		filters = {"reference_name": appointment.name, "event_type": event_type}
		return frappe.get_all(NOTICE, filters, ["name", "audience", "variables", "notice_key"])

	def kinds(self, appointment) -> list[str]:
		filters = {"reference_name": appointment.name}
		return frappe.get_all(NOTICE, filters, pluck="event_type", order_by="name")

	def text(self, appointment, event_type: str) -> str:
		"""What a visitor's text message says."""
		channel = make_channel("SMS", address="https://sms.invalid/send")
		expand_due(self.now + timedelta(days=400))
		filters = {"event_type": event_type, "channel": channel.name, "reference_name": appointment.name}
		(row,) = frappe.get_all(DELIVERY, filters, ["name", "notice", "address", "receiver"])
		self.assertEqual(row.receiver, "199****1234")
		message = Writer(channel, [row]).message(row)
		self.assertEqual(message.address, PHONE)
		return message.text

	def test_visitor_is_told_of_each_thing_that_happens_once(self):
		appointment = self.book(code="d" * 20)
		self.book(code="d" * 20)
		changing.move(appointment.name, self.at(10), self.now)
		changing.move(appointment.name, self.at(10), self.now)
		changing.call_off(appointment.name, self.now)
		changing.call_off(appointment.name, self.now)
		windows = "Appointment at a Window"
		self.assertCountEqual(
			self.kinds(appointment),
			["Appointment Confirmed", "Appointment Moved", "Appointment Called Off", *[windows] * 3],
		)

	def test_who_gives_a_time_back_gets_no_message(self):
		appointment = changing.cancel(self.book().name, self.now)
		self.assertFalse(self.told(appointment, "Appointment Called Off"))
		self.assertEqual(len(self.told(appointment, "Appointment at a Window")), 2)

	def test_text_message_tells_time_and_number_and_neither_name_nor_matter(self):
		appointment = self.book()
		text = self.text(appointment, "Appointment Confirmed")
		self.assertIn(f"{self.day.month}月{self.day.day}日 09:00", text)
		self.assertIn(appointment.name, text)
		for word in ("Li", self.item, PHONE, "{"):
			self.assertNotIn(word, text)

	def test_number_is_nowhere_in_plain(self):
		appointment = self.book()
		rows = frappe.get_all(NOTICE, {"reference_name": appointment.name}, ["*"])
		self.assertNotIn(PHONE, json.dumps(rows, default=str))

	def test_windows_of_the_type_are_told_without_a_name(self):
		(row,) = self.told(self.book(), "Appointment at a Window")
		self.assertEqual([part["names"] for part in json.loads(row.audience)], [[self.clerk]])
		self.assertNotIn("Li", row.variables)

	def test_unit_is_told_where_nobody_sits_at_the_window(self):
		self.door.update({"staff": [], "unit": make_unit(actor("handler")).name}).save()
		(row,) = self.told(self.book(), "Appointment at a Window")
		self.assertIn([self.door.unit], [part["names"] for part in json.loads(row.audience)])

	def test_reminder_comes_once_the_day_before_to_those_who_still_come(self):
		kept, cancelled = self.book(9), self.book(10, OTHER_PHONE)
		changing.cancel(cancelled.name, self.now)
		for _number in range(2):
			self.assertEqual(self.reminded({kept, cancelled}), [kept.name])
		self.assertEqual(len(self.told(kept, "Appointment Tomorrow")), 1)

	def reminded(self, mine) -> list[str]:
		self.assertGreaterEqual(days.remind(self.day), 1)
		self.assertFalse(days.remind(self.day + timedelta(days=300)))
		return [each.name for each in mine if self.told(each, "Appointment Tomorrow")]

	def test_reminder_of_an_appointment_that_was_moved_away_is_none(self):
		appointment = self.book()
		next_day = next(slot.starts_on for slot in self.later_slots())
		changing.move(appointment.name, next_day, self.now)
		days.remind(self.day)
		self.assertFalse(self.told(appointment, "Appointment Tomorrow"))

	def later_slots(self) -> list:
		found = booking.slots(self.door.window_type, self.now)
		return [slot for slot in found if slot.starts_on.date() > self.day]
