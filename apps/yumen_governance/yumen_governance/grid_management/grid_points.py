"""Which grid a point of the map lies in."""

from collections.abc import Iterable

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


def grids_of_points(points: Iterable[tuple[float, float]]) -> dict[tuple[float, float], str]:
	"""Return for many points the grid that `grid_of_point` finds, leaving out those outside all boundaries.

	One query reads every grid whose bounding box meets the one around all points.

	:param points: longitude and latitude in degrees
	"""
	wanted = set(points)
	if not wanted:
		return {}
	lons, lats = zip(*wanted, strict=True)
	candidates = sorted(_candidates_within(min(lons), max(lons), min(lats), max(lats)), key=_deepest_first)
	found = {point: _first_around(candidates, *point) for point in wanted}
	return {point: grid for point, grid in found.items() if grid}


def _candidates_within(west: float, east: float, south: float, north: float) -> list[dict]:
	grid = frappe.qb.DocType("Grid")
	return (
		frappe.qb.from_(grid)
		.select(
			grid.name, grid.grid_level, grid.boundary, grid.min_lon, grid.max_lon, grid.min_lat, grid.max_lat
		)
		.where((grid.min_lon <= east) & (grid.max_lon >= west))
		.where((grid.min_lat <= north) & (grid.max_lat >= south))
		.where((grid.is_active == 1) & grid.boundary.isnotnull() & (grid.boundary != ""))
	).run(as_dict=True)


def _first_around(candidates: list[dict], lon: float, lat: float) -> str | None:
	around = (
		row for row in candidates if row.min_lon <= lon <= row.max_lon and row.min_lat <= lat <= row.max_lat
	)
	return next((row.name for row in around if contains(row.boundary, lon, lat)), None)
