"""Coverage of the grids, each person within their own territory."""

from unittest.mock import patch

import frappe
from frappe.utils import getdate

from yumen_governance.api import field_work
from yumen_governance.field_work.knowledge import filling
from yumen_governance.field_work.report.knowledge_coverage.knowledge_coverage import execute
from yumen_governance.field_work.visits.tests.maker import FieldCase
from yumen_governance.tests.factories import actor, make_grid


class TestCoverage(FieldCase):
	def setUp(self):
		super().setUp()
		filling.keep_rows()

	def rows(self, user: str | None = None, **filters) -> dict:
		with self.as_user(actor(user) if user else "Administrator"):
			return {row["grid"]: row for row in execute({"under": self.community, **filters})[1]}

	def test_percent_is_items_that_count_as_known(self):
		self.visit(knowledge=[{"item": "环境卫生"}])
		row = self.rows()[self.grid]
		self.assertEqual((row["known"], row["items"], row["percent"]), (3, 12, 25))
		self.assertEqual((row["households"], row["seen"], row["seen_share"]), (6, 1, 17))
		frappe.db.set_value("Grid Knowledge", {"grid": self.grid}, "fresh_until", "2020-01-01")
		self.assertEqual(self.rows()[self.grid]["percent"], 0)

	def test_a_household_counts_once_and_plans_are_counted(self):
		self.visit()
		self.visit(repeat_reason="再访")
		self.plan_day(getdate())
		row = self.rows()[self.grid]
		self.assertEqual((row["seen"], row["plans"], row["plans_done"]), (1, 2, 0))

	def test_everybody_sees_their_territory(self):
		self.assertEqual(set(self.rows("leader")), {self.grid, self.other_grid})
		self.assertEqual(set(self.rows("member")), {self.grid})
		self.assertEqual(self.rows("other_leader"), {})
		self.assertEqual(set(self.rows("auditor")), {self.grid, self.other_grid})

	def test_filters(self):
		self.visit()
		self.assertNotIn(self.grid, self.rows(below=10))
		self.assertEqual(self.rows(under=make_grid().name), {})
		self.assertTrue(self.rows(days=0) and self.rows(days=99999))

	def test_statements_do_not_grow_with_the_number_of_grids(self):
		def asked() -> int:
			with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
				self.rows("leader")
			return sql.call_count

		few = asked()
		for _number in range(5):
			make_grid(self.community)
		self.assertLessEqual(asked(), few)


class TestLeaderView(FieldCase):
	def view(self, user: str, **arguments) -> dict:
		with self.as_user(actor(user)):
			return field_work.leader_view(**arguments)

	def test_a_leader_sees_what_came_in_and_who_waits(self):
		need = self.visit(needs_help=1, help_wanted="看病")
		view = self.view("leader")
		self.assertEqual((view["came_in"]["visits"], view["came_in"]["needs_open"]), (1, 1))
		self.assertEqual([row["name"] for row in view["needs"]], [need.name])
		self.assertEqual(view["needs"][0]["may_answer"], 1)
		self.assertEqual({row["grid"] for row in view["grids"]}, {self.grid, self.other_grid})

	def test_another_leader_sees_nothing_of_it(self):
		self.visit(needs_help=1, help_wanted="看病")
		with self.assertRaises(frappe.PermissionError):
			self.view("other_leader")
		self.make_other_leader()
		view = self.view("other_leader")
		self.assertEqual((view["needs"], view["came_in"]["visits"]), ([], 0))

	def make_other_leader(self):
		from yumen_governance.tests.factories import make_grid_member

		make_grid_member(make_grid().name, "Grid Leader", actor("other_leader"))

	def test_who_leads_nothing_is_refused(self):
		for user in ("member", "handler", "clerk", "auditor", "dispatcher"):
			with self.subTest(user):
				self.assertRefused(frappe.PermissionError, self.view, user)

	def test_who_came_lately_is_told_without_what_was_found(self):
		self.visit(user=actor("leader"), findings="秘密")
		with self.as_user(actor("member")):
			rows = field_work.recent_visits(self.households[0])
		self.assertEqual(len(rows), 1)
		self.assertNotIn("秘密", frappe.as_json(rows))
		for user in ("other_member", "handler", "auditor", "clerk"):
			with self.as_user(actor(user)):
				self.assertRefused(frappe.PermissionError, field_work.recent_visits, self.households[0])

	def test_coverage_of_ones_territory(self):
		filling.keep_rows()
		with self.as_user(actor("member")):
			self.assertEqual([row["grid"] for row in field_work.coverage()], [self.grid])
			self.assertEqual(field_work.coverage("nothing"), [])
		with self.as_user(actor("handler")):
			self.assertRefused(frappe.PermissionError, field_work.coverage)
