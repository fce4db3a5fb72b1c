"""Devices: a key goes with its session, and nobody else gets it."""

import base64

import frappe
from frappe.utils import now_datetime
from frappe.utils.password import get_decrypted_password, update_password

from yumen_governance.api import sync
from yumen_governance.field_work.sync import devices
from yumen_governance.field_work.sync.devices import DeviceError
from yumen_governance.field_work.sync.tests.support import Phone, SyncTestCase, acting, new_id
from yumen_governance.grid_management.code_written import WrittenByActionsOnlyError
from yumen_governance.tests.factories import actor, make_grid_member, make_user

MEMBER = "member"


class TestKeys(SyncTestCase):
	def setUp(self):
		super().setUp()
		self.phone = Phone(actor(MEMBER))

	def in_session(self, sid: str, user: str | None = None):
		with acting(user or actor(MEMBER)):
			frappe.session.sid = sid
			return devices.begin(self.phone.device, frappe.session.user, None, now_datetime())

	def found(self, sid: str | None = None) -> str | None:
		with acting(actor(MEMBER)):
			frappe.session.sid = sid or frappe.session.sid
			return devices.found(actor(MEMBER))

	def test_keys_are_32_random_bytes(self):
		keys = self.phone.begin()
		self.assertEqual({len(base64.b64decode(key)) for key in (keys.records, keys.outbox)}, {32})
		self.assertNotEqual(keys.records, keys.outbox)
		self.assertNotEqual(keys.records, Phone(actor("other_member")).begin().records)

	def test_the_same_session_gets_the_same_key(self):
		self.assertEqual(self.phone.begin(), self.phone.begin())

	def test_another_session_gets_another_key_and_the_old_outbox(self):
		first = self.phone.begin()
		second = self.in_session("the next one")
		self.assertNotEqual(second.records, first.records)
		self.assertEqual(second.outbox, first.outbox)
		self.assertIsNone(self.found())

	def test_another_person_on_the_device_gets_keys_of_their_own(self):
		first = self.phone.begin()
		other = self.in_session("of another", actor("other_member"))
		self.assertFalse({first.records, first.outbox} & {other.records, other.outbox})

	def test_the_key_goes_at_logout(self):
		with acting(actor(MEMBER)):
			for method in frappe.get_hooks("on_logout"):
				frappe.call(frappe.get_attr(method), login_manager=None)
		self.assertIsNone(self.found())
		self.assertIsNone(self.kept("records_key"))
		self.assertIsNotNone(self.kept("outbox_key"))

	def kept(self, kind: str) -> str | None:
		name = frappe.db.get_value(devices.DEVICE, {"device": self.phone.device})
		return get_decrypted_password(devices.DEVICE, name, kind, raise_exception=False)

	def test_the_key_goes_with_a_new_password(self):
		update_password(actor(MEMBER), "something-new-8842")
		self.assertIsNone(self.found())
		self.assertNotEqual(self.phone.begin().records, None)
		self.assertIsNotNone(self.found())

	def test_both_keys_go_when_the_account_is_switched_off(self):
		user = make_user("Grid Member")
		phone = Phone(user)
		doc = frappe.get_doc("User", user)
		doc.enabled = 0
		doc.save()
		name = frappe.db.get_value(devices.DEVICE, {"device": phone.device})
		for kind in ("records_key", "outbox_key"):
			self.assertIsNone(get_decrypted_password(devices.DEVICE, name, kind, raise_exception=False))

	def test_the_key_goes_when_the_session_expired(self):
		devices.forget_ended_sessions()
		self.assertIsNone(self.found())
		self.assertIsNone(self.kept("records_key"))

	def test_keys_are_in_no_column(self):
		keys = self.phone.begin()
		rows = frappe.db.sql(f"select * from `tab{devices.DEVICE}`") + frappe.db.sql("select * from `__Auth`")
		self.assertNotIn(keys.records, str(rows))

	def test_an_id_that_is_none_is_refused(self):
		for wrong in ("", "1", "<b>", "x" * 36):
			with self.subTest(wrong):
				self.assertRefused(frappe.ValidationError, self.phone.begin, wrong or " ")

	def test_unused_devices_are_forgotten(self):
		self.assertGreaterEqual(devices.forget(frappe.utils.add_days(now_datetime(), 1)), 1)
		self.assertIsNone(self.found())


class TestRevoking(SyncTestCase):
	def setUp(self):
		super().setUp()
		self.phone = Phone(actor(MEMBER))
		self.name = frappe.db.get_value(devices.DEVICE, {"device": self.phone.device})

	def test_a_revoked_device_gets_nothing_more_and_is_told(self):
		with acting(actor("leader")):
			sync.revoke(self.name, "lost")
		with acting(actor(MEMBER)):
			self.assertIsNone(devices.found(actor(MEMBER)))
			self.assertEqual(devices.state_of(self.phone.device, actor(MEMBER)), "revoked")
			self.assertEqual(devices.state_of(self.phone.device, "Guest"), "revoked")
		self.assertRefused(DeviceError, self.phone.begin)
		for kind in ("records_key", "outbox_key"):
			self.assertIsNone(get_decrypted_password(devices.DEVICE, self.name, kind, raise_exception=False))

	def test_a_reason_is_asked_for(self):
		self.assertRefused(frappe.ValidationError, sync.revoke, self.name, "  ")

	def test_who_sees_and_revokes_a_device(self):
		for name, sees, revokes in (
			("administrator", True, True),
			("leader", True, True),
			(MEMBER, True, True),
			("auditor", True, False),
			("other_member", False, False),
			("other_leader", False, False),
			("dispatcher", False, False),
		):
			with self.subTest(name), acting(actor(name)):
				doc = frappe.get_doc(devices.DEVICE, self.name)
				self.assertEqual(bool(doc.has_permission("read")), sees)
				self.assertEqual(bool(doc.has_permission("write")), revokes)
				if frappe.has_permission(devices.DEVICE, "read"):
					listed = frappe.get_list(devices.DEVICE, pluck="name", limit=0)
					self.assertEqual(self.name in listed, sees)
				if not revokes:
					self.assertRefused(frappe.PermissionError, sync.revoke, self.name, "x")

	def test_role_of_a_leader_revokes_nothing_without_the_post(self):
		colleague = make_user("Grid Member", "Grid Leader")
		make_grid_member(self.grid, user=colleague)
		with acting(colleague):
			self.assertFalse(frappe.get_doc(devices.DEVICE, self.name).has_permission("read"))
			self.assertRefused(frappe.PermissionError, sync.revoke, self.name, "lost")

	def test_nobody_writes_one_past_the_action(self):
		with acting(actor("administrator")):
			doc = frappe.get_doc(devices.DEVICE, self.name)
			doc.status = "Revoked"
			self.assertRefused(WrittenByActionsOnlyError, doc.save)

	def test_a_device_is_alive_signed_in_or_ended(self):
		with acting(actor(MEMBER)):
			self.assertEqual(devices.state_of(self.phone.device, actor(MEMBER)), "alive")
			self.assertEqual(devices.state_of(new_id(), actor(MEMBER)), "signed_in")
		self.assertEqual(devices.state_of(self.phone.device, "Guest"), "ended")
