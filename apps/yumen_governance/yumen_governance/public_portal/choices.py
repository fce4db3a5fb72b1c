"""What a tip-off is made of: tiles, communities, units, words of an emergency, limits. Cached, for everybody asks."""

import frappe
from frappe.utils import cint

from yumen_governance.grid_management.grid_points import city_bounds
from yumen_governance.public_portal import phones, places
from yumen_governance.public_portal.doctype.public_portal_settings.public_portal_settings import settings

CACHE = "portal:choices"
SECONDS = 300


def choices() -> dict:
	"""Return all that the pages need before somebody writes something."""
	known = frappe.cache.get_value(CACHE, expires=True)
	if not known:
		known = _choices()
		frappe.cache.set_value(CACHE, known, expires_in_sec=SECONDS)
	return known


def forget(doc=None, method: str | None = None) -> None:
	"""Let the pages learn of changed settings at once (Public Portal Settings, on_change)."""
	frappe.cache.delete_value(CACHE)


def _choices() -> dict:
	portal = settings()
	limits = frappe.get_cached_doc("Event Settings")
	return {
		"is_open": bool(portal.is_open),
		"categories": tiles(portal.categories),
		"communities": places.communities(),
		"units": frappe.get_all(
			"Functional Unit", {"is_active": 1}, ["name", "unit_name"], order_by="unit_name"
		),
		"emergency": emergencies(portal.emergency_words),
		"pictures": cint(limits.pictures_of_an_event) or 20,
		"megabytes": cint(limits.picture_megabytes) or 10,
		"verifies_phone": phones.can_send(),
		"map": _map(),
		"hall": {name: portal.get(f"hall_{name}") or "" for name in ("address", "phone", "hours", "note")},
	}


def tiles(rows: list) -> list[dict]:
	"""Return the tiles in their order, without categories that are out of use."""
	names = {row.category for row in rows}
	active = dict(
		frappe.get_all(
			"Event Category",
			{"name": ["in", names or [""]], "is_active": 1},
			["name", "category_name"],
			as_list=True,
		)
	)
	return [
		{
			"category": row.category,
			"label": row.label or active[row.category],
			"icon": row.icon or "",
			"asks_unit": bool(row.asks_unit),
		}
		for row in rows
		if row.category in active
	]


def emergencies(text: str | None) -> list[dict]:
	"""Read the lines of the setting: a number, then words that ask for it."""
	lines = [line.split() for line in (text or "").splitlines() if line.strip()]
	return [{"number": number, "words": words} for number, *words in lines if words]


def _map() -> dict:
	map_settings = frappe.get_cached_doc("Grid Settings")
	return {
		"tile_url": map_settings.tile_url or "",
		"attribution": map_settings.tile_attribution or "",
		"centre": [map_settings.start_lat, map_settings.start_lon],
		"zoom": map_settings.start_zoom,
		"bounds": city_bounds(),
		"outlines": frappe.get_all(
			"Grid",
			{"grid_level": "Level 2", "is_active": 1, "boundary": ["is", "set"]},
			["grid_name", "boundary"],
			limit=0,
		),
	}
