"""A level 1 grid has one pool a year; it adds up, and never holds less than was paid."""

import frappe

from yumen_governance.grid_management.doctype.grid_fund_pool.grid_fund_pool import FundsError, draw
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_fund_pool, make_grid, make_grid_member


class TestGridFundPool(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.grid = make_grid().name

	def source(self, amount) -> dict:
		return {"source": "禁毒专干", "comes_from": "Township", "amount": amount}

	def test_sources_add_up(self):
		pool = make_fund_pool(self.grid, sources=[self.source(100.10), self.source(200.20)])
		self.assertEqual((pool.total_amount, pool.paid_amount, pool.balance), (300.30, 0, 300.30))
		self.assertEqual(pool.grid_path, frappe.db.get_value("Grid", self.grid, "grid_path"))

	def test_pool_belongs_to_a_level_1_grid(self):
		for grid in (make_grid(self.grid).name, "620981"):
			self.assertRefused(FundsError, make_fund_pool, grid)

	def test_grid_has_one_pool_a_year(self):
		make_fund_pool(self.grid)
		self.assertRefused(FundsError, make_fund_pool, self.grid)
		self.assertTrue(make_fund_pool(self.grid, year=2027).name)

	def test_amounts_are_above_zero(self):
		for amount in (0, -1, 0.001):
			with self.subTest(amount):
				self.assertRefused(
					frappe.ValidationError, make_fund_pool, self.grid, sources=[self.source(amount)]
				)

	def test_pool_without_sources_or_with_an_odd_year_is_refused(self):
		self.assertRefused(frappe.MandatoryError, make_fund_pool, self.grid, sources=[])
		for year in (26, 20_266):
			self.assertRefused(FundsError, make_fund_pool, self.grid, year=year)

	def test_figures_from_outside_are_not_believed(self):
		pool = make_fund_pool(self.grid, 1000, total_amount=9, paid_amount=9, balance=9)
		self.assertEqual((pool.total_amount, pool.paid_amount, pool.balance), (1000, 0, 1000))
		pool.update({"paid_amount": -500, "balance": 1500}).save()
		self.assertEqual((pool.paid_amount, pool.balance), (0, 1000))

	def test_payouts_are_drawn_to_the_fen_and_not_beyond(self):
		pool = make_fund_pool(self.grid, 0.30)
		draw(pool.name, 0.10)
		draw(pool.name, 0.20)
		self.assertEqual((fresh(pool).paid_amount, fresh(pool).balance), (0.30, 0))
		self.assertRefused(FundsError, draw, pool.name, 0.01)
		draw(pool.name, -0.20)
		self.assertEqual(fresh(pool).balance, 0.20)

	def test_pool_is_never_cut_below_what_was_paid(self):
		pool = make_fund_pool(self.grid, 1000)
		draw(pool.name, 600)
		for amount, allowed in ((599.99, False), (600, True)):
			pool = fresh(pool)
			pool.sources[0].amount = amount
			if allowed:
				self.assertEqual(pool.save().balance, 0)
			else:
				self.assertRefused(FundsError, pool.save)

	def test_pool_is_seen_by_its_grid_and_the_centre(self):
		pool = make_fund_pool(self.grid).name
		below = make_grid(self.grid).name
		make_grid_member(self.grid, "Grid Leader", actor("leader"))
		make_grid_member(below, "Grid Leader", actor("other_leader"))
		for person, sees in (
			("administrator", True),
			("auditor", True),
			("leader", True),
			("other_leader", False),
		):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertEqual(pool in frappe.get_list("Grid Fund Pool", pluck="name", limit=0), sees)
				self.assertEqual(frappe.has_permission("Grid Fund Pool", "read", pool), sees)

	def test_money_is_nothing_for_other_roles(self):
		make_grid_member(self.grid, user=actor("member"))
		for doctype in ("Grid Fund Pool", "Grid Payout Sheet"):
			for person in ("dispatcher", "clerk", "member", "handler", "technician"):
				with self.subTest(doctype, person=person):
					self.assertFalse(frappe.has_permission(doctype, "read", user=actor(person)))

	def test_only_the_administrator_fills_a_pool(self):
		make_grid_member(self.grid, "Grid Leader", actor("leader"))
		pool = make_fund_pool(self.grid).name
		for right in ("write", "create", "delete"):
			self.assertTrue(frappe.has_permission("Grid Fund Pool", right, pool, actor("administrator")))
			for person in ("leader", "auditor"):
				self.assertFalse(frappe.has_permission("Grid Fund Pool", right, pool, actor(person)))
