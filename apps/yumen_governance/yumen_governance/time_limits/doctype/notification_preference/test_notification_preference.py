"""Everybody sets their own preferences, and nobody another's."""

import frappe

from yumen_governance.api import notifications as api
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor

DOCTYPE = "Notification Preference"


class TestNotificationPreference(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.delete(DOCTYPE)

	def mine(self, person: str = "leader"):
		with self.as_user(actor(person)):
			return frappe.get_doc(DOCTYPE, api.my_preference())

	def test_everybody_has_one_with_the_usual_choices(self):
		doc = self.mine()
		self.assertEqual(doc.user, actor("leader"))
		self.assertEqual(
			[row.kind for row in doc.choices], ["Work", "Deadlines", "Supervision", "Information"]
		)
		self.assertEqual(self.mine().name, doc.name)

	def test_it_is_seen_and_changed_by_its_owner_alone(self):
		doc = self.mine()
		with self.as_user(actor("leader")):
			self.assertEqual(frappe.get_list(DOCTYPE, pluck="name"), [doc.name])
			frappe.get_doc(DOCTYPE, doc.name).update({"digest": 1}).save()
		for person in ("administrator", "member", "auditor"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertEqual(frappe.get_list(DOCTYPE, pluck="name"), [])
				self.assertRefused(frappe.PermissionError, frappe.get_doc(DOCTYPE, doc.name).save)

	def test_it_cannot_be_made_for_somebody_else(self):
		with self.as_user(actor("leader")):
			self.assertRefused(
				frappe.PermissionError, frappe.get_doc({"doctype": DOCTYPE, "user": actor("member")}).insert
			)

	def test_what_makes_no_sense_is_refused(self):
		doc = self.mine()
		for values in (
			{"quiet_from": "22:00", "quiet_to": None},
			{"digest": 1, "digest_at": None},
			{"choices": [{"kind": "Work", "desk": 1}, {"kind": "Work", "desk": 1}]},
			{"choices": [{"kind": "Work", "desk": 0}]},
		):
			with self.subTest(values), self.as_user(actor("leader")):
				again = frappe.get_doc(DOCTYPE, doc.name).update(values)
				self.assertRefused(frappe.ValidationError, again.save)
