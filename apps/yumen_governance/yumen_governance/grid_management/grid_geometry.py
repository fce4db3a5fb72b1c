"""Polygons of grid boundaries: checking what was drawn, and asking whether a point lies inside.

A boundary is a GeoJSON FeatureCollection (RFC 7946) of Polygons and MultiPolygons, longitude before
latitude, in degrees. Nothing here knows a site or a database.
"""

import json
import math
from collections.abc import Iterator
from itertools import pairwise

from frappe import _

MAX_VERTICES = 5000
# GB/T 31000 gives coordinates with eight decimal places
DECIMALS = 8
EARTH_RADIUS_KM = 6371.0088
# One ten-thousandth of a metre in degrees: what lies nearer to an edge lies on it
ON_EDGE = 1e-9

Ring = list[list[float]]


class BoundaryError(ValueError):
	"""What is wrong with a boundary, in the reader's language."""


def normalised(text: str) -> str:
	"""Return a boundary as it is stored: checked, rounded, without properties; empty for an empty map.

	A bare Polygon, MultiPolygon or Feature is accepted and wrapped.

	:param text: GeoJSON
	:raises BoundaryError: not GeoJSON, not a polygon, an open ring, coordinates out of range, too many vertices
	"""
	polygons = [_checked_polygon(rings) for rings in _polygons_of(_parsed(text))]
	vertices = sum(len(ring) for rings in polygons for ring in rings)
	if vertices > MAX_VERTICES:
		raise BoundaryError(
			_("The boundary has {0} vertices; at most {1} are allowed. Simplify it first.").format(
				vertices, MAX_VERTICES
			)
		)
	return collection(polygons) if polygons else ""


def collection(polygons: list[list[Ring]]) -> str:
	"""Return polygons as the text of a FeatureCollection."""
	features = [
		{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": rings}}
		for rings in polygons
	]
	return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def polygons_in(boundary: str | None) -> list[list[Ring]]:
	"""Return the polygons of a stored boundary, each a list of rings, the outer one first."""
	return list(_polygons_of(json.loads(boundary))) if boundary else []


def bounding_box(boundary: str | None) -> tuple[float, float, float, float] | None:
	"""Return (min_lon, min_lat, max_lon, max_lat) of a stored boundary, None without one."""
	points = [point for rings in polygons_in(boundary) for point in rings[0]]
	if not points:
		return None
	lons, lats = zip(*points, strict=True)
	return min(lons), min(lats), max(lons), max(lats)


def area_km2(boundary: str | None) -> float:
	"""Return the area of a stored boundary in square kilometres, on a sphere, holes taken off."""
	return sum(
		abs(_ring_area(rings[0])) - sum(abs(_ring_area(hole)) for hole in rings[1:])
		for rings in polygons_in(boundary)
	)


def contains(boundary: str | None, lon: float, lat: float) -> bool:
	"""Tell whether a point lies inside a stored boundary; a point on an edge, a hole's too, does."""
	return any(_in_polygon(rings, lon, lat) for rings in polygons_in(boundary))


def _in_polygon(rings: list[Ring], lon: float, lat: float) -> bool:
	if any(_on_ring(ring, lon, lat) for ring in rings):
		return True
	return _in_ring(rings[0], lon, lat) and not any(_in_ring(hole, lon, lat) for hole in rings[1:])


def _in_ring(ring: Ring, lon: float, lat: float) -> bool:
	"""Count the edges that a ray to the east crosses; an odd number means inside."""
	inside = False
	for (lon1, lat1), (lon2, lat2) in pairwise(ring):
		if (lat1 > lat) != (lat2 > lat) and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
			inside = not inside
	return inside


def _on_ring(ring: Ring, lon: float, lat: float) -> bool:
	return any(_on_edge(start, end, lon, lat) for start, end in pairwise(ring))


def _on_edge(start: list[float], end: list[float], lon: float, lat: float) -> bool:
	(lon1, lat1), (lon2, lat2) = start, end
	length = math.hypot(lon2 - lon1, lat2 - lat1)
	if not length:
		return False
	off = abs((lon2 - lon1) * (lat - lat1) - (lat2 - lat1) * (lon - lon1)) / length
	along = ((lon - lon1) * (lon2 - lon1) + (lat - lat1) * (lat2 - lat1)) / length
	return off <= ON_EDGE and -ON_EDGE <= along <= length + ON_EDGE


def _ring_area(ring: Ring) -> float:
	"""The signed area of a ring on a sphere (Chamberlain and Duquette, 2007), in square kilometres."""
	total = 0.0
	for (lon1, lat1), (lon2, lat2) in pairwise(ring):
		north = math.sin(math.radians(lat1)) + math.sin(math.radians(lat2))
		total += math.radians(lon2 - lon1) * (2 + north)
	return total * EARTH_RADIUS_KM**2 / 2


def _parsed(text: str) -> dict:
	try:
		value = json.loads(text, parse_constant=_refuse_constant)
	except (ValueError, RecursionError):
		raise BoundaryError(_("The boundary isn't valid GeoJSON.")) from None
	if not isinstance(value, dict):
		raise BoundaryError(_("The boundary isn't valid GeoJSON."))
	return value


def _refuse_constant(name: str):
	raise ValueError(name)


def _polygons_of(value: dict) -> Iterator[list]:
	"""Take the polygons out of a FeatureCollection, Feature, MultiPolygon or Polygon."""
	for geometry in _geometries_of(value):
		kind = geometry.get("type") if isinstance(geometry, dict) else None
		if kind == "Polygon":
			yield _list_in(geometry, "coordinates")
		elif kind == "MultiPolygon":
			yield from _list_in(geometry, "coordinates")
		else:
			raise BoundaryError(
				_("A boundary consists of polygons. Remove points, lines and circles from the map.")
			)


def _geometries_of(value: dict) -> list:
	features = _list_in(value, "features") if value.get("type") == "FeatureCollection" else [value]
	return [
		feature.get("geometry") if isinstance(feature, dict) and feature.get("type") == "Feature" else feature
		for feature in features
	]


def _list_in(value: dict, key: str) -> list:
	if not isinstance(value.get(key), list):
		raise BoundaryError(_("The boundary isn't valid GeoJSON."))
	return value[key]


def _checked_polygon(rings: object) -> list[Ring]:
	if not isinstance(rings, list) or not rings:
		raise BoundaryError(_("A polygon of the boundary has no ring."))
	return [_checked_ring(ring) for ring in rings]


def _checked_ring(ring: object) -> Ring:
	if not isinstance(ring, list) or len(ring) < 4:
		raise BoundaryError(_("A ring of the boundary needs at least three corners."))
	points = [_checked_point(point) for point in ring]
	if points[0] != points[-1]:
		raise BoundaryError(_("A ring of the boundary isn't closed: its last point must be its first."))
	if not _ring_area(points):
		raise BoundaryError(_("A ring of the boundary encloses nothing."))
	return points


def _checked_point(point: object) -> list[float]:
	is_pair = isinstance(point, list) and len(point) >= 2
	if not is_pair or any(
		isinstance(number, bool) or not isinstance(number, int | float) for number in point[:2]
	):
		raise BoundaryError(_("The boundary holds a point that isn't a pair of numbers."))
	lon, lat = (float(number) for number in point[:2])
	if not (-180 <= lon <= 180 and -90 <= lat <= 90):
		raise BoundaryError(
			_(
				"Point {0}, {1} of the boundary lies off the map. Longitude stands first (-180 to 180), then latitude (-90 to 90)."
			).format(lon, lat)
		)
	return [round(lon, DECIMALS), round(lat, DECIMALS)]
