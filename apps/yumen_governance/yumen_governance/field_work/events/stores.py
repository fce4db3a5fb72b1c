"""What a phone keeps of events (hook `sync_stores`): the open ones, what they may be about, what may be done with one, and the grids."""

import frappe

from yumen_governance.events.handling import in_hand, phone_steps
from yumen_governance.events.handling.steps import EVENT
from yumen_governance.events.intake.rules import REQUIRABLE
from yumen_governance.field_work.sync.stores import Rows, Store
from yumen_governance.grid_management.related_rows import child_rows
from yumen_governance.permissions.scope import Scope, any_of
from yumen_governance.registry.pinyin import readings_of

CATEGORY, GRID = "Event Category", "Grid"


def events() -> Store:
	"""Events that aren't over yet, of the person's territory, in their hands, or reported by them."""
	return Store(
		EVENT,
		in_hand.FIELDS,
		criterion=in_hand.seen,
		live=in_hand.live(),
		shape=in_hand.shown,
		paths=("grid_path", "lead_grid_path"),
	)


def categories() -> Store:
	"""The tree of categories, with what each asks for and how it is found by keys."""
	return Store(
		CATEGORY,
		("category_name", "category_code", "parent_event_category", "is_group", "icon", "photo_on_spot"),
		live=frappe.qb.DocType(CATEGORY).is_active == 1,
		shape=_categories,
		by_territory=False,
	)


def _categories(rows: Rows, scope: Scope) -> Rows:
	asked = child_rows("Event Required Field", CATEGORY, [row["name"] for row in rows], ["field"])
	return [
		{
			**row,
			"required": [REQUIRABLE[ask["field"]] for ask in asked[row["name"]]],
			"keys": readings_of(row["category_name"]),
		}
		for row in rows
	]


def workflows() -> Store:
	"""What this person may do with an event in which state: one row, so that a redrawn Workflow reaches every phone."""
	workflow = frappe.qb.DocType("Workflow")
	return Store(
		"Workflow",
		("document_type",),
		criterion=lambda scope: workflow.document_type == EVENT,
		live=workflow.is_active == 1,
		shape=_workflows,
		permission=EVENT,
		by_territory=False,
	)


def _workflows(rows: Rows, scope: Scope) -> Rows:
	return [
		{**row, **phone_steps.ways(frappe.get_cached_doc("Workflow", row["name"]), scope)} for row in rows
	]


def grids() -> Store:
	"""The grids of the person's territory with their boundaries."""
	grid = frappe.qb.DocType(GRID)
	return Store(
		GRID,
		(
			*("grid_name", "grid_code", "grid_level", "unit_type", "parent_grid", "boundary"),
			*("min_lon", "min_lat", "max_lon", "max_lat"),
		),
		criterion=lambda scope: any_of(scope.under(grid.grid_path)),
		live=grid.is_active == 1,
	)
