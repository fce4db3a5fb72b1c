"""The level 3 grids that a member is bound to: everybody in the network stands in one."""

import frappe
from frappe import _

from yumen_governance.grid_management.grid_rules import LEVELS
from yumen_governance.grid_management.posts import FULL_TIME, LEADING

LEAF = LEVELS[-1]


class GridBindingError(frappe.ValidationError):
	pass


def validate(member) -> None:
	"""Check and complete the further grids of a member who is in office.

	:raises GridBindingError: a further grid isn't level 3, isn't in use, stands twice or lies in another
		level 1 grid; or a full-time member of an upper grid is bound to none under it
	"""
	grids = _grids_of(member)
	for row in member.further_grids:
		row.grid_path = grids[row.grid].grid_path
		row.grid_code = row.grid
		if member.is_active:
			_validate_row(member, row, grids[row.grid])
	if member.is_active and frappe.db.get_value("Grid", member.grid, "grid_level") != LEAF:
		_validate_sunk(member)


def _grids_of(member) -> dict:
	names = [row.grid for row in member.further_grids]
	if doubled := {name for name in names if names.count(name) > 1 or name == member.grid}:
		frappe.throw(_("Grid {0} is listed twice.").format(doubled.pop()), GridBindingError)
	fields = ["name", "grid_name", "grid_level", "is_active", "grid_path"]
	rows = frappe.get_all("Grid", {"name": ["in", names]}, fields) if names else []
	return {row.name: row for row in rows}


def _validate_row(member, row, grid) -> None:
	if grid.grid_level != LEAF:
		problem = _("Row {0}: {1} isn't a level 3 grid.")
	elif not grid.is_active:
		problem = _("Row {0}: grid {1} is not in use.")
	elif not grid.grid_path.startswith(_township_path(member.grid_path)):
		problem = _("Row {0}: {1} lies under another level 1 grid. Enter a second post for it.")
	else:
		return
	frappe.throw(problem.format(row.idx, grid.grid_name), GridBindingError)


def _township_path(grid_path: str) -> str:
	"""The beginning of a grid path down to its level 1 grid, the city's own path for the city."""
	return ".".join(grid_path.strip(".").split(".")[:2]) + "."


def _validate_sunk(member) -> None:
	"""Members of an upper grid sink to level 3: full-time ones must, leaders are reminded."""
	if any(row.grid_path.startswith(member.grid_path) for row in member.further_grids):
		return
	if member.post == FULL_TIME:
		frappe.throw(
			_("A full-time member works in a level 3 grid. Enter at least one that lies under {0}.").format(
				frappe.db.get_value("Grid", member.grid, "grid_name")
			),
			GridBindingError,
		)
	if member.post in LEADING and not frappe.flags.in_import:
		frappe.msgprint(
			_("{0} isn't bound to a level 3 grid yet. Leaders of upper grids sink to one too.").format(
				member.member_name
			),
			indicator="orange",
			alert=True,
		)
