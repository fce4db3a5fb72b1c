"""What a phone is given of patrols: rows with labels, in a number of queries that doesn't grow with them."""

import frappe

from yumen_governance.field_work.patrols import rounds, stores
from yumen_governance.field_work.patrols.tests.maker import item
from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_facility,
	make_grid,
	make_grid_member,
	make_hazard,
	make_key_area,
)


class TestStores(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		community = make_grid(make_grid().name).name
		self.grid, other = make_grid(community).name, make_grid(community).name
		make_grid_member(self.grid, user=actor("member"))
		for grid in (self.grid, other):
			make_facility(grid), make_key_area(grid), make_hazard(grid)
		make_facility(self.grid, status="Removed")

	def rows(self, store):
		table, scope = frappe.qb.DocType(store.doctype), scope_of(actor("member"))
		query = frappe.qb.from_(table).select(*(table[column] for column in store.columns))
		for criterion in (store.criterion(scope), store.live):
			query = query if criterion is None else query.where(criterion)
		return store.shape(query.run(as_dict=True), scope)

	def test_own_grid_with_labels_and_nobody_else_s(self):
		for make, label in (
			(stores.facilities, "其他"),
			(stores.key_areas, "商贸集市"),
			(stores.hazards, "消防隐患"),
		):
			rows = self.rows(make())
			with self.subTest(make.__name__):
				self.assertEqual({row["grid"] for row in rows}, {self.grid})
				self.assertEqual(len(rows), 1)
				self.assertTrue(rows[0]["kind_label"])
				self.assertTrue(label)

	def test_checklists_come_with_their_items_and_rules_with_their_categories(self):
		hydrants = next(
			row for row in self.rows(stores.check_lists()) if row["facility_kind"] == "facility_kind-09"
		)
		self.assertIn("消火栓有水压", [row["item"] for row in hydrants["items"]])
		fire = next(row for row in self.rows(stores.hazard_rules()) if row["hazard_kind"] == "hazard_kind-02")
		self.assertEqual((fire["kind_label"], fire["category_label"]), ("消防隐患", "消防安全"))

	def test_rounds_come_with_their_places(self):
		with self.as_user(actor("member")):
			patrol = rounds.take(item("patrol", step="begin", grid=self.grid), actor("member"), None).name
			place = frappe.db.get_value("Public Facility", {"grid": self.grid, "status": "In Use"})
			found = {"place_type": "Public Facility", "place": place, "state": "In Order"}
			rounds.take(item("patrol", step="look", patrol=patrol, **found), actor("member"), None)
		row = next(row for row in self.rows(stores.patrols()) if row["name"] == patrol)
		self.assertEqual(([each["place"] for each in row["places"]], row["is_mine"]), ([place], 1))

	def test_queries_do_not_grow_with_rows(self):
		for make in (stores.facilities, stores.hazards, stores.key_areas):
			self.rows(make())
			few = self.queries(make)
			for _more in range(5):
				make_facility(self.grid), make_hazard(self.grid), make_key_area(self.grid)
			with self.subTest(make.__name__):
				self.assertEqual(self.queries(make), few)

	def queries(self, make) -> int:
		count = 0
		run = frappe.db.sql

		def counted(*args, **kwargs):
			nonlocal count
			count += 1
			return run(*args, **kwargs)

		frappe.db.sql = counted
		try:
			self.rows(make())
		finally:
			frappe.db.sql = run
		return count
