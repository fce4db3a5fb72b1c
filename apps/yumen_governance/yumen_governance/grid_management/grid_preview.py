"""What a change of grids would carry along, before anybody orders it."""

import frappe

from yumen_governance.grid_management.grid_codes import suggest_codes
from yumen_governance.grid_management.grid_leaders import MEMBER, leaders_in_office
from yumen_governance.grid_management.grid_records import carried_lines, live_count
from yumen_governance.grid_management.grid_rules import UNIT_TYPES

# More of a kind than anybody allots by hand; the others go with what they follow, or take the rest
MOST_CHOICES = 200
NEW_GRIDS = 10


def preview(grids: list[str], target: str | None = None) -> dict:
	"""Return what a change of some grids under one parent would meet.

	:param grids: the grids that give away
	:param target: a grid in use that receives
	:return: counts (record_type, link_field, records), children, leaders of all (name, member_name), the one who
		stays by default, codes (suggested for new grids), unit_types of their level, and has_boundary
	"""
	grid = frappe.db.get_value("Grid", grids[0], ["parent_grid", "grid_level"], as_dict=True)
	leaders = [leader for name in filter(None, [target, *grids]) for leader in leaders_in_office(name)]
	return {
		"counts": _counts(grids),
		"children": frappe.get_all(
			"Grid",
			{"parent_grid": ["in", grids], "is_active": 1},
			["name", "grid_name as title"],
			order_by="name",
		),
		"leaders": frappe.get_all(MEMBER, {"name": ["in", leaders or [""]]}, ["name", "member_name"]),
		"stays": leaders[0] if leaders else None,
		"codes": suggest_codes(grid.parent_grid, NEW_GRIDS),
		"unit_types": UNIT_TYPES[grid.grid_level],
		"has_boundary": bool(frappe.db.exists("Grid", {"name": ["in", grids], "boundary": ["is", "set"]})),
	}


def choices(grid: str) -> list[dict]:
	"""Return the records of a grid that a split may allot one by one, those that the person may read.

	:return: record_type, rows of name and title, records (how many there are in all)
	"""
	found = {}
	for line in carried_lines():
		meta = frappe.get_meta(line.doctype)
		if meta.istable or not frappe.has_permission(line.doctype, "read"):
			continue
		kind = found.setdefault(line.doctype, {"record_type": line.doctype, "rows": {}, "records": 0})
		title = meta.get_title_field()
		rows = frappe.get_list(
			line.doctype,
			filters=line.live_in([grid]),
			fields=["name", f"{title} as title"],
			order_by=f"{title} asc",
			limit=MOST_CHOICES,
		)
		kind["rows"].update({row.name: row for row in rows})
		kind["records"] = max(kind["records"], live_count(line, [grid]), len(kind["rows"]))
	return [{**kind, "rows": list(kind["rows"].values())} for kind in found.values() if kind["rows"]]


def _counts(grids: list[str]) -> list[dict]:
	counts = (
		{"record_type": line.doctype, "link_field": line.grid, "records": live_count(line, grids)}
		for line in carried_lines()
	)
	return [count for count in counts if count["records"]]
