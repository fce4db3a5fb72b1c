"""A change of grids: what was ordered, by whom and why, and what it carried along.

Written by grid_changes only. Its content is never edited and never deleted; its progress goes from planned to applied,
withdrawn or failed.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.grid_management.grid_change_rules import check
from yumen_governance.grid_management.grid_rules import PLANNED
from yumen_governance.grid_management.grid_words import listing

LONGEST_NAMES = 140


class GridChangeIsAppendOnlyError(frappe.PermissionError):
	pass


class GridChange(Document):
	@property
	def sources(self) -> list:
		return [row for row in self.grids if row.side == "Former"]

	@property
	def receiving(self) -> list:
		return [row for row in self.grids if row.side == "Receiving"]

	@property
	def takes_rest(self):
		"""The new grid of a split that receives whatever wasn't allotted one by one."""
		return next(row for row in self.receiving if row.takes_rest)

	def validate(self):
		self.refuse_unless_written_by_code()
		if self.is_new() and self.status == PLANNED:
			check(self)
		self.source_names = self.names_of(self.sources)
		self.target_names = self.names_of(self.receiving)

	def on_trash(self):
		self.refuse()

	def before_rename(self, *args):
		self.refuse()

	def refuse_unless_written_by_code(self):
		if not self.flags.pop("written_by_code", False):
			self.refuse()

	def refuse(self):
		frappe.throw(
			_("A change of grids is written by its action only; it can't be edited or deleted."),
			GridChangeIsAppendOnlyError,
		)

	def name_grid(self, side: str, code: str) -> None:
		"""Add an existing grid to those concerned, with its name and type of this day."""
		fields = ["grid_name", "unit_type", "households", "population"]
		values = frappe.db.get_value("Grid", code, fields, as_dict=True)
		if not values:
			frappe.throw(_("There is no grid {0}.").format(code), frappe.DoesNotExistError)
		self.append("grids", {"side": side, "grid": code, "grid_code": code, **values})

	def names_of(self, rows: list) -> str:
		return listing(row.grid_name or "" for row in rows)[:LONGEST_NAMES]
