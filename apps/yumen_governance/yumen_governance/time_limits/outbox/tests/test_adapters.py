"""Channels that lead out of the house, against a real server on this machine."""

import base64
import hashlib
import hmac
import socket
from datetime import datetime
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.api import notifications as api
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_user
from yumen_governance.tests.outbox import make_channel, make_many_users, make_notice
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.outbox.adapters import Refused, Unreachable, adapter_of, http
from yumen_governance.time_limits.outbox.delivering import deliver_due
from yumen_governance.time_limits.outbox.expanding import expand_due
from yumen_governance.time_limits.outbox.messages import Message
from yumen_governance.time_limits.outbox.replaying import TestFailedError
from yumen_governance.time_limits.outbox.rows import insert, stamped
from yumen_governance.time_limits.outbox.tests.gateway import Gateway

MESSAGE = Message("id-1", "主题", "内容", "somebody", "19900001234", None, None, None, datetime(2026, 12, 1))


class HttpTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		for doctype in ("Outgoing Notice", "Message Delivery"):
			frappe.db.delete(doctype)

	def channel(self, gateway: Gateway, kind: str = "SMS", **values):
		self.allow(gateway.host)
		return make_channel(kind, address=gateway.address, **values)

	def allow(self, *hosts: str) -> None:
		allowed = patch.dict(frappe.conf, {http.ALLOWED_HOSTS: list(hosts)})
		allowed.start()
		self.addCleanup(allowed.stop)


class TestSms(HttpTestCase):
	def test_number_text_and_id_go_to_the_gateway(self):
		with Gateway((200, {"id": 7})) as gateway:
			channel = self.channel(
				gateway,
				token="geheim",
				signature="【中心】",
				fixed_parameters="app = 12\n",
				phone_parameter="to",
			)
			self.assertEqual(adapter_of(channel).send(MESSAGE), "7")
		request = gateway.requests[0]
		expected = {"app": "12", "to": "19900001234", "content": "【中心】内容", "msg_id": "id-1"}
		self.assertEqual(request["body"], expected)
		self.assertEqual(request["headers"]["Authorization"], "Bearer geheim")
		self.assertEqual(request["headers"]["Idempotency-Key"], "id-1")

	def test_answers_are_told_apart(self):
		for status, error in ((400, Refused), (403, Refused), (404, Refused), (302, Refused)):
			with self.subTest(status), Gateway((status, {})) as gateway:
				self.assertRaises(error, adapter_of(self.channel(gateway)).send, MESSAGE)
		for status in (429, 500, 503, 408):
			with self.subTest(status), Gateway((status, {})) as gateway:
				gateway.headers["Retry-After"] = "77"
				with self.assertRaises(Unreachable) as caught:
					adapter_of(self.channel(gateway)).send(MESSAGE)
				self.assertEqual(caught.exception.seconds, 77)

	def test_a_redirection_is_not_followed(self):
		with Gateway() as inside, Gateway((302, {})) as gateway:
			gateway.headers["Location"] = inside.address
			self.assertRaises(Refused, adapter_of(self.channel(gateway)).send, MESSAGE)
			self.assertEqual(inside.requests, [])

	def test_who_does_not_answer_is_unreachable(self):
		with Gateway(seconds=2) as gateway:
			channel = self.channel(gateway, timeout=1)
			self.assertRaises(Unreachable, adapter_of(channel).send, MESSAGE)
		with self.assertRaises(Unreachable) as caught:
			adapter_of(channel).send(MESSAGE)
		self.assertNotIn("127.0.0.1", str(caught.exception))

	def test_a_citizen_is_told_by_the_number_that_was_sealed(self):
		with Gateway() as gateway:
			channel = self.channel(gateway)
			notice = make_notice(outbox.reporter(phone="19900001234"), event_type="Report Received")
			expand_due(now_datetime())
			deliver_due(channel, lambda: None)
		body = gateway.requests[0]["body"]
		self.assertEqual(body["mobile"], "19900001234")
		status = frappe.db.get_value("Message Delivery", {"notice": notice}, "status")
		self.assertEqual(status, "Delivered")

	def test_again_is_the_same_id(self):
		with Gateway((500, {}), (200, {})) as gateway:
			channel = self.channel(gateway)
			user = make_user("Grid Member", mobile_no="19900005678")
			make_notice(outbox.users(user), event_type="Overdue")
			expand_due(now_datetime())
			deliver_due(channel, lambda: None)
			frappe.db.set_value("Message Delivery", {"channel": channel.name}, "run_at", now_datetime())
			deliver_due(channel, lambda: None)
		ids = [request["body"]["msg_id"] for request in gateway.requests]
		self.assertEqual((len(ids), len(set(ids))), (2, 1))


class TestRobots(HttpTestCase):
	def test_wecom_gets_the_key_and_the_text(self):
		with Gateway((200, {"errcode": 0})) as gateway:
			adapter_of(self.channel(gateway, "WeCom Robot", token="k-1")).send(MESSAGE)
		request = gateway.requests[0]
		self.assertEqual(request["query"], {"key": "k-1"})
		self.assertEqual(request["body"], {"msgtype": "text", "text": {"content": "主题\n内容"}})

	def test_dingtalk_is_signed(self):
		with Gateway((200, {"errcode": 0})) as gateway:
			adapter_of(self.channel(gateway, "DingTalk Robot", token="t-1", secret="SEC1")).send(MESSAGE)
		query = gateway.requests[0]["query"]
		text = f"{query['timestamp']}\nSEC1".encode()
		expected = base64.b64encode(hmac.new(b"SEC1", text, hashlib.sha256).digest()).decode()
		self.assertEqual((query["access_token"], query["sign"]), ("t-1", expected))

	def test_what_the_robot_says_is_read(self):
		for kind, code, error in (
			("WeCom Robot", 93000, Refused),
			("WeCom Robot", 45009, Unreachable),
			("DingTalk Robot", 310000, Refused),
			("DingTalk Robot", 130101, Unreachable),
		):
			with self.subTest(kind=kind, code=code), Gateway((200, {"errcode": code})) as gateway:
				self.assertRaises(error, adapter_of(self.channel(gateway, kind)).send, MESSAGE)


class TestAddresses(HttpTestCase):
	def test_only_https_or_an_allowed_host_is_taken(self):
		self.allow("sms.inside:8080", "gateway.inside")
		for address in ("https://sms.example.com/x", "http://sms.inside:8080/x", "http://gateway.inside:1/x"):
			with self.subTest(address):
				http.check_address(address)
		for address in (
			"http://sms.example.com",
			"http://sms.inside:22",
			"file:///etc/passwd",
			"gopher://gateway.inside",
			"https://user:word@example.com",
			"https://",
			"",
		):
			with self.subTest(address):
				self.assertRefused(http.AddressError, make_channel, "SMS", address=address)

	def test_a_name_that_leads_into_the_house_is_refused_when_it_is_used(self):
		channel = make_channel("SMS", address="https://rebind.example.com")
		for place in ("127.0.0.1", "10.0.0.5", "169.254.169.254", "::1", "192.168.1.1"):
			found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 443))]
			with self.subTest(place), patch.object(http.socket, "getaddrinfo", return_value=found):
				self.assertRaises(Refused, adapter_of(channel).send, MESSAGE)

	def test_only_administrators_set_up_channels(self):
		for person in ("dispatcher", "leader", "auditor", "technician"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(
					frappe.PermissionError, make_channel, "SMS", address="https://sms.example.com"
				)


class TestTrying(HttpTestCase):
	def test_an_administrator_tries_a_channel_and_hears_what_came_of_it(self):
		with Gateway((200, {}), (403, {})) as gateway, self.as_user(actor("administrator")):
			channel = self.channel(gateway)
			self.assertEqual(api.send_test(channel.name, "19900001234"), "19900001234")
			self.assertIn("测试", gateway.requests[0]["body"]["content"])
			self.assertIn(
				"403", self.assertRefused(TestFailedError, api.send_test, channel.name, "19900001234")
			)

	def test_the_desk_is_tried_on_oneself(self):
		with self.as_user(actor("administrator")):
			api.send_test("站内消息")
			self.assertTrue(frappe.db.exists("Notification Log", {"for_user": actor("administrator")}))

	def test_nobody_else_tries_channels(self):
		for person in ("dispatcher", "auditor"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(frappe.PermissionError, api.send_test, "站内消息")


class TestMail(GovernanceTestCase):
	def test_without_an_account_the_channel_cannot_be_used(self):
		frappe.db.delete("Email Account")
		self.assertRefused(frappe.ValidationError, make_channel, "E-mail")

	def test_a_message_is_queued_with_the_framework(self):
		self.make_account()
		channel = make_channel("E-mail")
		user = make_many_users(1)[0]
		notice = make_notice(outbox.users(user), event_type="Overdue")
		expand_due(now_datetime())
		deliver_due(channel, lambda: None)
		queued = frappe.get_all("Email Queue Recipient", {"recipient": user})
		row = frappe.get_all(
			"Message Delivery", {"notice": notice, "channel": channel.name}, ["status", "failure"]
		)[0]
		self.assertEqual((row.status, row.failure, len(queued)), ("Delivered", None, 1))

	def make_account(self) -> None:
		account = {"email_id": "centre@governance-test.example.com", "smtp_server": "localhost"}
		uses = {"enable_outgoing": 1, "default_outgoing": 1}
		insert("Email Account", [{**stamped(now_datetime(), {**account, **uses}), "name": "Centre"}])
