"""Nobody gets round a limit, or into somebody else's, by naming another internet address."""

from unittest.mock import patch

import frappe
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from yumen_governance.hardening import addresses
from yumen_governance.tests.case import GovernanceTestCase

PROXY, VISITOR, MADE_UP = "10.0.0.5", "203.0.113.7", "198.51.100.1"
TRUSTED = ("127.0.0.0/8", "10.0.0.0/24")


def client(remote: str, forwarded: str = "") -> str:
	return addresses.client(remote, forwarded, TRUSTED)


class TestAddresses(GovernanceTestCase):
	def test_without_a_proxy_the_connection_tells(self):
		self.assertEqual(client(VISITOR), VISITOR)
		self.assertEqual(client(""), "127.0.0.1")

	def test_header_of_a_visitor_is_not_believed(self):
		self.assertEqual(client(VISITOR, MADE_UP), VISITOR)
		self.assertEqual(client(VISITOR, f"{MADE_UP}, 127.0.0.1"), VISITOR)

	def test_header_of_our_own_proxy_is_read_from_its_end(self):
		self.assertEqual(client(PROXY, VISITOR), VISITOR)
		self.assertEqual(client(PROXY, f"{MADE_UP}, {VISITOR}"), VISITOR)
		self.assertEqual(client("127.0.0.1", f"{MADE_UP}, {VISITOR}, {PROXY}"), VISITOR)

	def test_what_is_no_address_ends_the_reading(self):
		for forwarded in ("unknown", "<script>", f"{VISITOR}, x", ",,", "999.1.1.1"):
			self.assertEqual(client(PROXY, forwarded), PROXY)

	def test_ports_and_brackets_are_left_out(self):
		self.assertEqual(client(PROXY, f"{VISITOR}:4711"), VISITOR)
		self.assertEqual(client(PROXY, "[2001:db8::1]:443"), "2001:db8::1")
		self.assertEqual(client(f"::ffff:{PROXY}", f"::ffff:{VISITOR}"), VISITOR)

	def test_many_addresses_of_one_network_count_as_one(self):
		self.assertEqual(addresses.counted_as("2001:db8:1:2:3::4"), addresses.counted_as("2001:db8:1:2::9"))
		self.assertNotEqual(addresses.counted_as("2001:db8:1:2::"), addresses.counted_as("2001:db8:1:3::"))
		self.assertEqual(addresses.counted_as(VISITOR), VISITOR)

	def test_request_goes_by_the_setting(self):
		self.addCleanup(setattr, frappe.local, "request_ip", frappe.local.request_ip)
		self.addCleanup(setattr, frappe.local, "request", None)
		headers, remote = {"X-Forwarded-For": f"{MADE_UP}, {VISITOR}"}, {"REMOTE_ADDR": PROXY}
		frappe.local.request = Request(
			EnvironBuilder("/", headers=headers, environ_overrides=remote).get_environ()
		)
		for trusted, expected in ((None, PROXY), (["10.0.0.5"], VISITOR)):
			with patch.dict(frappe.local.conf, trusted_proxies=trusted):
				addresses.believe()
			self.assertEqual(frappe.local.request_ip, expected)
