"""Which grid a point of the map lies in."""

import frappe

from yumen_governance.grid_management.grid_geometry import contains
from yumen_governance.grid_management.grid_rules import LEVELS


def grid_of_point(lon: float, lat: float) -> str | None:
	"""Return the deepest grid in use whose boundary contains a point, None outside all boundaries.

	A point on a boundary lies inside; of neighbours that share it, the lower code is taken.

	:param lon: longitude in degrees, in the coordinate system of the Grid Settings
	:param lat: latitude in degrees
	"""
	for candidate in sorted(_candidates(lon, lat), key=_deepest_first):
		if contains(candidate.boundary, lon, lat):
			return candidate.name
	return None


def _candidates(lon: float, lat: float) -> list[dict]:
	"""Read the grids whose bounding box, which is indexed, contains the point."""
	grid = frappe.qb.DocType("Grid")
	return (
		frappe.qb.from_(grid)
		.select(grid.name, grid.grid_level, grid.boundary)
		.where((grid.min_lon <= lon) & (grid.max_lon >= lon))
		.where((grid.min_lat <= lat) & (grid.max_lat >= lat))
		.where(grid.is_active == 1)
	).run(as_dict=True)


def _deepest_first(candidate) -> tuple[int, str]:
	return -LEVELS.index(candidate.grid_level), candidate.name
