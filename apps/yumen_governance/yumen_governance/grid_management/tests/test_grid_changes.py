"""Splitting, merging, moving and closing carry along what is live, and keep what is history."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.grid_management import grid_records
from yumen_governance.grid_management.grid_change_rules import GridChangeError
from yumen_governance.grid_management.grid_codes import GridCodeError
from yumen_governance.grid_management.grid_history import changes_of, successors_of
from yumen_governance.grid_management.grid_records import GridRecords
from yumen_governance.grid_management.tests.changes import EVENT, ChangeTestCase
from yumen_governance.grid_management.tests.test_grid_geometry import boundary, polygon, ring
from yumen_governance.tests.factories import actor, make_event, make_grid, make_grid_member, put_in_state


class TestSplit(ChangeTestCase):
	def test_what_was_chosen_goes_where_it_was_said_and_the_rest_to_the_default(self):
		one, two = make_grid_member(self.first), make_grid_member(self.first, "Grid Leader")
		event, led = make_event(self.first), make_event(self.first, lead_grid=self.first)
		north, south = self.codes(1, 2)
		allotments = [
			{"record_type": "Grid Member", "record_name": one.name, "grid_code": north},
			{"record_type": EVENT, "record_name": led.name, "grid_code": north},
		]
		change = self.split(self.first, north, south, allotments=allotments)
		self.assertEqual(
			[self.where(record) for record in (one, led, two, event)], [north, north, south, south]
		)
		self.assertEqual(frappe.db.get_value(EVENT, led.name, "lead_grid"), north)
		self.assertEqual(self.state(self.first), (0, "Split Up", south))
		self.assertEqual(change.status, "Applied")
		carried = {(row.record_type, row.link_field, row.to_grid): row.records for row in change.carried}
		self.assertEqual(
			carried,
			{
				("Grid Member", "grid", north): 1,
				("Grid Member", "grid", south): 1,
				(EVENT, "grid", north): 1,
				(EVENT, "grid", south): 1,
				(EVENT, "lead_grid", north): 1,
			},
		)
		self.assertTreeIsSound()
		self.assertPathsAreSound()

	def test_closed_events_and_former_members_keep_the_old_grid_and_are_seen_by_the_successor(self):
		event = put_in_state(make_event(self.first), "Closed")
		former = make_grid_member(self.first, is_active=0)
		north, south = self.codes(1, 2)
		make_grid_member(self.first, "Grid Leader", actor("leader"))
		self.split(self.first, north, south)
		self.assertEqual((self.where(event), self.where(former)), (self.first, self.first))
		self.assertEqual(self.path(EVENT, event.name), f"{self.path('Grid', south)}{self.first}.")
		with self.as_user(actor("leader")):
			self.assertTrue(frappe.has_permission(EVENT, "read", event.name))
			self.assertIn(event.name, frappe.get_list(EVENT, pluck="name", limit=0))

	def test_residents_go_where_their_address_goes(self):
		north, south = self.codes(1, 2)
		for address in ("A1", "A2"):
			self.put("Standard Address", address)
			self.put("Resident", f"R-{address}", residence=address)
		self.put("Resident", "R-nowhere")
		lines = [GridRecords("Resident", follows="residence"), GridRecords("Standard Address")]
		with patch.object(grid_records, "declared", return_value=lines):
			chosen = {"record_type": "Standard Address", "record_name": "A1", "grid_code": north}
			self.split(self.first, north, south, allotments=[chosen])
		for doctype, name, grid in (
			("Standard Address", "A1", north),
			("Standard Address", "A2", south),
			("Resident", "R-A1", north),
			("Resident", "R-A2", south),
			("Resident", "R-nowhere", south),
		):
			with self.subTest(name):
				self.assertEqual(frappe.db.get_value(doctype, name, "grid"), grid)
				self.assertEqual(self.path(doctype, name), self.path("Grid", grid))

	def put(self, doctype, name, **values):
		record = {
			"doctype": doctype,
			"name": name,
			"grid": self.first,
			"grid_path": self.path("Grid", self.first),
		}
		frappe.get_doc({**record, **values}).db_insert()

	def test_sub_grids_go_along_and_keep_their_codes(self):
		member = make_grid_member(self.second)
		east, west = f"{self.township}801", f"{self.township}802"
		new = [
			{"grid_name": "East", "grid_code": east, "unit_type": "Community"},
			{"grid_name": "West", "grid_code": west, "unit_type": "Community", "takes_rest": 1},
		]
		chosen = {"record_type": "Grid", "record_name": self.second, "grid_code": east}
		self.order("Split Grid", self.community, new_grids=new, allotments=[chosen])
		parents = [
			frappe.db.get_value("Grid", grid, "parent_grid") for grid in (self.first, self.second, self.third)
		]
		self.assertEqual(parents, [west, east, west])
		self.assertEqual(
			self.path("Grid Member", member.name), f"620981.{self.township}.{east}.{self.second}."
		)
		self.assertTreeIsSound()

	def test_split_that_makes_no_sense_is_refused(self):
		north, south = self.codes(1, 2)
		make_event(self.second)
		stranger = {"record_type": EVENT, "record_name": make_event(self.second).name, "grid_code": north}
		for attempt in (
			lambda: self.split(self.first, north),
			lambda: self.split(self.first, north, north),
			lambda: self.split("620981", north, south),
			lambda: self.split(self.first, north, south, allotments=[stranger]),
			lambda: self.split(self.first, north, south, allotments=[{**stranger, "grid_code": self.second}]),
			lambda: self.split(self.first, north, self.second),
			lambda: self.order("Split Grid", self.first, self.second, target=self.third),
			lambda: self.order("Split Grid", self.first),
			lambda: self.split(self.first, north, south, reason=" "),
			lambda: self.order("No such kind", self.first),
		):
			self.assertRefused(GridChangeError, attempt)
		self.assertRefused(GridCodeError, self.split, self.first, north, f"{self.township}801")
		self.assertEqual(self.state(self.first)[0], 1)


class TestMerger(ChangeTestCase):
	def test_everything_live_goes_into_the_one_that_stays(self):
		member, event = make_grid_member(self.second), make_event(self.third, lead_grid=self.third)
		for grid, households in ((self.first, 100), (self.second, 90), (self.third, 80)):
			frappe.get_doc("Grid", grid).update({"households": households}).save()
		change = self.order("Merge Grids", self.second, self.third, target=self.first)
		self.assertEqual((self.where(member), self.where(event)), (self.first, self.first))
		self.assertEqual(frappe.db.get_value(EVENT, event.name, "lead_grid"), self.first)
		self.assertEqual(frappe.db.get_value("Grid", self.first, "households"), 270)
		self.assertEqual(self.state(self.second), (0, "Merged", self.first))
		self.assertEqual((change.source_names.count(","), change.status), (1, "Applied"))
		self.assertTreeIsSound()
		self.assertPathsAreSound()

	def test_new_grid_takes_over_figures_and_territory(self):
		for grid, west in ((self.first, 97), (self.second, 98)):
			drawn = boundary(polygon(ring(west, 40, west + 1, 41)))
			frappe.get_doc("Grid", grid).update({"population": 500, "boundary": drawn}).save()
		code = self.codes(1)[0]
		new = {"grid_name": "Both", "grid_code": code, "unit_type": "Residential Compound"}
		self.order("Merge Grids", self.first, self.second, new_grids=[new])
		both = frappe.get_doc("Grid", code)
		self.assertEqual((both.population, both.min_lon, both.max_lon), (1000, 97, 99))
		self.assertEqual((self.state(self.first), self.state(self.second)), ((0, "Merged", code),) * 2)

	def test_one_leader_stays_and_the_others_become_deputies(self):
		own = make_grid_member(self.first, "Grid Leader", from_date="2024-01-01")
		earlier = make_grid_member(self.second, "Grid Leader", from_date="2020-01-01")
		chosen = make_grid_member(self.third, "Grid Leader")
		self.order("Merge Grids", self.second, target=self.first)
		self.assertEqual(self.posts(own, earlier), ["Grid Leader", "Deputy Grid Leader"])
		self.order("Merge Grids", self.third, target=self.first, leader=chosen.name)
		self.assertEqual(
			self.posts(own, earlier, chosen), ["Deputy Grid Leader", "Deputy Grid Leader", "Grid Leader"]
		)

	def posts(self, *members):
		return [frappe.db.get_value("Grid Member", member.name, "post") for member in members]

	def test_nobody_is_bound_twice_to_the_grid_that_stays(self):
		roaming = make_grid_member(self.first, further_grids=[{"grid": self.second}, {"grid": self.third}])
		self.order("Merge Grids", self.second, target=self.first)
		self.order("Merge Grids", self.third, target=self.first)
		self.assertFalse(frappe.get_all("Grid Member Grid", {"parent": roaming.name}))
		frappe.get_doc("Grid Member", roaming.name).save()

	def test_merger_that_makes_no_sense_is_refused(self):
		stranger = make_grid(self.other).name
		ended = make_grid(self.community, is_active=0).name
		for attempt in (
			lambda: self.order("Merge Grids", self.first, target=stranger),
			lambda: self.order("Merge Grids", self.first, target=self.first),
			lambda: self.order("Merge Grids", self.first, target=ended),
			lambda: self.order("Merge Grids", ended, target=self.first),
			lambda: self.order("Merge Grids", self.first, target=self.community),
			lambda: self.order("Merge Grids", target=self.first),
			lambda: self.order("Merge Grids", self.first),
		):
			self.assertRefused(GridChangeError, attempt)


class TestMove(ChangeTestCase):
	def test_grid_goes_under_another_parent_with_all_below_it(self):
		new_home = make_grid().name
		member, event = make_grid_member(self.first), make_event(self.first, lead_grid=self.community)
		change = self.order("Move Grid", self.community, target=new_home)
		moved = f"620981.{new_home}.{self.community}."
		self.assertEqual(self.path("Grid Member", member.name), f"{moved}{self.first}.")
		self.assertEqual(self.path(EVENT, event.name, "lead_grid_path"), moved)
		self.assertEqual((change.former_parent, self.state(self.community)[0]), (self.township, 1))
		self.assertEqual(
			frappe.db.count("Grid Change", {"kind": "Move Grid", "source_names": change.source_names}), 1
		)
		self.assertTreeIsSound()
		self.assertPathsAreSound()

	def test_move_to_the_wrong_place_is_refused(self):
		for parent in (self.township, self.first, "620981", self.other):
			with self.subTest(parent):
				self.assertRefused(GridChangeError, self.order, "Move Grid", self.community, target=parent)
		self.assertRefused(frappe.DoesNotExistError, self.order, "Move Grid", self.first, target="no such")


class TestClosing(ChangeTestCase):
	def test_empty_grid_is_closed_without_a_successor(self):
		put_in_state(make_event(self.first), "Closed")
		self.order("Close Grid", self.first, effective_date=add_days(getdate(), -3))
		grid = frappe.get_doc("Grid", self.first)
		self.assertEqual(
			(grid.grid_status, grid.closed_on), ("Closed Down", getdate(add_days(getdate(), -3)))
		)
		self.assertEqual(successors_of(self.first), [])

	def test_grid_with_anything_live_needs_a_successor(self):
		make_grid_member(self.first)
		make_event(self.second)
		for grid in (self.first, self.second, self.community):
			with self.subTest(grid):
				message = self.assertRefused(GridChangeError, self.order, "Close Grid", grid)
				self.assertIn("still has", message)

	def test_successor_takes_over_from_anywhere_on_the_same_level(self):
		member, elsewhere = make_grid_member(self.first), make_grid(self.other).name
		self.order("Close Grid", self.first, target=elsewhere)
		self.assertEqual(self.where(member), elsewhere)
		self.order("Close Grid", self.community, target=self.other)
		self.assertEqual(frappe.db.get_value("Grid", self.second, "parent_grid"), self.other)
		self.assertRefused(GridChangeError, self.order, "Close Grid", self.second, target=self.township)
		self.assertTreeIsSound()


class TestHistory(ChangeTestCase):
	def test_successors_are_followed_over_any_number_of_changes(self):
		north, south = self.codes(1, 2)
		self.split(self.first, north, south)
		self.order("Merge Grids", south, target=self.second)
		self.order("Close Grid", self.second, target=self.third)
		self.order("Move Grid", self.third, target=self.other)
		self.assertEqual(successors_of(self.first), sorted([north, self.third]))
		self.assertEqual(successors_of(self.third), [self.third])
		self.assertEqual(self.state(self.first)[2], self.third)
		self.assertEqual(self.path("Grid", self.first), f"{self.path('Grid', self.third)}{self.first}.")

	def test_history_of_a_history_stays_with_the_last_heir(self):
		event = put_in_state(make_event(self.first), "Closed")
		self.order("Close Grid", self.first, target=self.second)
		self.order("Merge Grids", self.second, target=self.third)
		self.assertEqual(self.path(EVENT, event.name), f"{self.path('Grid', self.third)}{self.first}.")

	def test_old_grid_tells_what_became_of_it(self):
		self.order("Merge Grids", self.first, target=self.second)
		(change,) = changes_of(self.first)
		self.assertEqual((change.kind, change.reason), ("Merge Grids", "By order"))
		self.assertEqual([row.grid for row in change.targets], [self.second])
		self.assertTrue(frappe.get_list("Grid", {"name": self.first}))


class TestRecord(ChangeTestCase):
	def test_change_is_never_edited_deleted_or_written_from_outside(self):
		refusal = frappe.PermissionError
		change = self.order("Merge Grids", self.first, target=self.second)
		self.assertRefused(refusal, frappe.get_doc("Grid Change", change.name).update({"reason": "X"}).save)
		self.assertRefused(refusal, frappe.delete_doc, "Grid Change", change.name, force=True)
		self.assertRefused(refusal, frappe.rename_doc, "Grid Change", change.name, "another", force=True)
		for person in ("Administrator", actor("administrator")):
			with self.subTest(person), self.as_user(person):
				self.assertRefused(refusal, frappe.copy_doc(change).insert)

	def test_failing_change_leaves_nothing_behind(self):
		make_grid_member(self.first)
		frappe.db.savepoint("before_change")
		with patch("yumen_governance.grid_management.grid_change_steps._end", side_effect=ZeroDivisionError):
			self.assertRefused(ZeroDivisionError, self.order, "Merge Grids", self.first, target=self.second)
		frappe.db.rollback(save_point="before_change")
		self.assertEqual(self.state(self.first)[0], 1)
		self.assertFalse(frappe.db.exists("Grid Change Grid", {"grid": self.first}))
