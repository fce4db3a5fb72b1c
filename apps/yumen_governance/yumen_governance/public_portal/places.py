"""Where a tip-off happened: a point inside the city, or a community by its name."""

from collections.abc import Mapping

import frappe
from frappe import _

from yumen_governance.grid_management.grid_points import PlaceError, grid_of_point, point_of
from yumen_governance.grid_management.grid_rules import LEVELS


def of(sent: Mapping) -> dict:
	"""Return grid and point of a tip-off; what no boundary answers lies in the grid that was chosen, else in the city.

	:raises PlaceError: the point lies outside the city, or the grid is none that residents choose from
	"""
	point, grid = point_of(sent), str(sent.get("grid") or "")
	if grid and grid not in {row.name for row in communities()}:
		frappe.throw(_("Please choose the community from the list."), PlaceError)
	found = (grid_of_point(*point) if point else None) or grid or _root()
	return {"grid": found, **({"longitude": point[0], "latitude": point[1]} if point else {})}


def communities() -> list:
	"""Return the communities and villages in use, each with the name of its township."""
	grid, above = frappe.qb.DocType("Grid"), frappe.qb.DocType("Grid").as_("above")
	return (
		frappe.qb.from_(grid)
		.inner_join(above)
		.on(above.name == grid.parent_grid)
		.select(grid.name, grid.grid_name, above.grid_name.as_("township"))
		.where((grid.grid_level == LEVELS[2]) & (grid.is_active == 1))
		.orderby(grid.lft)
	).run(as_dict=True)


def _root() -> str | None:
	return frappe.db.get_value("Grid", {"grid_level": LEVELS[0]})
