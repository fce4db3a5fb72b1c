"""Where something happened that a member tells of on a phone: a known address, a point on the map, or words and a grid."""

from collections.abc import Mapping

import frappe
from frappe import _

from yumen_governance.grid_management.grid_points import PlaceError, grid_of_point, point_of
from yumen_governance.permissions.scope import scope_of

ADDRESS = "Standard Address"


def of(values: Mapping, user: str) -> dict:
	"""Return address, grid and point of a place; a known address says more than a point, and a point more than a grid.

	:param values: standard_address (its name), address (words), longitude and latitude in degrees, grid
	:raises PlaceError: no place at all, one that isn't known, or a point outside the city
	"""
	known = _known_address(values.get("standard_address"))
	words = str(values.get("address") or "").strip() or known.get("full_address")
	point = point_of(values) or _point_of_address(known)
	if not words and not point:
		frappe.throw(_("Say where it was: the address, or the place on the map."), PlaceError)
	grid = known.get("grid") or (point and grid_of_point(*point)) or values.get("grid") or _own_grid(user)
	found = {"address": words, "grid": grid}
	return {**found, "longitude": point[0], "latitude": point[1]} if point else found


def _known_address(name: object) -> dict:
	if not name:
		return {}
	known = frappe.db.get_value(
		ADDRESS, str(name), ["full_address", "grid", "longitude", "latitude"], as_dict=True
	)
	if not known or not frappe.has_permission(ADDRESS, "read", str(name)):
		frappe.throw(_("This address isn't known. Please choose another or write it."), PlaceError)
	return known


def _point_of_address(known: Mapping) -> tuple[float, float] | None:
	return (known["longitude"], known["latitude"]) if known.get("longitude") else None


def _own_grid(user: str) -> str | None:
	"""The person's grid, where they have one only."""
	paths = scope_of(user).grid_paths
	return frappe.db.get_value("Grid", {"grid_path": paths[0]}) if len(paths) == 1 else None
