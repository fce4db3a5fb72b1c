"""A household: who lives together, and who is its head."""

from datetime import date

import frappe
from frappe.utils import getdate

from yumen_governance.registry.moves import Move, move_household
from yumen_governance.registry.record import RegistryRecord


class Household(RegistryRecord):
	@frappe.whitelist(methods=["POST"])
	def move_to_grid(self, grid: str, reason: str, moved_on: date | None = None) -> int:
		"""Move the household with its members to another grid.

		:return: how many members moved along
		:raises frappe.PermissionError: the person isn't in charge of both grids
		"""
		self.check_permission("write")
		household = frappe.get_doc("Household", self.name)
		return move_household(household, Move(grid, getdate(moved_on), reason))


def on_doctype_update():
	"""Index what a list of a territory asks."""
	frappe.db.add_index("Household", ["grid_path", "status", "modified"])
