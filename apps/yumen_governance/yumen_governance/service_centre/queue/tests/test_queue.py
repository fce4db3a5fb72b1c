"""The queue: numbers, whose turn it is, what windows do with tickets, and what they may not."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.grid_management.code_written import WrittenByActionsOnlyError
from yumen_governance.service_centre.queue import days, rating, serving, shifts, tasks
from yumen_governance.service_centre.queue.life import DEEDS, SHIFT, TICKET, refusal_of
from yumen_governance.service_centre.queue.serving import DeskMovedOnError, TicketError
from yumen_governance.service_centre.queue.shifts import NotOnDutyError, ShiftError, WindowTakenError
from yumen_governance.service_centre.queue.taking import TakingError
from yumen_governance.service_centre.queue.tests.case import HallTestCase, make_kind
from yumen_governance.tests.factories import actor, make_item, make_request
from yumen_governance.tests.jobs import one_transaction


class TestTaking(HallTestCase):
	def test_numbers_run_from_one_for_each_kind_and_day(self):
		letter = frappe.db.get_value("Ticket Kind", self.kind, "letter")
		tickets = [self.take(), self.take(), self.take(24 * 60)]
		self.assertEqual(
			[ticket.shown_number for ticket in tickets], [f"{letter}{n}" for n in ("001", "002", "001")]
		)
		self.assertEqual(self.take(kind=self.far_kind).number, 1)
		self.assertEqual(tickets[0].name, f"{self.now:%Y%m%d}-{letter}001")

	def test_refused_ticket_gives_its_number_back(self):
		first = self.take()
		frappe.db.savepoint("taking")
		self.take()
		frappe.db.rollback(save_point="taking")
		self.assertEqual(self.take().number, first.number + 1)

	def test_ticket_holds_nothing_about_a_person(self):
		fields = {field.fieldname for field in frappe.get_meta(TICKET).fields}
		self.assertFalse(fields & {"visitor_name", "id_number", "phone", "resident", "address"})

	def test_unknown_kind_or_priority_is_refused(self):
		unused = make_kind(self.here, is_active=0).name
		for kind, priority in (("nothing", ""), (unused, ""), (self.kind, "Rich")):
			self.assertRefused(TakingError, self.take, kind=kind, priority=priority)

	def test_letters_that_look_like_digits_are_refused(self):
		for letter in ("O", "I", "AI", "1", "ABC", "甲"):
			self.assertRefused(frappe.ValidationError, make_kind, letter=letter)


class TestTurn(HallTestCase):
	def setUp(self):
		super().setUp()
		self.open()

	def test_first_come_is_called_first_and_only_at_windows_of_the_kind(self):
		self.take(kind=self.far_kind)
		first, second = self.take(1), self.take(2)
		self.assertEqual([self.next(3), self.next(4), self.next(5)], [first.name, second.name, None])
		self.assertEqual(self.status(second), "Done")

	def test_priority_goes_before_those_who_came_less_than_the_head_start_earlier(self):
		long_before, shortly_before = self.take(0), self.take(15)
		elderly = self.take(25, priority="Elderly")
		turns = [self.next(30), self.next(31), self.next(32)]
		self.assertEqual(turns, [long_before.name, elderly.name, shortly_before.name])

	def test_head_start_is_a_setting(self):
		self.set_head_start(0)
		first, soldier = self.take(0), self.take(1, priority="Soldier")
		self.assertEqual([self.next(2), self.next(3)], [first.name, soldier.name])
		self.set_head_start(1440)
		self.take(10)
		pregnant = self.take(200, priority="Pregnant")
		self.assertEqual(self.next(210), pregnant.name)

	def set_head_start(self, minutes):
		settings = frappe.get_doc("Hall Settings")
		settings.update({"priority_head_start": minutes}).save()
		self.addCleanup(frappe.clear_document_cache, "Hall Settings", "Hall Settings")

	def test_missed_number_comes_back_some_places_later(self):
		missed = self.take(0)
		others = [self.take(minute) for minute in range(1, 6)]
		serving.call_next(self.clerk, self.later(6))
		serving.miss(self.clerk, missed.name, self.later(7))
		serving.put_back(self.clerk, missed.name, self.later(8))
		turns = [self.next(10 + turn) for turn in range(6)]
		self.assertEqual(turns, [row.name for row in (*others[:3], missed, *others[3:])])

	def test_number_called_by_mistake_keeps_its_place(self):
		first, second = self.take(0), self.take(1)
		called = serving.call_next(self.clerk, self.later(2))
		serving.put_back(self.clerk, called.name, self.later(3))
		self.assertEqual([self.next(4), self.next(5)], [first.name, second.name])

	def test_handed_over_number_keeps_its_place_at_the_other_window(self):
		self.open(self.other, self.beside)
		first, second = self.take(0), self.take(1)
		self.assertEqual(self.next(2), first.name)
		serving.transfer(self.clerk, first.name, self.beside, self.later(3))
		self.assertEqual(self.status(first), "Transferred")
		self.assertEqual(self.next(4), second.name)
		self.assertEqual(self.next(5, self.other), first.name)
		self.assertEqual(self.value(first, "transferred_from"), self.here)

	def test_call_next_ends_the_visit_and_leaves_the_window_free_when_nobody_waits(self):
		first = self.take()
		self.next(1)
		self.assertIsNone(self.next(9))
		self.assertEqual(self.status(first), "Done")
		self.assertIsNone(frappe.db.get_value(SHIFT, {"open_window": self.here}, "ticket"))


class TestDeeds(HallTestCase):
	def setUp(self):
		super().setUp()
		self.open()

	def called(self, minutes=0):
		ticket = self.take(minutes)
		serving.call_next(self.clerk, self.later(minutes + 1))
		return ticket

	def test_recall_counts_and_keeps_the_first_call_for_the_figures(self):
		ticket = self.called()
		serving.recall(self.clerk, ticket.name, self.later(4))
		row = frappe.get_doc(TICKET, ticket.name)
		self.assertEqual(
			(row.call_count, row.called_on, row.last_called_on), (2, self.later(1), self.later(4))
		)

	def test_next_is_refused_while_a_call_is_open(self):
		ticket = self.called()
		self.take(2)
		message = self.assertRefused(TicketError, serving.call_next, self.clerk, self.later(3))
		self.assertIn(ticket.shown_number, message)
		self.assertEqual(self.status(ticket), "Called Up")

	def test_second_tab_that_saw_another_number_is_told_and_changes_nothing(self):
		first, second = self.take(0), self.take(1)
		self.next(2)
		self.assertEqual(self.next(3, expected=first.name), second.name)
		for call in (
			lambda: serving.call_next(self.clerk, self.later(4), first.name),
			lambda: serving.call_next(self.clerk, self.later(4), ""),
			lambda: serving.finish(self.clerk, first.name, self.later(4)),
			lambda: serving.transfer(self.clerk, first.name, self.beside, self.later(4)),
		):
			self.open(self.other, self.beside)
			self.assertRefused(DeskMovedOnError, call)
		self.assertEqual(self.status(second), "Serving")

	def test_number_at_another_window_is_not_moved_from_here(self):
		ticket = self.called()
		self.open(self.other, self.beside)
		for deed in (
			serving.recall,
			serving.serve,
			serving.finish,
			serving.miss,
			serving.put_back,
			serving.leave,
		):
			self.assertRefused(DeskMovedOnError, deed, self.other, ticket.name, self.later(3))

	def test_what_a_state_does_not_allow_is_refused_with_the_reason(self):
		ticket = self.called()
		serving.serve(self.clerk, ticket.name, self.later(2))
		for deed in (serving.recall, serving.serve, serving.miss, serving.put_back, serving.leave):
			self.assertRefused(TicketError, deed, self.clerk, ticket.name, self.later(3))
		serving.finish(self.clerk, ticket.name, self.later(4))
		for deed in (serving.put_back, serving.leave):
			self.assertRefused(TicketError, deed, self.clerk, ticket.name, self.later(5))

	def test_every_state_that_refuses_a_deed_says_why(self):
		states = frappe.get_meta(TICKET).get_field("status").options.split("\n")
		for deed, rule in DEEDS.items():
			for state in states:
				self.assertEqual(refusal_of(deed, state) is None, state in rule.begins, (deed, state))

	def test_whoever_waits_or_missed_the_call_may_leave(self):
		waiting, missed = self.take(0), self.take(1)
		serving.leave(self.clerk, waiting.name, self.later(2))
		serving.call_next(self.clerk, self.later(3))
		serving.miss(self.clerk, missed.name, self.later(4))
		serving.leave(self.clerk, missed.name, self.later(5))
		self.assertEqual((self.status(waiting), self.status(missed)), ("Gone", "Gone"))

	def test_number_is_handed_over_to_an_open_window_only(self):
		ticket = self.called()
		for window in (self.far, self.here, "W99"):
			self.assertRefused(TicketError, serving.transfer, self.clerk, ticket.name, window, self.later(3))
		self.assertEqual(self.status(ticket), "Called Up")

	def test_nobody_writes_a_ticket_past_its_deeds(self):
		ticket = self.called()
		doc = frappe.get_doc(TICKET, ticket.name)
		doc.status = "Done"
		self.assertRefused(WrittenByActionsOnlyError, doc.save)
		self.assertRefused(WrittenByActionsOnlyError, frappe.delete_doc, TICKET, ticket.name)
		new = {
			"doctype": TICKET,
			"ticket_kind": self.kind,
			"number": 9,
			"shown_number": "X009",
			"day": "2026-01-01",
		}
		new |= {"taken_on": self.now}
		self.assertRefused(WrittenByActionsOnlyError, frappe.get_doc(new).insert)


class TestShifts(HallTestCase):
	def test_only_staff_keep_a_window(self):
		self.assertRefused(frappe.PermissionError, self.open, actor("handler"))
		self.assertRefused(frappe.PermissionError, self.open, self.clerk, self.beside)

	def test_window_is_kept_by_one_person_until_another_takes_over_with_the_number(self):
		self.open()
		ticket = self.take()
		self.next(1)
		self.assertRefused(WindowTakenError, self.open, self.other)
		self.open(self.other, minutes=2, take_over=True)
		self.assertRefused(NotOnDutyError, serving.call_next, self.clerk, self.later(3))
		serving.finish(self.other, ticket.name, self.later(4))
		self.assertEqual(self.status(ticket), "Done")

	def test_opening_twice_is_one_shift(self):
		self.assertEqual(self.open().name, self.open(minutes=5).name)

	def test_one_person_keeps_one_window_at_a_time(self):
		self.open(self.other, self.beside)
		self.open(self.other, self.here, minutes=1)
		self.assertEqual(shifts.keepers(getdate(self.now)).keys() & {self.here, self.beside}, {self.here})
		self.take()
		self.next(2, self.other)
		self.assertRefused(ShiftError, self.open, self.other, self.beside)

	def test_neither_break_nor_end_while_a_number_is_at_the_window(self):
		shift = self.open()
		ticket = self.take()
		self.next(1)
		shift.reload()
		self.assertRefused(ShiftError, shifts.pause, shift, self.later(2), True)
		self.assertIn(ticket.shown_number, self.assertRefused(ShiftError, shifts.close, shift, self.later(2)))

	def test_break_is_measured_and_calls_nobody(self):
		shift = self.open()
		self.take()
		shifts.pause(shift, self.later(1), True)
		shifts.pause(shift, self.later(2), True)
		self.assertRefused(NotOnDutyError, serving.call_next, self.clerk, self.later(3))
		shifts.pause(shift, self.later(11), False)
		self.assertEqual((shift.break_minutes, shift.status), (10, "On Duty"))
		self.assertTrue(self.next(12))

	def test_without_an_open_window_nothing_is_called(self):
		self.take()
		self.assertRefused(NotOnDutyError, serving.call_next, self.clerk, self.later(1))


class TestEndOfDay(HallTestCase):
	def setUp(self):
		super().setUp()
		self.open()
		self.missed, self.served, self.waiting = self.take(0), self.take(1), self.take(2)
		serving.miss(self.clerk, serving.call_next(self.clerk, self.later(3)).name, self.later(4))
		self.next(5)
		self.tomorrow = add_days(getdate(self.now), 1)

	def standing(self):
		names = (self.waiting.name, self.missed.name, self.served.name)
		rows = {name: (self.status(name), self.value(name, "done_on")) for name in names}
		return rows, frappe.get_all(
			SHIFT, {"service_window": self.here}, ["status", "closed_on", "open_window"]
		)

	def test_nobody_waits_beyond_midnight_and_twice_is_as_once(self):
		self.assertEqual(days.end_before(getdate(self.now)), 0)
		self.assertTrue(days.end_before(self.tomorrow))
		rows, kept = once = self.standing()
		states = [rows[ticket.name][0] for ticket in (self.missed, self.served, self.waiting)]
		self.assertEqual(states, ["Gone", "Done", "Gone"])
		self.assertEqual((kept[0].status, kept[0].open_window), ("Off Duty", None))
		self.assertEqual(str(kept[0].closed_on), f"{getdate(self.now)} 23:59:59")
		self.assertEqual(days.end_before(self.tomorrow), 0)
		self.assertEqual(self.standing(), once)

	def test_visit_that_nobody_ended_has_no_length(self):
		days.end_before(self.tomorrow)
		self.assertIsNone(self.value(self.served, "served_on"))

	def test_window_opens_in_the_morning_though_the_job_did_not_run(self):
		shift = self.open(self.other, minutes=24 * 60)
		self.assertEqual(shift.day, self.tomorrow)
		self.assertEqual(self.status(self.waiting), "Gone")
		self.assertIsNone(shift.ticket)

	def test_shift_of_yesterday_calls_nobody(self):
		self.assertRefused(NotOnDutyError, serving.finish, self.clerk, self.served.name, self.later(24 * 60))

	def test_the_job_leaves_today_alone(self):
		before = self.standing()
		with one_transaction():
			tasks.end_hall_days()
		self.assertEqual(self.standing(), before)


class TestRequest(HallTestCase):
	def setUp(self):
		super().setUp()
		self.open()
		self.ticket = self.take()
		serving.call_next(self.clerk, self.later(1))

	def register(self):
		window = frappe.get_doc("Service Window", self.here)
		item = make_item(window.window_type)
		with self.as_user(self.clerk):
			return make_request(window, item, ticket=self.ticket.name)

	def test_registering_a_request_links_the_number_and_begins_the_visit(self):
		request = self.register()
		serving.note_request(request)
		self.assertEqual(self.value(self.ticket, "request"), request.name)
		self.assertEqual(self.status(self.ticket), "Serving")
		self.assertTrue(self.value(self.ticket, "served_on"))

	def test_first_request_of_a_number_stays(self):
		first = self.register()
		serving.note_request(first)
		serving.note_request(self.register())
		self.assertEqual(self.value(self.ticket, "request"), first.name)

	def test_number_goes_along_with_its_request(self):
		request = self.register()
		serving.note_request(request)
		self.open(self.other, self.beside)
		serving.follow_request("nothing", self.beside, self.clerk, self.later(3))
		serving.follow_request(request.name, self.far, self.clerk, self.later(3))
		self.assertEqual(self.status(self.ticket), "Serving")
		serving.follow_request(request.name, self.beside, self.clerk, self.later(4))
		self.assertEqual(
			(self.status(self.ticket), self.next(5, self.other)), ("Transferred", self.ticket.name)
		)

	def test_what_is_given_at_the_window_reaches_the_request(self):
		request = self.register()
		serving.note_request(request)
		rating.rate(self.here, self.ticket.name, "Satisfied", self.later(3))
		self.assertEqual(frappe.db.get_value("Service Request", request.name, "satisfaction"), "Satisfied")
