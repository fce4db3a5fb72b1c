"""What a leader sees of the grids under them: what came in, and who waits for an answer."""

from datetime import date

import frappe
from frappe.query_builder.functions import Coalesce, Count
from pypika.terms import Criterion

from yumen_governance.field_work.knowledge.coverage import Territory
from yumen_governance.field_work.visits import stores
from yumen_governance.field_work.visits.states import AWAITING, HELP_OPEN, SEEN, VISIT
from yumen_governance.permissions.scope import scope_of
from yumen_governance.time_limits.stages import ENDED

PLAN, EVENT = "Entry Day Plan", "Governance Event"
MOST_NEEDS = 100


def came_in(territory: Territory, since: date, today: date) -> dict[str, int]:
	"""Count what came in of a territory, and what waits in it."""
	event, visit = frappe.qb.DocType(EVENT), frappe.qb.DocType(VISIT)
	is_open = event.stage.notin((*ENDED, "Intake"))
	return {
		"events": _count(EVENT, territory, (event.reported_on >= since)),
		"events_open": _count(EVENT, territory, is_open),
		"visits": _count(VISIT, territory, visit.status.isin(SEEN) & (visit.visited_on >= since)),
		"findings_undecided": _undecided(territory),
		"needs_open": _count(VISIT, territory, visit.help_status == HELP_OPEN),
		"feedback_due": _count(
			VISIT, territory, (visit.status == AWAITING) & (visit.feedback_due_on <= today)
		),
	}


def needs(territory: Territory, user: str) -> list[dict]:
	"""Return the visits that brought a need without an answer, the oldest first, as the phone shows them."""
	visit, store = frappe.qb.DocType(VISIT), stores.visits()
	query = (
		frappe.qb.from_(visit)
		.select(*(visit[name] for name in store.columns))
		.where(visit.help_status == HELP_OPEN)
		.orderby(visit.visited_on)
		.limit(MOST_NEEDS)
	)
	held = territory.holds(visit.grid_path)
	rows = (query if held is None else query.where(held)).run(as_dict=True)
	return store.shape(rows, scope_of(user)) if rows else []


def _count(doctype: str, territory: Territory, chosen: Criterion) -> int:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(Count(table.name)).where(chosen)
	held = territory.holds(table.grid_path)
	return (query if held is None else query.where(held)).run()[0][0]


def _undecided(territory: Territory) -> int:
	plan, row = frappe.qb.DocType(PLAN), frappe.qb.DocType("Planned Activity")
	query = (
		frappe.qb.from_(plan)
		.inner_join(row)
		.on((row.parent == plan.name) & (row.parenttype == PLAN))
		.select(Count(row.name))
		.where((Coalesce(row.findings, "") != "") & (Coalesce(row.decision, "") == ""))
	)
	held = territory.holds(plan.grid_path)
	return (query if held is None else query.where(held)).run()[0][0]
