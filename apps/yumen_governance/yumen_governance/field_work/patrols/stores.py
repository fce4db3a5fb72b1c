"""What of patrols is kept on a member's phone."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.field_work.sync.stores import Rows, Store
from yumen_governance.grid_management.related_rows import child_rows, titles_of
from yumen_governance.permissions import field_rounds, registry
from yumen_governance.permissions.scope import Scope
from yumen_governance.registry.code_lists import labels_of

# Days for which what is over stays on the phone
DAYS = 30
RECTIFIED, REMOVED = "Rectified", "Removed"


def facilities() -> Store:
	"""Public facilities that are not removed."""
	return Store(
		"Public Facility",
		(
			*(
				"facility_name",
				"facility_kind",
				"facility_number",
				"location",
				"grid",
				"status",
				"checked_on",
			),
			*("responsible_unit", "longitude", "latitude"),
		),
		criterion=lambda scope: registry.readable("Public Facility", scope),
		live=frappe.qb.DocType("Public Facility").status != REMOVED,
		shape=_facilities,
	)


def key_areas() -> Store:
	"""Key areas that are not rectified."""
	return Store(
		"Key Area",
		("area_name", "area_kind", "problem", "location", "grid", "status", "rectify_by", "description"),
		criterion=lambda scope: registry.readable("Key Area", scope),
		live=frappe.qb.DocType("Key Area").status != RECTIFIED,
		shape=_key_areas,
	)


def hazards() -> Store:
	"""Open hazards, and those rectified of late."""
	hazard = frappe.qb.DocType("Hazard")
	return Store(
		"Hazard",
		(
			*("title", "hazard_kind", "hazard_level", "location", "grid", "status", "found_on", "rectify_by"),
			*("facility", "key_area", "description", "measures", "result", "closed_on", "responsible_unit"),
			*("longitude", "latitude", "patrol", "governance_event"),
		),
		criterion=lambda scope: registry.readable("Hazard", scope),
		live=(hazard.status != RECTIFIED) | (hazard.closed_on >= add_days(getdate(), -DAYS)),
		shape=_hazards,
	)


def check_lists() -> Store:
	"""What is looked at, by kind of place."""
	return Store(
		"Patrol Checklist",
		("checklist_name", "place_type", "facility_kind", "area_kind"),
		live=frappe.qb.DocType("Patrol Checklist").is_active == 1,
		shape=_check_lists,
		by_territory=False,
	)


def hazard_rules() -> Store:
	"""Which event a hazard becomes."""
	return Store(
		"Hazard Event Rule",
		("hazard_kind", "event_category", "at_once_from"),
		live=frappe.qb.DocType("Hazard Event Rule").is_active == 1,
		shape=_hazard_rules,
		by_territory=False,
	)


def patrols() -> Store:
	"""Rounds of late."""
	patrol = frappe.qb.DocType("Patrol")
	return Store(
		"Patrol",
		(
			*("title", "grid", "patrol_task", "status", "user", "member_name", "started_on", "ended_on"),
			*("closed_by_itself_on", "places_looked_at", "places_wrong", "findings"),
		),
		criterion=lambda scope: field_rounds.readable("Patrol", scope),
		live=patrol.started_on >= add_days(getdate(), -DAYS),
		shape=_patrols,
	)


def patrol_tasks() -> Store:
	"""Patrols that are due."""
	return Store(
		"Patrol Task",
		("title", "patrol_plan", "grid", "status", "member", "user", "period_start", "due_on", "patrol"),
		criterion=lambda scope: field_rounds.readable("Patrol Task", scope),
		live=frappe.qb.DocType("Patrol Task").status == "To Do",
		shape=_patrol_tasks,
	)


def _facilities(rows: Rows, scope: Scope) -> Rows:
	kinds = labels_of(row["facility_kind"] for row in rows)
	units = titles_of("Functional Unit", "unit_name", (row["responsible_unit"] for row in rows))
	return [
		{
			**row,
			"kind_label": kinds.get(row["facility_kind"]),
			"unit_label": units.get(row["responsible_unit"]),
		}
		for row in rows
	]


def _key_areas(rows: Rows, scope: Scope) -> Rows:
	labels = labels_of(row[field] for row in rows for field in ("area_kind", "problem"))
	return [
		{**row, "kind_label": labels.get(row["area_kind"]), "problem_label": labels.get(row["problem"])}
		for row in rows
	]


def _hazards(rows: Rows, scope: Scope) -> Rows:
	labels = labels_of(row[field] for row in rows for field in ("hazard_kind", "hazard_level"))
	units = titles_of("Functional Unit", "unit_name", (row["responsible_unit"] for row in rows))
	return [
		{
			**row,
			"kind_label": labels.get(row["hazard_kind"]),
			"level_label": labels.get(row["hazard_level"]),
			"unit_label": units.get(row["responsible_unit"]),
		}
		for row in rows
	]


def _check_lists(rows: Rows, scope: Scope) -> Rows:
	names, columns = [row["name"] for row in rows], ("item", "hazard_kind")
	items = child_rows("Patrol Checklist Item", "Patrol Checklist", names, columns)
	return [{**row, "items": items[row["name"]]} for row in rows]


def _hazard_rules(rows: Rows, scope: Scope) -> Rows:
	kinds = labels_of(row["hazard_kind"] for row in rows)
	categories = titles_of("Event Category", "category_name", (row["event_category"] for row in rows))
	return [
		{
			**row,
			"kind_label": kinds.get(row["hazard_kind"]),
			"category_label": categories.get(row["event_category"]),
		}
		for row in rows
	]


def _patrols(rows: Rows, scope: Scope) -> Rows:
	columns = ("place_type", "place", "place_name", "state", "looked_at_on", "checks", "finding")
	places = child_rows("Patrol Place", "Patrol", [row["name"] for row in rows], columns)
	grids = titles_of("Grid", "grid_name", (row["grid"] for row in rows))
	return [
		{
			**row,
			"places": places[row["name"]],
			"grid_title": grids.get(row["grid"]),
			"is_mine": int(row["user"] == scope.user),
		}
		for row in rows
	]


def _patrol_tasks(rows: Rows, scope: Scope) -> Rows:
	plans = {row["patrol_plan"] for row in rows}
	covers = titles_of("Patrol Plan", "covers", plans)
	kinds = child_rows("Patrol Plan Kind", "Patrol Plan", plans, ["kind"])
	members = titles_of("Grid Member", "member_name", (row["member"] for row in rows))
	grids = titles_of("Grid", "grid_name", (row["grid"] for row in rows))
	return [
		{
			**row,
			"covers": covers.get(row["patrol_plan"], ""),
			"kinds": [kind["kind"] for kind in kinds[row["patrol_plan"]]],
			"member_name": members.get(row["member"]),
			"grid_title": grids.get(row["grid"]),
			"is_mine": int(row["user"] == scope.user),
		}
		for row in rows
	]
