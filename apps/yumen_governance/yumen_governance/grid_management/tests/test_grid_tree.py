"""The tree tells counts for a whole level at once, to each person what they may see."""

from contextlib import contextmanager
from unittest.mock import patch

import frappe

from yumen_governance.api import grids as api
from yumen_governance.grid_management.grid_tree import nodes_under
from yumen_governance.grid_management.tests.test_grid_geometry import boundary, polygon, ring
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_grid_member


class TestTree(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township = make_grid().name
		self.community = make_grid(self.township).name
		self.first, self.second = (
			make_grid(self.community, households=10 * number, population=30 * number).name
			for number in (1, 2)
		)
		make_grid_member(self.community, "Grid Leader", actor("leader"))
		make_grid_member(self.first)
		make_grid_member(self.second, is_active=0)

	def node(self, grid, parent, **options):
		return next((node for node in nodes_under(parent, **options) if node.value == grid), None)

	def test_counts_of_a_grid_are_those_of_all_below_it(self):
		node = self.node(self.community, self.township)
		self.assertEqual(
			(node.sub_grids, node.members, node.households, node.population, node.expandable),
			(2, 2, 30, 90, 1),
		)
		leaf = self.node(self.first, self.community)
		self.assertEqual((leaf.sub_grids, leaf.members, leaf.households, leaf.expandable), (0, 1, 10, 0))

	def test_entered_figure_goes_before_the_sum(self):
		frappe.get_doc("Grid", self.community).update({"households": 35}).save()
		node = self.node(self.community, self.township)
		self.assertEqual((node.households, node.population), (35, 90))
		above = self.node(self.township, "620981")
		self.assertEqual((above.households, above.population), (35, 90))

	def test_city_is_the_root(self):
		(root,) = nodes_under("")
		self.assertEqual((root.value, root.grid_level), ("620981", "City"))
		self.assertGreaterEqual(root.sub_grids, 1)

	def test_grids_that_ended_are_hidden_until_asked_for(self):
		ended = make_grid(self.community, is_active=0).name
		self.assertIsNone(self.node(ended, self.community))
		shown = self.node(ended, self.community, include_ended=True)
		self.assertEqual(shown.grid_status, "Closed Down")
		self.assertEqual(self.node(self.community, self.township).sub_grids, 2)

	def test_members_are_counted_for_whom_may_see_them(self):
		for person, members in (("auditor", 2), ("leader", 2), ("other_leader", 0), ("clerk", None)):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertEqual(self.node(self.community, self.township).members, members)

	def test_level_costs_the_same_whatever_its_number_of_grids(self):
		def cost():
			with self.counting_queries() as queries:
				nodes_under(self.community)
			return len(queries)

		nodes_under(self.community)
		before = cost()
		for _number in range(5):
			make_grid_member(make_grid(self.community).name)
		nodes_under(self.community)
		self.assertEqual(cost(), before)
		self.assertLessEqual(before, 5)

	@contextmanager
	def counting_queries(self):
		queries, sql = [], frappe.db.sql
		with patch.object(frappe.db, "sql", lambda *args, **kw: queries.append(args[0]) or sql(*args, **kw)):
			yield queries


class TestEndpoints(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.community = make_grid(make_grid().name).name
		self.first, self.second = (make_grid(self.community).name for _ in range(2))
		self.change = {
			"kind": "Merge Grids",
			"reason": "By order",
			"sources": [self.first],
			"target": self.second,
		}

	def test_changes_are_for_governance_administrators(self):
		for person in ("dispatcher", "auditor", "leader", "member", "clerk", "handler", "technician"):
			with self.subTest(person), self.as_user(actor(person)):
				for call, arguments in (
					(api.order_change, {"change": frappe.as_json(self.change)}),
					(api.preview_change, {"grids": [self.first]}),
					(api.choices, {"grid": self.first}),
					(api.withdraw_change, {"name": "GC-1"}),
					(api.apply_change, {"name": "GC-1"}),
				):
					self.assertRefused(frappe.PermissionError, call, **arguments)
		with self.as_user(actor("administrator")):
			self.assertEqual(api.order_change(frappe.as_json(self.change))["status"], "Applied")

	def test_history_is_for_whoever_reads_grids(self):
		with self.as_user(actor("administrator")):
			api.order_change(self.change)
		with self.as_user(actor("clerk")):
			told = api.history(self.first)
		self.assertEqual([row.grid for row in told["successors"]], [self.second])
		self.assertEqual(told["changes"][0].kind, "Merge Grids")
		with self.as_user(actor("technician")):
			self.assertRefused(frappe.PermissionError, api.history, self.first)

	def test_preview_tells_what_would_be_carried_and_who_leads(self):
		own = make_grid_member(self.second, "Grid Leader")
		other = make_grid_member(self.first, "Grid Leader")
		make_grid_member(self.first)
		with self.as_user(actor("administrator")):
			told = api.preview_change([self.first], self.second)
			choices = api.choices(self.first)
		self.assertEqual(told["counts"], [{"record_type": "Grid Member", "link_field": "grid", "records": 2}])
		self.assertEqual(
			({row.name for row in told["leaders"]}, told["stays"]), ({own.name, other.name}, own.name)
		)
		self.assertTrue(all(not frappe.db.exists("Grid", code) for code in told["codes"]))
		(kind,) = choices
		self.assertEqual((kind["record_type"], kind["records"], len(kind["rows"])), ("Grid Member", 2, 2))

	def test_search_finds_names_and_codes_and_says_what_ended(self):
		frappe.get_doc("Grid", self.first).update({"grid_name": "Old Cinema Yard"}).save()
		with self.as_user(actor("administrator")):
			api.order_change(self.change)
		with self.as_user(actor("clerk")):
			for words in ("cinema", self.first):
				self.assertEqual(
					api.search("Grid", words, "name", 0, 10),
					[[self.first, "Old Cinema Yard", f"Grid {self.community}", "Merged"]],
				)
			self.assertEqual(api.search("Grid", "cinema", "name", 0, 10, {"is_active": 1}), [])
			found = api.search("Grid", self.community, "name", 0, 10)
		self.assertEqual([row[0] for row in found], [self.community, self.second, self.first])
		with self.as_user(actor("technician")):
			self.assertRefused(frappe.PermissionError, api.search, "Grid", "cinema", "name", 0, 10)

	def test_surroundings_are_outlines_with_their_relation(self):
		drawn = {"boundary": boundary(polygon(ring(97, 40, 98, 41)))}
		for grid in (self.community, self.second):
			frappe.get_doc("Grid", grid).update(drawn).save()
		make_grid(self.community, is_active=0, **drawn)
		relations = {row["name"]: row["relation"] for row in api.surroundings(self.first)}
		self.assertEqual(relations, {self.community: "Parent", self.second: "Sibling"})
		self.assertEqual({row["relation"] for row in api.surroundings(self.community)}, {"Child"})
		self.assertEqual(
			{row["relation"] for row in api.surroundings(None, self.community)}, {"Parent", "Sibling"}
		)
		with self.as_user(actor("technician")):
			self.assertRefused(frappe.PermissionError, api.surroundings, self.first)
