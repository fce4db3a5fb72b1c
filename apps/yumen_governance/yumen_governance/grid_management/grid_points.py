"""Which grid a point of the map lies in."""

from collections.abc import Iterable, Mapping

import frappe
from frappe import _

from yumen_governance.grid_management.grid_geometry import contains
from yumen_governance.grid_management.grid_rules import LEVELS

# Degrees around the start of the map, where the city's boundary isn't recorded: about the size of a county
AROUND = 2.0

Bounds = tuple[float, float, float, float]


class PlaceError(frappe.ValidationError):
	pass


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


def point_of(sent: Mapping) -> tuple[float, float] | None:
	"""Return the point that somebody set on a map, None where they set none.

	:param sent: longitude and latitude in degrees, as they came in
	:raises PlaceError: it can't be read, or lies outside the city
	"""
	given = [sent.get(name) for name in ("longitude", "latitude")]
	if given[0] in (None, "") and given[1] in (None, ""):
		return None
	try:
		lon, lat = (float(degrees) for degrees in given)
	except (TypeError, ValueError):
		frappe.throw(_("The place on the map can't be read. Please set the marker again."), PlaceError)
	if not in_city(lon, lat):
		frappe.throw(_("This place lies outside the city. Please set the marker again."), PlaceError)
	return lon, lat


def in_city(lon: float, lat: float) -> bool:
	"""Tell whether a point lies in the rectangle around the city; what isn't a number lies nowhere."""
	return lies_within(city_bounds(), lon, lat)


def lies_within(bounds: Bounds, lon: float, lat: float, margin: float = 0) -> bool:
	"""Tell whether a point lies in a rectangle, or so many degrees beside it."""
	west, south, east, north = bounds
	return west - margin <= lon <= east + margin and south - margin <= lat <= north + margin


def city_bounds() -> Bounds:
	"""Return west, south, east and north of the city in degrees: around its boundary, else around the start of the map."""
	sides = ("min_lon", "min_lat", "max_lon", "max_lat")
	city = frappe.db.get_value("Grid", {"grid_level": LEVELS[0], "max_lon": [">", 0]}, sides)
	if city:
		return tuple(float(degrees) for degrees in city)
	start = frappe.get_cached_doc("Grid Settings")
	west, south = start.start_lon - AROUND, start.start_lat - AROUND
	return west, south, west + 2 * AROUND, south + 2 * AROUND
