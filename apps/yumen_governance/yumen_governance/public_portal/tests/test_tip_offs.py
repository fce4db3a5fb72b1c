"""Tip-offs: taken in once, by everybody, from nobody who handles them."""

import uuid
from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.events.intake.taking_in import IntakeError, KeyConflictError
from yumen_governance.events.tests.test_routing import make_rule
from yumen_governance.public_portal import codes, limits, phones, telling, tip_offs
from yumen_governance.public_portal.places import PlaceError
from yumen_governance.public_portal.tests.case import EVENT, PHONE, TIP_OFF, PortalTestCase
from yumen_governance.registry.sealing.blind_index import blind
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.seed.portal import ACCOUNT
from yumen_governance.tests.factories import make_unit
from yumen_governance.tests.outbox import make_channel
from yumen_governance.time_limits.outbox.expanding import expand_due
from yumen_governance.time_limits.outbox.messages import Writer

WRONG = (tip_offs.TipOffError, PlaceError, phones.PhoneError)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


class TestTipOff(PortalTestCase):
	def test_tip_off_becomes_an_event_at_the_centre(self):
		receipt = self.tip_off()
		event = frappe.get_doc(EVENT, receipt.event)
		self.assertEqual((event.stage, event.source, event.owner), ("Triage", "Public Tip-off", ACCOUNT))
		self.assertEqual((event.grid, event.title), (self.community, "The lamp before number 5 is br…"))

	def test_same_report_again_gets_the_same_receipt(self):
		report = self.sent()
		with self.as_user("Guest"):
			first, second = (tip_offs.take_in(report, [], now_datetime()) for _number in range(2))
		self.assertEqual(first, second)
		self.assertEqual(frappe.db.count(TIP_OFF, {"event": first.event}), 1)

	def test_other_report_under_the_same_key_is_refused(self):
		report = self.sent()
		self.tip_off(**report)
		self.assertRefused(KeyConflictError, self.tip_off, **{**report, "text": "Something else"})

	def test_code_is_long_and_stored_as_a_digest_alone(self):
		receipt = self.tip_off()
		self.assertRegex(receipt.code, r"^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$")
		stored = frappe.as_json(frappe.get_doc(TIP_OFF, self.found(receipt).name).as_dict())
		self.assertNotIn(receipt.code, stored)
		self.assertNotIn(receipt.code.replace("-", ""), stored)

	def test_code_has_more_than_64_bits_and_follows_from_nothing_but_the_sites_secret_and_the_key(self):
		self.assertGreaterEqual(codes.LETTERS * codes.BITS_A_LETTER, 64)
		self.assertEqual(len(codes.ALPHABET), 2**codes.BITS_A_LETTER)
		made = [codes.code_of(uuid.uuid4().hex).replace("-", "") for _number in range(2000)]
		for place in range(codes.LETTERS):
			self.assertEqual({code[place] for code in made}, set(codes.ALPHABET), place)
		code = codes.code_of("a" * 32)
		with patch.object(codes, "get_encryption_key", return_value="another site's"):
			self.assertNotEqual(codes.code_of("a" * 32), code)

	def test_code_is_found_however_it_is_typed(self):
		self.assertEqual(codes.index_of("0123-4567-89AB-CDEF"), codes.index_of(" oI23 4567 89ab cdef"))
		self.assertIsNone(codes.index_of("0123-4567"))
		self.assertNotEqual(codes.code_of("a" * 32), codes.code_of("b" * 32))

	def test_bad_input_stores_nothing(self):
		wrong = (
			{"key": "1"},
			{"text": "x"},
			{"text": "x" * 2001},
			{"category": "0605"},
			{"category": {"name": "0401"}},
			{"text": ["x" * 10]},
			{"grid": "no such grid"},
			{"about_unit": "no such unit"},
			{"phone": "12"},
			{"longitude": 2.35, "latitude": 48.85},
			{"longitude": "x", "latitude": None},
		)
		before = frappe.db.count(EVENT), frappe.db.count(TIP_OFF)
		for values in wrong:
			with self.subTest(values=values), self.assertRaises(WRONG):
				self.tip_off(**values)
		self.assertEqual((frappe.db.count(EVENT), frappe.db.count(TIP_OFF)), before)

	def test_closed_portal_takes_in_nothing(self):
		frappe.db.set_single_value("Public Portal Settings", "is_open", 0)
		frappe.clear_document_cache("Public Portal Settings", "Public Portal Settings")
		self.addCleanup(frappe.clear_document_cache, "Public Portal Settings", "Public Portal Settings")
		self.assertRefused(tip_offs.TipOffError, self.tip_off)

	def test_pictures_come_along_and_others_are_refused(self):
		receipt = self.tip_off(pictures=[{"file_name": "lamp.png", "content": PNG}])
		files = frappe.get_all("File", {"attached_to_name": receipt.event}, ["is_private", "owner"])
		self.assertEqual([(row.is_private, row.owner) for row in files], [(1, ACCOUNT)])
		for name, content in (("a.heic", PNG), ("a.svg", b"<svg/>"), ("a.png", b"MZ\x90\0 a program")):
			self.assertRefused(IntakeError, self.tip_off, pictures=[{"file_name": name, "content": content}])


class TestSender(PortalTestCase):
	def test_handlers_never_see_who_reported(self):
		receipt = self.tip_off(name="Li Invented", phone=PHONE)
		event = frappe.get_doc(EVENT, receipt.event)
		self.assertFalse(event.reporter_name or event.reporter_phone or event.sealed)
		tip_off = self.found(receipt)
		self.assertEqual((tip_off.reporter_name, tip_off.reporter_phone), ("****", "199****4321"))
		for user in (self.dispatcher, self.leader, self.handler, self.clerk):
			self.assertFalse(frappe.has_permission(TIP_OFF, "read", tip_off.name, user=user))

	def test_sender_may_let_handlers_know(self):
		event = frappe.get_doc(EVENT, self.tip_off(name="Li", phone=PHONE, may_be_named=True).event)
		self.assertEqual((event.reporter_name, event.reporter_phone), ("Li", "199****4321"))

	def test_unit_complained_about_gets_neither_sender_nor_complaint(self):
		unit = make_unit(self.handler).name
		receipt = self.tip_off(name="Li", phone=PHONE, may_be_named=True, about_unit=unit)
		event = frappe.get_doc(EVENT, receipt.event)
		self.assertFalse(event.reporter_name or event.reporter_phone)
		event = self.act(self.dispatcher, event, "Accept")
		order = {"lead_unit": unit, "dispatch_opinion": "Please handle"}
		self.assertRefused(
			telling.ComplainedAboutError, self.act, self.dispatcher, event, "Dispatch", **order
		)

	def test_complaint_is_neither_assisted_by_that_unit_nor_merged_into_what_it_handles(self):
		unit = make_unit(self.handler).name
		complaint = self.tip_off(about_unit=unit, text="The clerks are rude")
		event = self.act(self.dispatcher, frappe.get_doc(EVENT, complaint.event), "Accept")
		order = {"lead_grid": self.community, "dispatch_opinion": "Please handle"}
		order["assisting_units"] = [{"unit": unit}]
		about = telling.ComplainedAboutError
		self.assertRefused(about, self.act, self.dispatcher, event, "Dispatch", **order)
		theirs = self.act(self.dispatcher, frappe.get_doc(EVENT, self.tip_off().event), "Accept")
		self.act(self.dispatcher, theirs, "Dispatch", lead_unit=unit, dispatch_opinion="Please handle")
		event.reload()
		self.assertRefused(about, self.act, self.dispatcher, event, "Merge", merged_into=theirs.name)

	def test_unit_gets_nothing_into_which_a_complaint_about_it_was_merged(self):
		unit = make_unit(self.handler).name
		complaint, other = self.tip_off(about_unit=unit, text="The clerks are rude"), self.tip_off()
		event = frappe.get_doc(EVENT, complaint.event)
		self.act(self.dispatcher, event, "Merge", merged_into=other.event)
		event = self.act(self.dispatcher, frappe.get_doc(EVENT, other.event), "Accept")
		order = {"lead_unit": unit, "dispatch_opinion": "Please handle"}
		about = telling.ComplainedAboutError
		self.assertRefused(about, self.act, self.dispatcher, event, "Dispatch", **order)

	def test_no_rule_hands_a_complaint_to_the_unit_that_it_is_about(self):
		unit = make_unit(self.handler).name
		make_rule(category=self.category, lead_unit=unit, dispatches_at_once=1)
		at_once, about = self.tip_off(), self.tip_off(about_unit=unit, text="The clerks are rude")
		stages = [frappe.db.get_value(EVENT, each.event, "stage") for each in (at_once, about)]
		self.assertEqual(stages, ["Assigned", "Triage"])

	def test_sender_is_told_by_text_message(self):
		receipt = self.tip_off(phone=PHONE)
		self.settled(receipt)
		told = frappe.get_all("Outgoing Notice", {"reference_name": receipt.event}, pluck="notice_key")
		self.assertIn(f"report_received:{receipt.event}", told)
		self.assertIn(f"report_resolved:{receipt.event}:0", told)


class TestPhone(PortalTestCase):
	def sent_code(self) -> str:
		"""The code of the only message that is to go out, which only its envelope tells."""
		(row,) = frappe.get_all("Outgoing Notice", {"event_type": "Phone Code"}, "*")
		code = unseal("Outgoing Notice", row.name, row.pop("sealed"))["code"]
		stored = frappe.as_json(row)
		self.assertNotIn(code, stored.replace(row.name, "").replace(row.notice_key, ""))
		self.assertNotIn(PHONE, stored)
		return code

	def test_code_stands_nowhere_in_plain(self):
		with patch.object(phones.secrets, "randbelow", return_value=271828):
			phones.send_code(PHONE)
		self.assertEqual(self.sent_code(), "271828")
		kept = frappe.cache.get_value(phones._key(blind("phone", PHONE)), expires=True)
		self.assertNotIn("271828", frappe.as_json(kept))

	def test_message_tells_the_code(self):
		with patch.dict(frappe.conf, messages_to_file=1):
			channel = make_channel("File")
		phones.send_code(PHONE)
		code = self.sent_code()
		expand_due(now_datetime())
		filters = {"event_type": "Phone Code", "channel": channel.name}
		(row,) = frappe.get_all("Message Delivery", filters, ["name", "notice", "address", "receiver"])
		message = Writer(channel, [row]).message(row)
		self.assertIn(code, message.text)
		self.assertNotIn(code, frappe.as_json(row).replace(row.name, "").replace(row.notice, ""))

	def test_office_begins_with_the_promised_limits(self):
		seeded = frappe.get_doc("Public Portal Settings")
		promised = {"tip_offs_per_phone": 20, "tip_offs_per_address": 60, "wrong_codes": 10}
		self.assertEqual({name: seeded.get(name) for name in promised}, promised)
		self.assertEqual(limits.tip_offs_per_address(), 60)

	def test_phone_sends_so_many_a_day(self):
		frappe.db.set_single_value("Public Portal Settings", "tip_offs_per_phone", 2)
		frappe.clear_document_cache("Public Portal Settings", "Public Portal Settings")
		self.addCleanup(frappe.clear_document_cache, "Public Portal Settings", "Public Portal Settings")
		for _number in range(2):
			self.tip_off(phone=PHONE)
		self.assertRefused(limits.TooManyError, self.tip_off, phone=PHONE)
		self.tip_off(phone="19900004322")
		self.tip_off()
		self.tip_off(phone=PHONE, now=now_datetime() + timedelta(days=1, minutes=1))

	def test_phone_is_verified_where_messages_can_be_sent(self):
		with patch.dict(frappe.conf, messages_to_file=1):
			make_channel("File")
		phones.send_code(PHONE)
		code = self.sent_code()
		self.assertRefused(phones.PhoneError, self.tip_off, phone=PHONE, phone_code="")
		self.assertRefused(
			phones.PhoneError, self.tip_off, phone=PHONE, phone_code=str(int(code) ^ 1).zfill(6)
		)
		receipt = self.tip_off(phone=PHONE, phone_code=code)
		self.assertTrue(self.found(receipt).phone_verified)
		self.assertRefused(phones.PhoneError, self.tip_off, phone=PHONE, phone_code=code)

	def test_code_ends_after_wrong_tries(self):
		phones.send_code(PHONE)
		code = self.sent_code()
		for _number in range(phones.MOST_TRIES):
			self.assertRefused(phones.PhoneError, phones.check_code, PHONE, "x")
		self.assertRefused(phones.PhoneError, phones.check_code, PHONE, code)

	def test_phone_gets_so_many_codes_an_hour(self):
		for _number in range(5):
			phones.send_code(PHONE)
		self.assertRefused(limits.TooManyError, phones.send_code, PHONE)
