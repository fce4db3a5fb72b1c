"""The pay that a township or sub-district pools for its grids in one year (统一管理、统筹使用)."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt

from yumen_governance.grid_management.grid_rules import LEVELS

PRECISION = 2


class FundsError(frappe.ValidationError):
	pass


class GridFundPool(Document):
	def autoname(self):
		self.name = f"FP-{self.grid}-{self.year}"

	def validate(self):
		self.validate_grid()
		self.validate_year()
		self.validate_only_one()
		self.validate_sources()
		self.set_totals()

	def validate_grid(self):
		grid = frappe.db.get_value("Grid", self.grid, ["grid_level", "grid_name", "grid_path"], as_dict=True)
		if grid.grid_level != LEVELS[1]:
			frappe.throw(
				_("A fund pool belongs to a level 1 grid; {0} isn't one.").format(grid.grid_name), FundsError
			)
		self.grid_path = grid.grid_path
		self.title = f"{grid.grid_name} {self.year}"

	def validate_year(self):
		if not 2000 <= self.year <= 2100:
			frappe.throw(_("Enter the year in four digits."), FundsError)

	def validate_only_one(self):
		if self.is_new() and frappe.db.exists("Grid Fund Pool", self.name):
			frappe.throw(
				_("{0} has its fund pool already. Open it and add to it.").format(self.title), FundsError
			)

	def validate_sources(self):
		for row in self.sources:
			row.amount = flt(row.amount, PRECISION)
			if row.amount <= 0:
				frappe.throw(_("Row {0}: enter an amount above zero.").format(row.idx), FundsError)

	def set_totals(self):
		"""Add up; what was paid is the database's word, read under a lock until this is saved."""
		paid = frappe.db.get_value("Grid Fund Pool", self.name, "paid_amount", for_update=True)
		self.total_amount = flt(sum(row.amount for row in self.sources), PRECISION)
		self.paid_amount = flt(paid, PRECISION)
		self.balance = flt(self.total_amount - self.paid_amount, PRECISION)
		if self.balance < 0:
			frappe.throw(_("More than this total has been paid from the pool already."), FundsError)


def draw(pool: str, amount: float) -> None:
	"""Book an approved payout on a pool, or with a negative amount a revoked one.

	The pool is locked until the transaction ends, so that two sheets can't spend the same money.

	:raises FundsError: the pool holds less
	"""
	total, paid = frappe.db.get_value(
		"Grid Fund Pool", pool, ["total_amount", "paid_amount"], for_update=True
	)
	paid = flt(flt(paid) + amount, PRECISION)
	balance = flt(flt(total) - paid, PRECISION)
	if balance < 0:
		frappe.throw(_("The payout exceeds the balance of the pool by {0}.").format(-balance), FundsError)
	frappe.db.set_value("Grid Fund Pool", pool, {"paid_amount": paid, "balance": balance})
