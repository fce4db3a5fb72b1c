"""Records that belong to an event: read by exactly those who read the event; a task also by whom it is given to.

Their actions ask further: who may answer, lift or sign is told here as the right to write.
"""

from collections.abc import Callable

import frappe
from pypika.terms import Criterion

from yumen_governance.permissions.case import WRITING, readable
from yumen_governance.permissions.scope import Scope, any_of, matches, scope_of, to_sql

EVENT, TASK = "Governance Event", "Event Task"
BELONGING = ("Event Request", TASK, "Supervision Order", "Follow-up Visit")
OPEN_TASK = ("To Sign", "In Progress")


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of BELONGING; the stored record is asked, never values that came in."""
	scope = scope_of(user or frappe.session.user)
	if ptype == "create" or not doc.name or not frappe.db.exists(doc.doctype, doc.name):
		return True
	criterion = (_writable if ptype in WRITING else seen)(doc.doctype, scope)
	return criterion is None or matches(doc.doctype, doc.name, criterion)


def seen(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for the records of a DocType that a person reads; None means all."""
	if scope.sees_all:
		return None
	record, event = frappe.qb.DocType(doctype), frappe.qb.DocType(EVENT)
	with_tasks = doctype != TASK
	events = frappe.qb.from_(event).select(event.name).where(readable(EVENT, scope, with_tasks))
	return any_of([record.event.isin(events), *([] if with_tasks else _given_to(record, scope))])


def _given_to(record, scope: Scope) -> list[Criterion]:
	"""Records given to a unit that the person handles for, or to a grid of theirs."""
	return scope.handled(record.unit) + _in_territory(record, scope)


def _in_territory(record, scope: Scope) -> list[Criterion]:
	if record.get_table_name() == f"tab{TASK}":
		return scope.under(record.grid_path)
	grid = frappe.qb.DocType("Grid")
	under = scope.under(grid.grid_path)
	return [record.grid.isin(frappe.qb.from_(grid).select(grid.name).where(any_of(under)))] if under else []


def _writable(doctype: str, scope: Scope) -> Criterion | None:
	if scope.writes_all:
		return None
	record = frappe.qb.DocType(doctype)
	if doctype not in (TASK, "Supervision Order"):
		return any_of([])
	given = any_of(_given_to(record, scope))
	if doctype == TASK:
		joint = (record.is_joint_action == 1) & (record.ordered_by == scope.user)
		return (given | joint) & record.status.isin(OPEN_TASK)
	return given & (record.status != "Lifted")


def _conditions_of(doctype: str) -> Callable:
	def query_conditions(user: str | None = None) -> str:
		return to_sql(seen(doctype, scope_of(user or frappe.session.user)))

	return query_conditions


conditions_of_request = _conditions_of("Event Request")
conditions_of_task = _conditions_of(TASK)
conditions_of_order = _conditions_of("Supervision Order")
conditions_of_visit = _conditions_of("Follow-up Visit")
