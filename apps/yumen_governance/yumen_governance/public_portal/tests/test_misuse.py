"""Misuse of the public's door: guessing, prying and code in words come to nothing, and nothing of it is kept."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.api import portal as door
from yumen_governance.public_portal import answers, appointments, guesses, limits, tip_offs, tracking
from yumen_governance.public_portal.plain_words import has_markup
from yumen_governance.public_portal.tests.case import ADDRESS, EVENT, PHONE, TIP_OFF, PortalTestCase
from yumen_governance.registry import reveal
from yumen_governance.registry.sensitive_access import LOG
from yumen_governance.tests.factories import actor, make_unit

WRONG = "0000-0000-0000-0000"
MARKUP = (
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"a <b>c",
	"<!-- x",
	"</p>",
	"< svg onload=1>",
)


class TestGuesses(PortalTestCase):
	def guess(self, times: int, address: str = ADDRESS, now=None) -> None:
		for _number in range(times):
			guesses.note(address, now or now_datetime())

	def is_locked(self, address: str = ADDRESS, now=None) -> bool:
		try:
			guesses.check(address, now or now_datetime())
		except limits.TooManyError:
			return True
		return False

	def test_lock_outlives_a_lost_cache(self):
		self.guess(10)
		frappe.cache.flushall()
		self.assertTrue(self.is_locked())
		self.assertFalse(self.is_locked("203.0.113.8"))

	def test_lock_ends_after_its_minutes_and_counting_begins_anew(self):
		now = now_datetime()
		self.guess(10, now=now)
		self.assertTrue(self.is_locked(now=now + timedelta(minutes=59)))
		self.assertFalse(self.is_locked(now=now + timedelta(minutes=61)))
		self.guess(1, now=now + timedelta(minutes=61))
		self.assertFalse(self.is_locked(now=now + timedelta(minutes=62)))

	def test_guesses_over_a_long_time_are_no_lock(self):
		now = now_datetime()
		for number in range(20):
			self.guess(1, now=now + timedelta(minutes=8 * number))
		self.assertFalse(self.is_locked(now=now + timedelta(minutes=8 * 20)))

	def test_whole_network_of_one_visitor_is_locked(self):
		for number in range(10):
			self.guess(1, f"2001:db8:7:7::{number + 1:x}")
		self.assertTrue(self.is_locked("2001:db8:7:7::ffff"))
		self.assertFalse(self.is_locked("2001:db8:7:8::1"))

	def test_addresses_are_not_stored(self):
		self.guess(1)
		stored = frappe.as_json(frappe.db.sql(f"select * from `{guesses.TABLE}`", as_dict=True))
		self.assertNotIn(ADDRESS, stored)

	def test_old_counts_are_forgotten(self):
		self.guess(1, now=now_datetime() - timedelta(days=3))
		self.assertGreaterEqual(guesses.forget(now_datetime() - timedelta(days=1)), 1)

	def test_wrong_code_is_answered_so_that_its_count_stays(self):
		frappe.local.response = frappe._dict(docs=[])
		self.addCleanup(setattr, frappe.local, "response", frappe._dict(docs=[]))
		with patch.object(frappe.local, "request_ip", ADDRESS):
			self.assertEqual(door._answered(WRONG, lambda found: None), {})
		self.assertEqual(frappe.local.response.http_status_code, 404)
		counted = frappe.db.sql(
			f"select guesses from `{guesses.TABLE}` where address = %s", guesses._index(ADDRESS)
		)
		self.assertEqual(counted, ((1,),))


class TestPrying(PortalTestCase):
	def wish(self, receipt, purpose: str = "应急联络", note: str = "公安机关要求核实") -> reveal.Wish:
		return reveal.Wish(TIP_OFF, self.found(receipt).name, "reporter_phone", purpose, note)

	def told(self, user: str, wish: reveal.Wish) -> reveal.Answer:
		with self.as_user(user):
			answering = reveal.tell if reveal.has_permission(wish) else reveal.refuse
			return answering(wish, user, now_datetime())

	def logged(self, user: str) -> list:
		fields = ["action", "outcome", "purpose", "reference_name"]
		return frappe.get_all(LOG, {"user": user}, fields, order_by="logged_on")

	def test_sender_is_revealed_for_a_purpose_and_written_down_first(self):
		receipt, officer = self.tip_off(name="Li", phone=PHONE), actor("privacy_officer")
		before = len(self.logged(officer))
		self.assertEqual(self.told(officer, self.wish(receipt)).value, PHONE)
		row = self.logged(officer)[before]
		self.assertEqual((row.action, row.outcome, row.purpose), ("Reveal", "Allowed", "应急联络"))

	def test_without_purpose_or_note_nothing_is_told(self):
		receipt, officer = self.tip_off(phone=PHONE), actor("privacy_officer")
		for purpose, note in (("", "why"), ("应急联络", ""), ("事件办理", "why")):
			answer = self.told(officer, self.wish(receipt, purpose, note))
			self.assertTrue(answer.refusal)
			self.assertFalse(answer.value)

	def test_nobody_who_handles_or_supervises_is_told(self):
		receipt = self.tip_off(phone=PHONE)
		people = (
			self.dispatcher,
			self.leader,
			self.handler,
			self.clerk,
			actor("administrator"),
			actor("auditor"),
		)
		for user in people:
			with self.subTest(user):
				answer = self.told(user, self.wish(receipt))
				self.assertTrue(answer.refusal)
				self.assertEqual(self.logged(user)[-1].outcome, "Refused")

	def test_officer_of_the_unit_complained_about_never_sees_the_record(self):
		officer = actor("privacy_officer")
		unit = make_unit(officer).name
		receipt = self.tip_off(phone=PHONE, about_unit=unit)
		self.assertTrue(self.told(officer, self.wish(receipt)).refusal)
		with self.as_user(officer):
			self.assertFalse(frappe.get_list(TIP_OFF, {"event": receipt.event}))

	def test_officer_who_handles_the_matter_never_sees_the_record(self):
		officer = actor("privacy_officer")
		receipt, other = self.tip_off(phone=PHONE), self.tip_off(phone=PHONE, text="Another matter of mine")
		unit = make_unit(officer).name
		event = self.act(self.dispatcher, frappe.get_doc(EVENT, receipt.event), "Accept")
		self.act(self.dispatcher, event, "Dispatch", lead_unit=unit, dispatch_opinion="Please handle")
		self.assertTrue(self.told(officer, self.wish(receipt)).refusal)
		self.assertEqual(self.told(officer, self.wish(other)).value, PHONE)


class TestWords(PortalTestCase):
	def test_code_of_web_pages_is_known(self):
		for text in MARKUP:
			self.assertTrue(has_markup(text), text)
		for text in ("3 < 5", "a<3", "我<3天没有水>", "", None, 5):
			self.assertFalse(has_markup(text), text)

	def test_code_in_any_field_of_a_tip_off_is_refused(self):
		before = frappe.db.count(EVENT), frappe.db.count(TIP_OFF)
		for field in (
			"text",
			"address",
			"name",
			"category",
			"grid",
			"about_unit",
			"key",
			"phone",
			"phone_code",
		):
			with self.subTest(field):
				values = {"phone": PHONE, field: f"broken {MARKUP[0]}"}
				self.assertRefused(tip_offs.TipOffError, self.tip_off, **values)
		self.assertEqual((frappe.db.count(EVENT), frappe.db.count(TIP_OFF)), before)

	def test_code_in_answers_is_refused(self):
		receipt = self.tip_off()
		now, found = now_datetime(), self.found(receipt)
		self.assertRefused(answers.AnswerError, answers.add, found, MARKUP[1], [], now)
		self.settled(receipt)
		self.assertRefused(answers.AnswerError, answers.rate, found, "Dissatisfied", MARKUP[1], now)
		self.rated(receipt, "Dissatisfied", "Still dark")
		self.settled(receipt)
		self.rated(receipt, "Dissatisfied", "Dark again")
		self.assertRefused(answers.AnswerError, answers.appeal, self.found(receipt), MARKUP[1], now)


class TestStates(PortalTestCase):
	def refused(self, deed, *args) -> None:
		self.assertRefused(answers.AnswerError, deed, *args, now_datetime())

	def test_each_answer_has_its_time(self):
		receipt = self.tip_off()
		self.refused(answers.rate, self.found(receipt), "Satisfied", "")
		self.refused(answers.appeal, self.found(receipt), "Nobody came")
		event = self.settled(receipt)
		self.refused(answers.appeal, self.found(receipt), "Nobody came")
		self.rated(receipt, "Satisfied")
		self.refused(answers.rate, self.found(receipt), "Dissatisfied", "Changed my mind")
		self.refused(answers.appeal, self.found(receipt), "Changed my mind")
		event = frappe.get_doc(EVENT, event.name)
		event.db_set({"stage": "Closed"})
		self.refused(answers.add, self.found(receipt), "One more thing", [])

	def test_refused_answer_stores_nothing(self):
		receipt = self.tip_off()
		before = self.traces(receipt)
		self.refused(answers.rate, self.found(receipt), "Satisfied", "")
		self.refused(answers.appeal, self.found(receipt), "Nobody came")
		wrong = [{"file_name": "a.svg", "content": b"<svg/>"}]
		self.refused(answers.add, self.found(receipt), "Look", wrong)
		self.assertEqual(self.traces(receipt), before)

	def traces(self, receipt) -> tuple:
		about = {"reference_name": receipt.event}
		return (
			frappe.db.count(EVENT),
			frappe.db.count("Timeline Entry", about),
			frappe.db.count("Outgoing Notice", about),
			frappe.db.count("File", {"attached_to_name": receipt.event}),
			frappe.as_json(self.found(receipt).as_dict()),
		)

	def test_every_deed_by_a_wrong_code_counts_as_a_guess(self):
		now, address = now_datetime(), "203.0.113.77"
		for number in range(10):
			finding = (tracking.find, appointments.find)[number % 2]
			self.assertRefused(tracking.UnknownCodeError, finding, WRONG, address, now)
		for finding in (tracking.find, appointments.find):
			self.assertRefused(limits.TooManyError, finding, self.tip_off().code, address, now)

	def test_unknown_code_does_nothing(self):
		for deed in ("", "x", WRONG, "🙂" * 16):
			self.assertRefused(
				tracking.UnknownCodeError, tracking.find, deed, f"203.0.113.{len(deed)}", now_datetime()
			)
