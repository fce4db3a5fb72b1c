"""Who sees the sender of a tip-off: those whose roles say so, but never in a matter that they handle or that is about their unit."""

import frappe
from pypika.terms import Criterion

from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql

TIP_OFF, EVENT = "Public Tip-off", "Governance Event"


def query_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Public Tip-off."""
	return to_sql(readable(scope_of(user or frappe.session.user)))


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Public Tip-off: the list's criterion, asked for one stored record."""
	criterion = readable(scope_of(user or frappe.session.user))
	return criterion is None or not doc.name or matches(TIP_OFF, doc.name, criterion)


def readable(scope: Scope) -> Criterion | None:
	"""The criterion for the tip-offs whose record a person may open; None means all.

	Somebody of the unit complained about, of a unit that handles it, or of the grid that does, opens none of them,
	whatever other roles they hold.
	"""
	if scope.user == "Administrator" or not (scope.units or scope.grid_paths):
		return None
	table, event = frappe.qb.DocType(TIP_OFF), frappe.qb.DocType(EVENT)
	handled = any_of(scope.handled(event.lead_unit) + scope.under(event.lead_grid_path))
	mine = table.event.notin(frappe.qb.from_(event).select(event.name).where(handled))
	if not scope.units:
		return mine
	units = [literal(unit) for unit in scope.units]
	row = frappe.qb.DocType("Event Assisting Unit")
	assisted = frappe.qb.from_(row).select(row.parent).where(row.unit.isin(units))
	complained = table.about_unit.isnotnull() & table.about_unit.isin(units)
	return mine & table.event.notin(assisted) & complained.negate()
