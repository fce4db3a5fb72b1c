"""Notices, the hall's guide and public figures: what is out, what there is, and nothing of few people."""

import uuid
from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime
from hypothesis import given
from hypothesis.strategies import dictionaries, integers, text

from yumen_governance.public_portal import (
	appointments,
	choices,
	codes,
	hall,
	notices,
	phones,
	reading,
	statistics,
	tracking,
)
from yumen_governance.public_portal.disclosure import disclosable, share, total
from yumen_governance.public_portal.tests.case import PHONE, PortalTestCase
from yumen_governance.service_centre.appointments import booking
from yumen_governance.service_centre.appointments.tests.test_appointments import AppointmentTestCase
from yumen_governance.service_centre.queue import taking
from yumen_governance.tests.case import GovernanceTestCase


class TestNotices(PortalTestCase):
	def setUp(self):
		super().setUp()
		self.kind = (
			frappe.get_doc({"doctype": "Notice Category", "category_name": "News of tests"}).insert().name
		)

	def notice(self, **values) -> str:
		notice = {
			"doctype": "Public Notice",
			"title": "Water",
			"category": self.kind,
			"content": "<p>Off</p>",
		}
		return frappe.get_doc({**notice, "publish_on": now_datetime(), **values}).insert().name

	def listed(self, grid: str | None = None) -> list[str]:
		found = notices.notices(self.kind, grid, 0, now_datetime() + timedelta(seconds=2))
		return [row["name"] for row in found]

	def test_only_what_is_out_is_listed(self):
		now = now_datetime()
		out = self.notice()
		self.notice(publish_on=now + timedelta(days=1))
		self.notice(publish_on=now - timedelta(days=2), take_down_on=now - timedelta(days=1))
		self.notice(is_active=0)
		self.assertEqual(self.listed(), [out])

	def test_notice_of_a_grid_reaches_those_who_live_there(self):
		mine, other = self.notice(grid=self.township), self.notice(grid=self.compound)
		self.assertEqual(self.listed(self.community), [mine])
		self.assertEqual(set(self.listed(self.compound)), {mine, other})

	def read(self, name: str, address: str = "203.0.113.7") -> dict:
		return notices.read(name, address, now_datetime() + timedelta(seconds=2))

	def test_scripts_are_not_kept_and_what_is_not_out_is_not_read(self):
		name = self.notice(content="<p>Off</p><script>alert(1)</script>")
		self.assertNotIn("<script", self.read(name)["content"])
		frappe.db.set_value("Public Notice", name, "is_active", 0)
		self.assertRefused(notices.NoNoticeError, self.read, name)

	def test_reading_writes_no_row_and_is_counted_all_the_same(self):
		name, other = self.notice(), self.notice()
		reading.folded()
		self.assertQueries(lambda: self.read(name), {"select"})
		for address in ("203.0.113.7", "203.0.113.8", "2001:db8::1", "2001:db8::2"):
			self.read(name, address)
		self.read(other)
		self.assertEqual(self.counts(name, other), [0, 0])
		self.assertEqual(reading.fold(), 2)
		reading.folded()
		self.assertEqual(self.counts(name, other), [3, 1])
		self.assertEqual(reading.fold(), 0)

	def test_counts_that_were_not_written_down_are_written_next_time(self):
		name = self.notice()
		reading.folded()
		self.read(name)
		frappe.db.savepoint("unfolded")
		reading.fold()
		frappe.db.rollback(save_point="unfolded")
		self.read(name, "203.0.113.9")
		for _number in range(2):
			reading.fold()
			reading.folded()
		self.assertEqual(self.counts(name), [2])

	def counts(self, *names: str) -> list[int]:
		return [frappe.db.get_value("Public Notice", name, "read_count") for name in names]

	def assertQueries(self, deed, kinds: set[str]) -> None:
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as asked:
			deed()
		self.assertEqual({str(call.args[0]).split()[0].lower() for call in asked.call_args_list}, kinds)

	def test_notices_go_out_and_come_down_by_their_dates(self):
		now = now_datetime()
		name = self.notice(publish_on=now + timedelta(hours=1), take_down_on=now + timedelta(hours=2))
		for hours, status in ((0, "To Be Published"), (1.5, "Out"), (3, "Taken Down")):
			notices.keep_status(now + timedelta(hours=hours))
			self.assertEqual(frappe.db.get_value("Public Notice", name, "status"), status)
		self.assertEqual(notices.keep_status(now + timedelta(hours=3)), 0)

	def test_status_is_set_when_it_is_saved(self):
		doc = frappe.get_doc("Public Notice", self.notice())
		self.assertEqual(doc.status, "Out")
		doc.update({"is_active": 0}).save()
		self.assertEqual(doc.status, "Taken Down")

	def test_notice_is_not_taken_down_before_it_is_out(self):
		self.assertRefused(
			frappe.ValidationError, self.notice, take_down_on=now_datetime() - timedelta(days=1)
		)


class TestFigures(GovernanceTestCase):
	def test_no_count_of_few_people_is_told(self):
		self.assertEqual(
			disclosable({"a": 9, "b": 4, "c": 2, "d": 0}), {"a": 9, "b": None, "c": None, "d": 0}
		)

	def test_one_count_left_out_takes_another_with_it(self):
		self.assertEqual(disclosable({"a": 90, "b": 7, "c": 4}), {"a": 90, "b": None, "c": None})

	def test_what_is_left_out_is_never_few_together(self):
		self.assertEqual(disclosable({"a": 90, "b": 7, "c": 1, "d": 1}), {**dict.fromkeys("bcd"), "a": 90})
		self.assertEqual(disclosable({"a": 90, "c": 4, "d": 1}), {"a": 90, "c": None, "d": None})

	def test_total_is_not_told_where_only_it_would_tell(self):
		self.assertIsNone(total({"a": 3}))
		self.assertIsNone(total({"a": 1, "b": 2, "c": 1}))
		self.assertEqual(total({"a": 90, "b": 7, "c": 4}), 101)
		self.assertEqual(total({}), 0)

	@given(dictionaries(text(min_size=1, max_size=3), integers(0, 12), max_size=8))
	def test_nothing_few_is_reckoned_from_what_is_told(self, counts):
		told, whole = disclosable(counts), total(counts)
		self.assertFalse([count for count in told.values() if count is not None and 0 < count < 5])
		left_out = [name for name, count in told.items() if count is None]
		if whole is not None and left_out:
			rest = whole - sum(count for count in told.values() if count)
			self.assertGreaterEqual(rest, 5)
			self.assertGreaterEqual(len(left_out), 2)

	def test_share_of_few_is_not_told(self):
		self.assertEqual(share(45, 60), 75.0)
		for part, whole in ((1, 4), (3, 60), (58, 60)):
			self.assertIsNone(share(part, whole))
		self.assertEqual(share(60, 60), 100.0)

	def test_public_figures_hold_no_small_cell(self):
		frappe.cache.delete_value(statistics.CACHE)
		figures = statistics.statistics(now_datetime())
		for rows in (figures["by_class"], figures["by_township"]):
			counts = [row["count"] for row in rows]
			self.assertFalse([count for count in counts if count is not None and 0 < count < 5])
			rest = (figures["received"] or 0) - sum(count or 0 for count in counts)
			self.assertFalse(figures["received"] is not None and 0 < rest < 5, figures)

	def test_figures_hold_whole_days_and_what_has_no_place(self):
		now = now_datetime()
		rows = [
			frappe._dict(category="0401", grid=grid, stage="Closed", satisfaction="", number=number)
			for grid, number in (("990000", 7), ("62098100x", 6))
		]
		with patch.object(statistics, "_rows", return_value=rows) as asked:
			figures = statistics._count(now, 90)
		since, until = asked.call_args.args
		self.assertEqual((until.hour, until - since), (0, timedelta(days=90)))
		self.assertEqual(figures["until"], str((now - timedelta(days=1)).date()))
		self.assertEqual(
			(figures["received"], figures["by_township"]), (13, [{"label": "其余", "count": 13}])
		)


class TestChoices(PortalTestCase):
	def test_choices_hold_what_the_pages_need_and_no_person(self):
		choices.forget()
		with self.as_user("Guest"):
			found = choices.choices()
		self.assertIn(self.category, [tile["category"] for tile in found["categories"]])
		self.assertIn(self.community, [row["name"] for row in found["communities"]])
		self.assertNotIn("@", frappe.as_json(found))

	def test_words_of_an_emergency_are_read_from_their_lines(self):
		text = "119 fire smoke\n\n110 knife\n120"
		self.assertEqual(
			choices.emergencies(text),
			[{"number": "119", "words": ["fire", "smoke"]}, {"number": "110", "words": ["knife"]}],
		)


class TestHall(AppointmentTestCase):
	def setUp(self):
		super().setUp()
		hall.forget()
		frappe.cache.delete_value(hall.NOW_CACHE)
		self.addCleanup(hall.forget)
		self.addCleanup(frappe.cache.delete_value, hall.NOW_CACHE)

	def test_guide_tells_of_each_window_what_it_is_for(self):
		(window,) = [row for row in hall.guide()["windows"] if row["name"] == self.door.name]
		self.assertEqual(window["hours"], ["星期一至星期日 9:00—12:00，14:00—17:00"])
		mine = [row for row in hall.guide()["services"] if row["window_type"] == window["window_type"]]
		self.assertEqual([(row["name"], row["takes_appointments"]) for row in mine], [(self.item, True)])

	def test_twenty_windows_are_known_with_papers_and_law(self):
		guide = hall.guide()
		self.assertGreaterEqual(len(guide["windows"]), 20)
		seeded = [row for row in guide["services"] if row["window_type"] == "劳动仲裁"]
		self.assertTrue(seeded)
		for row in seeded:
			self.assertTrue(row["documents"] and row["limit"] and row["legal_basis"], row)

	def test_closed_window_and_service_are_left_out(self):
		self.door.is_active = 0
		self.door.save()
		frappe.get_doc("Service Item", self.item).update({"is_active": 0}).save()
		self.assertNotIn(self.door.name, [row["name"] for row in hall.guide()["windows"]])
		self.assertNotIn(self.item, [row["name"] for row in hall.guide()["services"]])

	def test_who_waits_now_is_told_without_a_name(self):
		now = self.at(10)
		self.assertEqual(
			hall._waiting(now)[self.door.name], {"is_open": False, "waiting": 0, "minutes": None}
		)
		self.open(window=self.door.name, minutes=24 * 60)
		taking.take(self.door_kind, "", now)
		told = hall._waiting(now)[self.door.name]
		self.assertEqual((told["is_open"], told["waiting"]), (True, 1))
		self.assertGreater(told["minutes"], 0)


class TestBookingAtTheDoor(AppointmentTestCase):
	def sent(self, **values) -> dict:
		wish = {"key": uuid.uuid4().hex, "item": self.item, "starts_on": f"{self.at(9):%Y-%m-%d %H:%M}"}
		return {**wish, "name": "Li", "phone": PHONE, **values}

	def book(self, **values) -> dict:
		with self.as_user("Guest"):
			return appointments.book(self.sent(**values), self.now)

	def test_visitor_books_sees_and_cancels_by_a_code(self):
		booked = self.book()
		self.assertRegex(booked["code"], r"^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$")
		self.assertEqual(
			(booked["time"], booked["may"], booked["phone"]),
			("09:00", {"cancel": True, "move": True}, "199****4321"),
		)
		found = appointments.find(booked["code"], "203.0.113.7", self.now)
		with self.as_user("Guest"):
			found = appointments.cancel(found, self.now)
		self.assertEqual(appointments.view(found, self.now)["status"], "Cancelled")

	def test_visitor_moves_by_the_code_and_is_told_what_becomes_of_the_place(self):
		booked = self.book()
		with self.as_user("Guest"):
			found = appointments.find(booked["code"], "203.0.113.7", self.now)
			moved = appointments.move(found, f"{self.at(10):%Y-%m-%d %H:%M}", self.now)
		view = appointments.view(moved, self.now)
		self.assertEqual((view["time"], view["status"], view["called_off"]), ("10:00", "Booked", False))
		self.assertEqual(self.free_at_nine(), 1)
		for wrong in ("tomorrow", "<b>", None, ["x"]):
			with self.as_user("Guest"):
				self.assertRefused(booking.AppointmentError, appointments.move, moved, wrong, self.now)

	def test_nothing_is_moved_where_no_appointments_are_given(self):
		booked = self.book()
		found = appointments.find(booked["code"], "203.0.113.7", self.now)
		frappe.db.set_value("Service Window Type", self.door.window_type, "takes_appointments", 0)
		with self.as_user("Guest"):
			moment = f"{self.at(10):%Y-%m-%d %H:%M}"
			self.assertRefused(booking.AppointmentError, appointments.move, found, moment, self.now)

	def test_code_of_web_pages_in_any_field_is_refused(self):
		before = frappe.db.count("Hall Appointment")
		for field in ("key", "item", "starts_on", "name", "phone", "phone_code"):
			with self.subTest(field):
				self.assertRefused(
					frappe.ValidationError, self.book, **{field: "<img src=x onerror=alert(1)>"}
				)
		self.assertEqual(frappe.db.count("Hall Appointment"), before)

	def test_days_show_what_is_free(self):
		before = self.free_at_nine()
		self.book()
		self.assertEqual((before, self.free_at_nine()), (1, 0))

	def free_at_nine(self) -> int:
		day = next(row for row in appointments.days(self.item, self.now) if row["day"] == str(self.day))
		return next(row["free"] for row in day["times"] if row["time"] == "09:00")

	def test_wrong_wishes_store_nothing(self):
		before = frappe.db.count("Hall Appointment")
		wrong = (
			{"key": "1"},
			{"item": "none"},
			{"item": ["a"]},
			{"starts_on": "tomorrow"},
			{"starts_on": "2026-02-30 09:00"},
			{"starts_on": "2020-01-01 09:00"},
			{"name": ""},
			{"name": "<b>Li</b>"},
			{"phone": ""},
			{"phone": "12"},
		)
		for values in wrong:
			with self.subTest(values), self.assertRaises(frappe.ValidationError):
				self.book(**values)
		self.assertEqual(frappe.db.count("Hall Appointment"), before)

	def test_phone_is_verified_where_messages_can_be_sent(self):
		with patch.object(phones, "can_send", return_value=True):
			self.assertRefused(phones.PhoneError, self.book)

	def test_code_of_a_tip_off_is_no_code_of_an_appointment(self):
		code = codes.code_of("f" * 32)
		self.assertRefused(tracking.UnknownCodeError, appointments.find, code, "203.0.113.9", self.now)
