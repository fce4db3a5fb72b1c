"""A role comes by an administrator's step and goes with the post; no other role is ever given or taken."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, today

from yumen_governance.api.members import grant_roles
from yumen_governance.grid_management.doctype.grid_member.account import AccountError
from yumen_governance.grid_management.tasks import take_back_roles_of_ended_terms
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_grid, make_grid_member, make_user

PERSON = "post-holder@governance-test.example.com"


class AccountTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		make_user(email=PERSON)
		self.grid = make_grid(make_grid(make_grid().name).name).name
		self.addCleanup(frappe.clear_cache, user=PERSON)

	def member(self, post="Full-time Member", **values):
		person = {"member_name": "Wang", "user": PERSON}
		return make_grid_member(self.grid, post, **{**person, **values})

	def granted(self, post="Full-time Member", **values):
		member = self.member(post, **values)
		with self.as_user(actor("administrator")):
			member.grant_role()
		return member

	def roles(self) -> set[str]:
		return set(frappe.get_all("Has Role", {"parent": PERSON, "parenttype": "User"}, pluck="role"))


class TestGiving(AccountTestCase):
	def test_role_follows_from_the_post(self):
		for post, role in (
			("Grid Leader", "Grid Leader"),
			("Deputy Grid Leader", "Grid Leader"),
			("Full-time Member", "Grid Member"),
			("Part-time Member", "Grid Member"),
		):
			with self.subTest(post):
				member = self.granted(post)
				self.assertEqual(self.roles(), {role})
				self.assertEqual(frappe.get_roles(PERSON).count(role), 1)
				self.assertEqual(fresh(member).granted_role, role)
				member.update({"is_active": 0}).save()

	def test_saving_a_member_gives_no_role(self):
		self.member()
		self.assertFalse(self.roles())

	def test_only_governance_administrators_give_it(self):
		member = self.member()
		for person in ("dispatcher", "leader", "member", "clerk", "handler", "auditor", "technician"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(
					frappe.PermissionError, frappe.get_doc("Grid Member", member.name).grant_role
				)
				self.assertRefused(frappe.PermissionError, grant_roles, [member.name])
		self.assertFalse(self.roles())

	def test_write_permission_alone_does_not_suffice(self):
		frappe.get_doc(
			{
				"doctype": "Custom DocPerm",
				"parent": "Grid Member",
				"role": "Dispatcher",
				"read": 1,
				"write": 1,
			}
		).insert()
		frappe.clear_cache(doctype="Grid Member")
		self.addCleanup(frappe.clear_cache, doctype="Grid Member")
		member = self.member()
		with self.as_user(actor("dispatcher")):
			self.assertTrue(frappe.has_permission("Grid Member", "write"))
			self.assertRefused(frappe.PermissionError, frappe.get_doc("Grid Member", member.name).grant_role)
		self.assertFalse(self.roles())

	def test_what_the_browser_sends_chooses_no_role_and_no_account(self):
		member = self.member()
		sent = member.as_dict()
		sent.update({"post": "Grid Leader", "user": actor("dispatcher"), "granted_role": "System Manager"})
		with self.as_user(actor("administrator")):
			self.assertEqual(frappe.get_doc(sent).grant_role(), "Grid Member")
		self.assertEqual(self.roles(), {"Grid Member"})

	def test_nothing_to_give_is_told(self):
		for values in ({"user": None}, {"is_active": 0}, {"to_date": add_days(today(), -1)}):
			with self.subTest(values):
				member = self.member("Part-time Member", **values)
				with self.as_user(actor("administrator")):
					self.assertRefused(AccountError, member.grant_role)
		frappe.db.set_value("User", PERSON, "enabled", 0)
		with self.as_user(actor("administrator")):
			self.assertRefused(AccountError, self.member().grant_role)
		self.assertFalse(self.roles())

	def test_several_are_given_at_once_and_the_others_named(self):
		given, no_account = self.member(), make_grid_member(self.grid, member_name="Li")
		with self.as_user(actor("administrator")):
			answer = grant_roles([given.name, no_account.name])
		self.assertEqual(answer["given"], ["Wang"])
		self.assertEqual(len(answer["left"]), 1)
		self.assertIn("Li", answer["left"][0])
		self.assertEqual(self.roles(), {"Grid Member"})

	def test_account_tells_who_gave_and_took_it(self):
		member = self.granted()
		member.update({"is_active": 0}).save()
		filters = {"reference_doctype": "User", "reference_name": PERSON, "comment_type": "Info"}
		told = frappe.get_all("Comment", filters, ["content", "owner"])
		self.assertEqual(len(told), 2)
		self.assertIn(actor("administrator"), {row.owner for row in told})


class TestTakingBack(AccountTestCase):
	def test_role_goes_with_the_post(self):
		for change in (
			{"is_active": 0},
			{"to_date": add_days(today(), -1)},
			{"post": "Grid Leader"},
			{"user": None},
		):
			with self.subTest(change):
				member = self.granted("Part-time Member", from_date="2020-01-01")
				member.update(change).save()
				self.assertFalse(self.roles())
				self.assertFalse(fresh(member).granted_role)
				member.delete()

	def test_role_goes_when_the_member_is_deleted(self):
		self.granted().delete()
		self.assertFalse(self.roles())

	def test_role_that_the_post_did_not_give_stays(self):
		frappe.get_doc("User", PERSON).add_roles("Grid Member", "Auditor")
		member = self.member()
		member.update({"is_active": 0}).save()
		self.assertLessEqual({"Grid Member", "Auditor"}, self.roles())

	def test_forged_mark_takes_no_role(self):
		frappe.get_doc("User", PERSON).add_roles("Auditor")
		member = self.member()
		for mark in ("Auditor", "Grid Member"):
			member.update({"granted_role": mark}).save()
			self.assertFalse(fresh(member).granted_role)
		member.update({"granted_role": "Auditor", "is_active": 0}).save()
		self.assertIn("Auditor", self.roles())

	def test_role_stays_while_another_post_needs_it(self):
		first = self.granted()
		other = make_grid(frappe.db.get_value("Grid", self.grid, "parent_grid")).name
		second = make_grid_member(other, member_name="Wang", user=PERSON)
		first.update({"is_active": 0}).save()
		self.assertEqual(self.roles(), {"Grid Member"})
		fresh(second).update({"is_active": 0}).save()
		self.assertFalse(self.roles())

	def test_role_is_gone_in_the_same_request(self):
		member = self.granted()
		self.assertIn("Grid Member", frappe.get_roles(PERSON))
		member.update({"is_active": 0}).save()
		self.assertNotIn("Grid Member", frappe.get_roles(PERSON))


class TestEveryDay(AccountTestCase):
	def test_role_of_an_ended_term_is_taken_back(self):
		ended, lasting = self.granted(to_date=today()), actor("member")
		frappe.db.set_value("Grid Member", ended.name, "to_date", add_days(today(), -1))
		self.run_daily()
		self.assertFalse(self.roles())
		self.assertIn("Grid Member", frappe.get_roles(lasting))

	def test_role_stays_until_the_last_day(self):
		self.granted(to_date=today())
		self.run_daily()
		self.assertEqual(self.roles(), {"Grid Member"})

	def run_daily(self):
		with patch.object(frappe.db, "commit"):
			take_back_roles_of_ended_terms()
