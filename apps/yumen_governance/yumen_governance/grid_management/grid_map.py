"""What the map behind the boundaries shows, and what the desk knows of it."""

import frappe

from yumen_governance.grid_management.grid_rules import CODE_LENGTH, LEVELS, UNIT_TYPES

OUTLINE = ("name", "grid_name", "boundary")


def extend_bootinfo(bootinfo) -> None:
	"""Tell the desk which map pictures stand behind boundaries, if any, and what the grid system looks like."""
	settings = frappe.get_cached_doc("Grid Settings")
	bootinfo.grid_map = {
		"tile_url": settings.tile_url or "",
		"attribution": settings.tile_attribution or "",
		"start": [settings.start_lat, settings.start_lon],
		"zoom": settings.start_zoom,
		"root": frappe.db.get_value("Grid", {"grid_level": LEVELS[0]}, cache=True),
	}
	bootinfo.grid_rules = {
		"levels": LEVELS,
		"unit_types": UNIT_TYPES,
		"level_of_length": {length: level for level, length in CODE_LENGTH.items()},
	}


def surroundings(grid: str | None, parent: str | None = None) -> list[dict]:
	"""Return the outlines around a grid, each with its relation: Parent, Sibling or Child.

	:param grid: None for a grid that isn't saved yet
	:param parent: the parent of a grid that isn't saved yet
	"""
	parent = (grid and frappe.db.get_value("Grid", grid, "parent_grid")) or parent
	found = _outlines("Parent", {"name": parent}) if parent else []
	if parent:
		found += _outlines("Sibling", {"parent_grid": parent, "name": ["!=", grid or ""]})
	if grid:
		found += _outlines("Child", {"parent_grid": grid})
	return found


def _outlines(relation: str, filters: dict) -> list[dict]:
	filters = {**filters, "is_active": 1, "boundary": ["is", "set"]}
	rows = frappe.get_list("Grid", filters=filters, fields=list(OUTLINE), order_by="name", limit=0)
	return [{**row, "relation": relation} for row in rows]
