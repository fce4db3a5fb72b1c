"""What the ladder of deadlines does to events: orders and raised levels, in a fixed number of statements a batch."""

from collections.abc import Callable, Iterable
from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.utils import add_to_date

from yumen_governance.events.handling import notices, unit_tasks
from yumen_governance.events.supervision import orders as supervision
from yumen_governance.grid_management.grid_rules import LEVELS as GRID_LEVELS
from yumen_governance.time_limits import clocks, effects
from yumen_governance.time_limits.stages import workflow_of

EVENT, ORDER = "Governance Event", "Supervision Order"
ORDER_LEVELS = {"Yellow Order": "Yellow", "Red Order": "Red", "Listed Order": "Listed"}
RAISE = "Raise Level"
FIELDS = (
	"name",
	"title",
	"workflow_state",
	"stage",
	"grid",
	"grid_path",
	"lead_grid",
	"lead_unit",
	"lead_grid_path",
	"due_on",
)


def apply(escalations: list[dict]) -> None:
	"""Issue the orders and raise the levels that due steps of the ladder ask for, in the sweep's transaction.

	:param escalations: {escalation, name, does, kind, percent, now, …} each, as time_limits hands them out; the name of
		an escalation is an order's key, so that the same step never issues two
	"""
	orders = [row for row in escalations if row["does"] in ORDER_LEVELS]
	raised = [row for row in escalations if row["does"] == RAISE]
	events = _events({row["name"] for row in (*orders, *raised)})
	unanswered = [row["clock"] for row in escalations if row.get("called") and row["is_late"]]
	if unanswered:
		unit_tasks.mark_unanswered(unanswered)
	if orders:
		_issue(_not_issued([row for row in orders if row["name"] in events]), events)
	if raised:
		_raise([row for row in raised if row["name"] in events], events)


def _events(names: Iterable[str]) -> dict[str, frappe._dict]:
	rows = frappe.get_all(EVENT, {"name": ["in", sorted(names)]}, FIELDS) if names else []
	return {row.name: frappe._dict(row, doctype=EVENT) for row in rows}


def _not_issued(rows: list[dict]) -> list[dict]:
	keys = [row["escalation"] for row in rows]
	issued = set(frappe.get_all(ORDER, {"escalation": ["in", keys or [""]]}, pluck="escalation"))
	return [row for row in rows if row["escalation"] not in issued]


def _issue(rows: list[dict], events: dict[str, frappe._dict]) -> None:
	if not rows:
		return
	numbers = _numbers(len(rows), rows[0]["now"])
	orders = [_order(number, row, events[row["name"]]) for number, row in zip(numbers, rows, strict=True)]
	columns = list(orders[0])
	frappe.db.bulk_insert(ORDER, columns, [[order[column] for column in columns] for order in orders])
	supervision.recount(sorted({order["event"] for order in orders}))
	notices.supervised_many([(events[order["event"]], frappe._dict(order)) for order in orders])


def _order(name: str, row: dict, event: frappe._dict) -> dict:
	now: datetime = row["now"]
	called = row.get("called")
	by_system = {"owner": "Administrator", "modified_by": "Administrator", "creation": now, "modified": now}
	return {
		"name": name,
		**by_system,
		"event": event.name,
		"event_title": event.title,
		"level": ORDER_LEVELS[row["does"]],
		"status": supervision.ISSUED,
		"grid": called.grid if called else event.lead_grid,
		"unit": called.unit if called else event.lead_unit,
		"reason": _reason(row["kind"], round(row.get("percent") or 100)),
		"answer_by": add_to_date(now, hours=supervision.hours_to_answer()),
		"issued_on": now,
		"escalation": row["escalation"],
	}


def _reason(kind: str, percent: int) -> str:
	"""What an order says of why it was issued, in the language of the site: the sweep has no reader."""
	language = frappe.db.get_default("lang") or "zh"
	return _("Time limit of {0}: {1} % used", language).format(_(kind, language), percent)


def _numbers(count: int, now: datetime) -> list[str]:
	"""Take numbers of orders from the series that orders by hand use, all at once."""
	prefix, series = f"SO-{now.year}-", frappe.qb.DocType("Series")
	taken = frappe.qb.from_(series).select(series.current).where(series.name == prefix).for_update().run()
	start = taken[0][0] if taken else 0
	if taken:
		frappe.qb.update(series).set(series.current, start + count).where(series.name == prefix).run()
	else:
		frappe.qb.into(series).columns("name", "current").insert(prefix, count).run()
	return [f"{prefix}{number:05}" for number in range(start + 1, start + count + 1)]


def _raise(rows: list[dict], events: dict[str, frappe._dict]) -> None:
	"""Hand events to the grid above their lead; those of a township or a unit to the centre."""
	above = _grids_above({events[row["name"]].lead_grid for row in rows} - {None, ""})
	up, to_centre = _ways(effects.RAISE_LEVEL), _ways(effects.RAISE_TO_CENTRE)
	chosen = {row["name"]: events[row["name"]] for row in rows}.values()
	climbing = [event for event in chosen if event.lead_grid in above and event.workflow_state in up]
	rest = [event for event in chosen if event.lead_grid not in above and event.workflow_state in to_centre]
	now = rows[0]["now"]
	_move(climbing, up, "Assigned", now, lambda event: above[event.lead_grid])
	_move(rest, to_centre, "Triage", now, None)
	notices.raised_many([*climbing, *rest], {row["name"]: row["escalation"] for row in rows})


def _ways(effect: str) -> dict[str, str]:
	"""Return the next state by state of the transitions with an effect."""
	rows = workflow_of(EVENT).transitions
	return {row.state: row.next_state for row in rows if row.get("effect") == effect}


def _grids_above(grids: set[str]) -> dict[str, frappe._dict]:
	"""Return name and path of the grid above each grid that has one under the city."""
	if not grids:
		return {}
	grid, parent = frappe.qb.DocType("Grid"), frappe.qb.DocType("Grid").as_("parent")
	rows = (
		frappe.qb.from_(grid)
		.inner_join(parent)
		.on(parent.name == grid.parent_grid)
		.select(grid.name, parent.name.as_("above"), parent.grid_path)
		.where(grid.name.isin(sorted(grids)) & (parent.grid_level != GRID_LEVELS[0]))
	).run(as_dict=True)
	return {row.name: row for row in rows}


def _move(events: list, ways: dict[str, str], stage: str, now: datetime, above: Callable | None) -> None:
	if not events:
		return
	table = frappe.qb.DocType(EVENT)
	names = [event.name for event in events]
	state = Case()
	for old, new in ways.items():
		state = state.when(table.workflow_state == old, new)
	query = frappe.qb.update(table).set(table.workflow_state, state.else_(table.workflow_state))
	query = query.set(table.stage, stage).set(table.modified, now)
	if above:
		query = query.set(table.lead_grid, _each(table, events, lambda event: above(event).above))
		query = query.set(table.lead_grid_path, _each(table, events, lambda event: above(event).grid_path))
	query.where(table.name.isin(names)).run()
	for before in {event.stage for event in events}:
		clocks.start_many(EVENT, [event.name for event in events if event.stage == before], now, before)
	if above:
		_hand_over_tasks(events, above, now)


def _each(table, events: list, value: Callable) -> Case:
	case = Case()
	for event in events:
		case = case.when(table.name == event.name, value(event))
	return case


def _hand_over_tasks(events: list, above: Callable, now: datetime) -> None:
	task = frappe.qb.DocType("Event Task")
	led = task.event.isin([event.name for event in events]) & (task.role == "Lead") & (task.is_live == 1)
	query = frappe.qb.update(task).set(task.status, "Released").set(task.is_live, 0).set(task.done_on, now)
	query.where(led).run()
	rows = [_task(event, above(event), now) for event in events]
	frappe.db.bulk_insert("Event Task", list(rows[0]), [list(row.values()) for row in rows])


def _task(event, grid, now: datetime) -> dict:
	by_system = {"owner": "Administrator", "modified_by": "Administrator", "creation": now, "modified": now}
	return {
		"name": frappe.generate_hash(length=10),
		**by_system,
		"event": event.name,
		"event_title": event.title,
		"role": "Lead",
		"status": "To Sign",
		"grid": grid.above,
		"grid_path": grid.grid_path,
		"due_on": event.due_on,
		"ordered_on": now,
		"is_live": 1,
	}
