"""Password links: stored as hashes, answered alike for everybody."""

from unittest.mock import patch

import frappe
from frappe.core.doctype.user.user import User

from yumen_governance.hardening.accounts import hashed, send_reset_link
from yumen_governance.hardening.tests.door import DoorTestCase
from yumen_governance.tests.factories import actor

HOOK = "yumen_governance.hardening.accounts.hash_reset_key"
NEW_PASSWORD = "Qilian-Shan-2026-xue"


class TestPasswordLinks(DoorTestCase):
	def setUp(self):
		super().setUp()
		self.user = frappe.get_doc("User", actor("auditor"))
		self.forget_attempts()

	def forget_attempts(self):
		for key in list(frappe.cache.scan_iter("rl:frappe.core.doctype.user.user.*:127.0.0.1")):
			frappe.cache.delete(key)

	def link(self) -> str:
		"""Return the key of a fresh link."""
		return self.user.reset_password().split("key=")[1].split("&")[0]

	def stored(self) -> str:
		return frappe.db.get_value("User", self.user.name, "reset_password_key")

	def test_key_is_stored_as_a_hash(self):
		with patch(HOOK):
			hole = self.link()
			self.assertIn(self.stored(), (hole, hashed(hole)), "the hole: stock stores the key itself")
		key = self.link()
		self.assertEqual(self.stored(), hashed(key))
		self.user.reload()
		self.user.save()
		self.assertEqual(self.stored(), hashed(key))

	def test_link_still_sets_a_password_once(self):
		key = self.link()
		arguments = {"new_password": NEW_PASSWORD, "key": key}
		method = "frappe.core.doctype.user.user.update_password"
		with patch.object(frappe.local, "login_manager", create=True):
			self.assertEqual(self.as_guest(method, **arguments), "/app")
			self.assertFalse(self.stored())
			self.as_guest(method, **arguments)
			self.assertEqual(self.status, 410)

	def test_stored_hash_is_no_key(self):
		self.link()
		method = "frappe.core.doctype.user.user.update_password"
		self.as_guest(method, new_password=NEW_PASSWORD, key=self.stored())
		self.assertEqual(self.status, 410)

	def as_guest(self, method: str, **arguments):
		with self.as_user("Guest"):
			return self.call(method, **arguments)

	def test_answer_is_the_same_for_everybody(self):
		said = set()
		frappe.db.set_value("User", actor("other_handler"), "enabled", 0)
		mail = patch.dict(frappe.conf, {"mail_server": "mail.example.com"})
		with mail, patch("yumen_governance.api.accounts.frappe.enqueue") as job:
			for user in (actor("auditor"), actor("other_handler"), "nobody@example.com", "Administrator"):
				self.forget_attempts()
				answer = self.as_guest_answer(user)
				said.add(str(answer))
		self.assertEqual(len(said), 1, said)
		self.assertEqual(job.call_count, 4)

	def as_guest_answer(self, user: str) -> dict:
		with self.as_user("Guest"):
			answer = self.ask("/api/method/frappe.core.doctype.user.user.reset_password", "POST", user=user)
		return {**answer, "messages": frappe.get_message_log()}

	def test_mail_goes_only_to_accounts_in_use(self):
		frappe.db.set_value("User", actor("other_handler"), "enabled", 0)
		with patch.object(User, "password_reset_mail") as mail:
			for user in (actor("other_handler"), "nobody@example.com", "Administrator"):
				send_reset_link(user)
			self.assertFalse(mail.called)
			send_reset_link(actor("auditor"))
			self.assertTrue(mail.called)

	def test_link_is_not_made_from_the_address_of_the_request(self):
		with patch.dict(frappe.conf, {"host_name": None, "mail_server": "mail.example.com"}):
			self.assertRefused(frappe.ValidationError, self.as_guest_answer, actor("auditor"))

	def test_site_without_mail_says_so_to_everybody(self):
		frappe.db.set_value("Email Account", {"default_outgoing": 1}, "default_outgoing", 0)
		with patch.dict(frappe.conf, {"mail_server": None}):
			for user in (actor("auditor"), "nobody@example.com"):
				self.forget_attempts()
				message = self.assertRefused(frappe.ValidationError, self.as_guest_answer, user)
				self.assertIn("technicians", message)
