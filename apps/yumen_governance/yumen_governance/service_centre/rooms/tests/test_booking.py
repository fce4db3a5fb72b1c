"""Bookings of rooms: never two at a time, also when tried at once; who may; what is refused."""

from datetime import timedelta

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import add_days, get_datetime, now_datetime, nowdate

from yumen_governance.api import rooms as api
from yumen_governance.service_centre.rooms import booking
from yumen_governance.service_centre.rooms.booking import BookingError, RoomTakenError, Wish
from yumen_governance.service_centre.tests.crowd import at_once, remove
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, next_number


def make_room(**values):
	"""Insert a room in use."""
	return frappe.get_doc(
		{"doctype": "Mediation Room", "room_name": f"Room {next_number()}", **values}
	).insert()


def tomorrow(hour: int, minute: int = 0):
	return get_datetime(f"{add_days(nowdate(), 1)} {hour:02}:{minute:02}:00")


class BookingTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.room, self.other = make_room().name, make_room().name

	def book(self, start: float, end: float, room: str | None = None, user: str = "mediator", **values):
		times = [tomorrow(int(hour), round(hour % 1 * 60)) for hour in (start, end)]
		with self.as_user(actor(user)):
			return booking.book(Wish(room or self.room, *times, **values))


class TestNoDoubleBooking(BookingTestCase):
	def test_times_that_touch_are_refused_and_times_that_meet_are_not(self):
		self.book(9, 10.5)
		for start, end in ((9, 10.5), (8, 9.5), (10, 11), (9.5, 10), (8, 12)):
			self.assertRefused(RoomTakenError, self.book, start, end)
		self.book(8, 9)
		self.book(10.5, 11)
		self.book(9, 10.5, self.other)

	def test_refusal_says_when_the_room_is_taken_and_not_by_whom(self):
		self.book(9, 10.5)
		with self.in_language("zh"):
			message = self.assertRefused(RoomTakenError, self.book, 10, 11, user="clerk")
		self.assertIn("09:00", message)
		self.assertIn("10:30", message)
		self.assertNotIn("mediator", message)

	def test_moving_a_booking_meets_the_others_and_not_itself(self):
		self.book(9, 10)
		mine = frappe.get_doc(booking.BOOKING, self.book(10, 11))
		mine.ends_on = tomorrow(12)
		mine.save()
		mine.starts_on = tomorrow(9, 30)
		self.assertRefused(RoomTakenError, mine.save)

	def test_cancelled_booking_frees_the_room(self):
		name = self.book(9, 10)
		with self.as_user(actor("mediator")):
			self.assertEqual(api.cancel(name, "当事人改期"), "Cancelled")
		self.book(9, 10)
		row = frappe.get_doc(booking.BOOKING, name)
		self.assertEqual((row.cancelled_by, row.cancel_reason), (actor("mediator"), "当事人改期"))

	def test_free_rooms_are_those_that_nobody_has_then(self):
		self.book(9, 10)
		with self.as_user(actor("mediator")):
			rooms = {
				row["name"]: row["is_free"] for row in api.free_rooms(str(tomorrow(9, 30)), str(tomorrow(11)))
			}
		self.assertEqual((rooms[self.room], rooms[self.other]), (False, True))


class TestRefusals(BookingTestCase):
	def test_times_that_make_no_sense(self):
		for start, end in ((10, 9), (10, 10), (6, 19)):
			self.assertRefused(BookingError, self.book, start, end)
		past = now_datetime() - timedelta(hours=3)
		for start, end in ((past, past + timedelta(hours=1)), (tomorrow(9) + timedelta(days=400),) * 2):
			wish = Wish(self.room, start, end + timedelta(hours=1) if start > past else end)
			self.assertRefused(BookingError, booking.book, wish)

	def test_room_that_is_not_in_use_or_not_there(self):
		frappe.db.set_value("Mediation Room", self.other, "is_active", 0)
		self.assertRefused(BookingError, self.book, 9, 10, self.other)
		self.assertRefused(frappe.ValidationError, self.book, 9, 10, "nowhere")

	def test_status_is_not_written_past_the_button_and_nothing_is_deleted(self):
		doc = frappe.get_doc(booking.BOOKING, self.book(9, 10))
		doc.status = "Cancelled"
		self.assertRefused(BookingError, doc.save)
		self.assertRefused(BookingError, frappe.delete_doc, booking.BOOKING, doc.name)
		with self.as_user(actor("mediator")):
			self.assertRefused(BookingError, api.cancel, doc.name, " ")
			api.cancel(doc.name, "改期")
			self.assertRefused(BookingError, api.cancel, doc.name, "改期")
		doc.reload()
		doc.ends_on = tomorrow(12)
		self.assertRefused(BookingError, doc.save)

	def test_nobody_books_in_another_name(self):
		name = self.book(9, 10, user="clerk")
		self.assertEqual(frappe.db.get_value(booking.BOOKING, name, "booked_by"), actor("clerk"))


class TestWhoMay(BookingTestCase):
	def test_people_of_the_centre_book_and_others_do_not(self):
		for number, person in enumerate(("clerk", "mediator", "court_liaison", "dispatcher", "handler")):
			self.book(8 + number, 8.5 + number, user=person)
		for person in ("auditor", "member", "registry_clerk"):
			with self.as_user(actor(person)):
				times = (str(tomorrow(15)), str(tomorrow(16)))
				self.assertRefused(frappe.PermissionError, api.free_rooms, *times)
				self.assertRefused(frappe.PermissionError, api.book, self.room, *times)

	def test_own_bookings_and_all_of_them_for_whoever_arranges_the_rooms(self):
		name = self.book(9, 10)
		with self.as_user(actor("other_mediator")):
			self.assertTrue(frappe.has_permission(booking.BOOKING, "read", name))
			self.assertRefused(frappe.PermissionError, api.cancel, name, "改期")
			doc = frappe.get_doc(booking.BOOKING, name)
			doc.ends_on = tomorrow(12)
			self.assertRefused(frappe.PermissionError, doc.save)
		with self.as_user(actor("clerk")):
			self.assertEqual(api.cancel(name, "设备检修"), "Cancelled")

	def test_nobody_books_for_a_case_that_they_may_not_read(self):
		from yumen_governance.tests.factories import make_dispute

		case = make_dispute().name
		for person in ("other_mediator", "clerk"):
			self.assertRefused(frappe.PermissionError, self.book, 9, 10, user=person, dispute_case=case)


class TestAtOnce(FrappeTestCase):
	def setUp(self):
		frappe.set_user("Administrator")
		self.room = make_room().name
		self.addCleanup(self.clear)
		frappe.db.commit()

	def clear(self):
		frappe.set_user("Administrator")
		frappe.db.rollback()
		remove(booking.BOOKING, room=self.room)
		remove("Mediation Room", name=self.room)
		frappe.db.commit()

	def test_of_many_at_once_one_gets_the_room(self):
		people = [actor(name) for name in ("mediator", "clerk", "handler", "dispatcher", "court_liaison")]
		times = (str(tomorrow(9)), str(tomorrow(10)))
		found = at_once([(user, lambda: api.book(self.room, *times)["name"]) for user in people])
		refused = [each for each in found if isinstance(each, Exception)]
		self.assertEqual([type(each) for each in refused], [RoomTakenError] * (len(people) - 1))
		self.assertEqual(frappe.db.count(booking.BOOKING, {"room": self.room}), 1)
