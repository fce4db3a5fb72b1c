"""A channel that can't work isn't saved, one that was used isn't deleted."""

from unittest.mock import patch

import frappe

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor
from yumen_governance.tests.outbox import deliver, make_channel, make_notice
from yumen_governance.time_limits import outbox


class TestNotificationChannel(GovernanceTestCase):
	def test_the_desk_alone_is_in_use_from_the_beginning(self):
		active = frappe.get_all("Notification Channel", {"is_active": 1}, pluck="kind")
		self.assertEqual(active, ["Desk"])

	def test_an_active_channel_needs_an_address(self):
		for kind in ("SMS", "WeCom Robot", "DingTalk Robot"):
			with self.subTest(kind):
				self.assertRefused(frappe.ValidationError, make_channel, kind)

	def test_a_group_is_told_of_known_kinds_of_messages(self):
		address, rows = "https://robot.example.com", [{"event_type": name} for name in ("Overdue", "Urged")]
		channel = make_channel("WeCom Robot", address=address, messages=[*rows, rows[0]])
		self.assertEqual([row.event_type for row in channel.messages], ["Overdue", "Urged"])
		nonsense = [{"event_type": "Nonsense"}]
		self.assertRefused(
			frappe.ValidationError, make_channel, "WeCom Robot", address=address, messages=nonsense
		)

	def test_a_file_is_for_developers(self):
		with patch.dict(frappe.conf, messages_to_file=0):
			self.assertRefused(frappe.ValidationError, make_channel, "File")
		with patch.dict(frappe.conf, messages_to_file=1):
			self.assertTrue(make_channel("File").is_active)

	def test_secrets_are_not_stored_in_the_open(self):
		channel = make_channel("SMS", address="https://sms.example.com", token="geheim")
		self.assertNotIn("geheim", str(frappe.db.get_value(channel.doctype, channel.name, "*")))

	def test_a_channel_that_was_used_is_kept(self):
		make_notice(outbox.users(actor("leader")))
		deliver()
		channel = frappe.get_doc("Notification Channel", "站内消息")
		self.assertRefused(frappe.ValidationError, channel.delete)
