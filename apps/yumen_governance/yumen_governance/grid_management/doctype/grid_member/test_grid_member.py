"""Members hold one post in one grid; a grid has one leader."""

import frappe

from yumen_governance.grid_management.doctype.grid_member.grid_member import LeaderTakenError
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_grid_member


class TestGridMember(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.grid = make_grid().name

	def test_grid_has_one_active_leader(self):
		leader = make_grid_member(self.grid, "Grid Leader")
		self.assertRefused(LeaderTakenError, make_grid_member, self.grid, "Grid Leader")
		leader.update({"is_active": 0}).save()
		self.assertTrue(make_grid_member(self.grid, "Grid Leader").name)

	def test_deputies_and_members_may_be_many(self):
		for post in ("Deputy Grid Leader", "Full-time Member", "Part-time Member"):
			self.assertNotEqual(
				make_grid_member(self.grid, post).name, make_grid_member(self.grid, post).name
			)

	def test_account_belongs_to_one_member(self):
		make_grid_member(self.grid, user=actor("member"))
		self.assertRefused(frappe.UniqueValidationError, make_grid_member, self.grid, user=actor("member"))

	def test_term_cannot_end_before_it_begins(self):
		term = {"from_date": "2026-02-01", "to_date": "2026-01-01"}
		self.assertRefused(frappe.ValidationError, make_grid_member, self.grid, **term)

	def test_member_of_a_closed_grid_is_refused(self):
		closed = make_grid(is_active=0).name
		self.assertRefused(frappe.ValidationError, make_grid_member, closed)

	def test_path_follows_the_grid(self):
		self.assertEqual(make_grid_member(self.grid).grid_path, f"620981.{self.grid}.")
