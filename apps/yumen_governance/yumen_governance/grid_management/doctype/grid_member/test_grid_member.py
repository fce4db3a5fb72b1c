"""Members hold posts in grids; a grid has one leader at a time; everybody full-time stands in a level 3 grid."""

import frappe
from frappe.utils import add_days, today

from yumen_governance.grid_management.doctype.grid_member.account import AccountError
from yumen_governance.grid_management.doctype.grid_member.bindings import GridBindingError
from yumen_governance.grid_management.doctype.grid_member.grid_member import LeaderTakenError
from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_grid, make_grid_member


def further(*grids) -> list[dict]:
	return [{"grid": grid.name} for grid in grids]


class GridMemberTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township = make_grid()
		self.community = make_grid(self.township.name)
		self.compound = make_grid(self.community.name)
		self.grid = self.township.name


class TestGridMember(GridMemberTestCase):
	def test_deputies_and_members_may_be_many(self):
		for post in ("Deputy Grid Leader", "Full-time Member", "Part-time Member"):
			names = {make_grid_member(self.compound.name, post).name for _ in range(2)}
			self.assertEqual(len(names), 2)

	def test_term_cannot_end_before_it_begins(self):
		term = {"from_date": "2026-02-01", "to_date": "2026-01-01"}
		self.assertRefused(frappe.ValidationError, make_grid_member, self.grid, **term)

	def test_member_of_a_closed_grid_is_refused(self):
		closed = make_grid(is_active=0).name
		self.assertRefused(frappe.ValidationError, make_grid_member, closed)

	def test_path_follows_the_grid(self):
		self.assertEqual(make_grid_member(self.grid).grid_path, f"620981.{self.grid}.")

	def test_duty_is_listed_once(self):
		duties = [{"duty": "综治"}, {"duty": "综治"}]
		self.assertRefused(frappe.ValidationError, make_grid_member, self.grid, duties=duties)
		self.assertEqual(
			len(make_grid_member(self.grid, duties=[{"duty": "综治"}, {"duty": "禁毒"}]).duties), 2
		)


class TestOneLeader(GridMemberTestCase):
	def test_grid_has_one_active_leader(self):
		leader = make_grid_member(self.grid, "Grid Leader")
		self.assertRefused(LeaderTakenError, make_grid_member, self.grid, "Grid Leader")
		leader.update({"is_active": 0}).save()
		self.assertTrue(make_grid_member(self.grid, "Grid Leader").name)

	def test_successor_is_entered_before_the_term_ends(self):
		make_grid_member(self.grid, "Grid Leader", to_date="2026-06-30")
		self.assertTrue(make_grid_member(self.grid, "Grid Leader", from_date="2026-07-01").name)

	def test_leaders_whose_terms_share_a_day_are_refused(self):
		make_grid_member(self.grid, "Grid Leader", from_date="2026-01-01", to_date="2026-06-30")
		for term in (
			{"from_date": "2026-06-30"},
			{"to_date": "2026-01-01"},
			{"from_date": "2025-01-01", "to_date": "2027-01-01"},
			{},
		):
			with self.subTest(term):
				self.assertRefused(LeaderTakenError, make_grid_member, self.grid, "Grid Leader", **term)


class TestSource(GridMemberTestCase):
	def test_source_decides_who_may_hold_a_post(self):
		for source, post, allowed in (
			("乡镇（街道）干部", "Grid Leader", True),
			("志愿者", "Part-time Member", True),
			("志愿者", "Grid Leader", False),
			("志愿者", "Full-time Member", False),
			("包片民警", "Full-time Member", True),
			("包片民警", "Deputy Grid Leader", False),
		):
			with self.subTest(source, post=post):
				arguments = (self.compound.name, post)
				if allowed:
					self.assertTrue(make_grid_member(*arguments, drawn_from=source).name)
				else:
					self.assertRefused(
						frappe.ValidationError, make_grid_member, *arguments, drawn_from=source
					)

	def test_office_changes_the_rule_in_the_record(self):
		frappe.get_doc("Grid Member Source", "志愿者").update({"for_full_time": 1}).save()
		self.assertTrue(make_grid_member(self.compound.name, "Full-time Member", drawn_from="志愿者").name)

	def test_present_members_stay_when_the_rule_is_tightened(self):
		member = make_grid_member(self.compound.name, drawn_from="包片民警")
		frappe.get_doc("Grid Member Source", "包片民警").update({"is_active": 0}).save()
		member.update({"phone": "19900001111"}).save()
		self.assertRefused(frappe.ValidationError, member.update({"post": "Part-time Member"}).save)

	def test_source_for_no_post_is_refused(self):
		source = frappe.get_doc("Grid Member Source", "志愿者").update({"for_part_time": 0})
		self.assertRefused(frappe.ValidationError, source.save)


class TestFurtherGrids(GridMemberTestCase):
	def setUp(self):
		super().setUp()
		self.other_compound = make_grid(self.community.name)
		self.elsewhere = make_grid(make_grid(make_grid().name).name)

	def member(self, post="Full-time Member", grid=None, **values):
		return make_grid_member(grid or self.community.name, post, **values)

	def test_full_time_member_of_an_upper_grid_sinks_to_level_3(self):
		message = self.assertRefused(GridBindingError, self.member)
		self.assertIn(self.community.grid_name, message)
		self.assertTrue(self.member(further_grids=further(self.compound)).name)

	def test_grid_of_a_neighbour_does_not_count_as_sunk(self):
		neighbour = make_grid(make_grid(self.township.name).name)
		self.assertRefused(GridBindingError, self.member, further_grids=further(neighbour))

	def test_member_out_of_office_is_bound_to_nothing(self):
		self.assertTrue(self.member(is_active=0).name)

	def test_leader_of_an_upper_grid_is_reminded_and_not_refused(self):
		frappe.clear_messages()
		self.assertTrue(self.member("Grid Leader").name)
		self.assertIn("level 3 grid", str(frappe.get_message_log()))
		frappe.clear_messages()
		self.member("Deputy Grid Leader", further_grids=further(self.compound))
		self.assertFalse(frappe.get_message_log())

	def test_further_grids_are_level_3_in_use_once_and_in_the_same_township(self):
		closed = make_grid(self.community.name, is_active=0)
		for grids in (
			[self.township],
			[self.compound, self.compound],
			[closed],
			[self.elsewhere],
		):
			with self.subTest([grid.name for grid in grids]):
				self.assertRefused(
					GridBindingError, self.member, "Part-time Member", further_grids=further(*grids)
				)
		own = further(self.compound)
		self.assertRefused(GridBindingError, self.member, grid=self.compound.name, further_grids=own)

	def test_grid_of_the_post_and_further_grids_are_seen(self):
		make_grid_member(self.compound.name, user=actor("member"), further_grids=further(self.other_compound))
		self.assertEqual(
			set(scope_of(actor("member")).grid_paths),
			{self.compound.grid_path, self.other_compound.grid_path},
		)

	def test_grids_under_the_posts_own_grid_are_not_repeated(self):
		self.member(user=actor("member"), further_grids=further(self.compound))
		self.assertEqual(scope_of(actor("member")).grid_paths, (self.community.grid_path,))

	def test_further_grids_are_seen_only_in_office_and_in_term(self):
		member = make_grid_member(
			self.compound.name, user=actor("member"), further_grids=further(self.other_compound)
		)
		for change in (
			{"is_active": 0},
			{"is_active": 1, "to_date": add_days(today(), -1)},
			{"to_date": None, "from_date": add_days(today(), 1)},
		):
			with self.subTest(change):
				member.update(change).save()
				self.assertEqual(scope_of(actor("member")).grid_paths, ())

	def test_paths_of_further_grids_follow_a_moved_grid(self):
		member = make_grid_member(self.compound.name, further_grids=further(self.other_compound))
		target = make_grid(make_grid().name)
		self.community.reload()
		self.community.update({"parent_grid": target.parent_grid}).save()
		path = frappe.db.get_value("Grid", self.other_compound.name, "grid_path")
		self.assertIn(target.parent_grid, path)
		self.assertEqual(fresh(member).further_grids[0].grid_path, path)

	def test_leader_sees_the_members_bound_to_their_grid(self):
		make_grid_member(self.other_compound.name, "Grid Leader", actor("leader"))
		bound = make_grid_member(self.compound.name, further_grids=further(self.other_compound)).name
		unbound = make_grid_member(self.compound.name).name
		with self.as_user(actor("leader")):
			seen = frappe.get_list("Grid Member", pluck="name", limit=0)
		self.assertIn(bound, seen)
		self.assertNotIn(unbound, seen)
		self.assertTrue(frappe.has_permission("Grid Member", "read", bound, actor("leader")))
		self.assertFalse(frappe.has_permission("Grid Member", "read", unbound, actor("leader")))


class TestAccount(GridMemberTestCase):
	def test_one_person_may_hold_several_posts(self):
		for grid, post in ((self.township, "Grid Leader"), (self.compound, "Grid Leader")):
			make_grid_member(grid.name, post, actor("leader"), member_name="Wang")
		self.assertEqual(scope_of(actor("leader")).grid_paths, (self.township.grid_path,))

	def test_account_belongs_to_one_person(self):
		make_grid_member(self.compound.name, user=actor("member"), member_name="Wang")
		self.assertRefused(AccountError, make_grid_member, self.grid, user=actor("member"), member_name="Li")

	def test_same_post_in_the_same_grid_is_not_held_twice(self):
		person = {"user": actor("member"), "member_name": "Wang"}
		make_grid_member(self.compound.name, **person)
		self.assertRefused(AccountError, make_grid_member, self.compound.name, **person)

	def test_system_accounts_are_nobodys_own(self):
		for user in ("Administrator", "Guest"):
			self.assertRefused(AccountError, make_grid_member, self.grid, user=user)
