"""Who sees a grid member: the centre everybody, others the members under their grids and themselves."""

import frappe

from yumen_governance.permissions.scope import Scope, any_of, matches, scope_of, to_sql


def query_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Grid Member."""
	criterion = readable(scope_of(user or frappe.session.user))
	return to_sql(criterion) if criterion is not None else ""


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Grid Member: the list's criterion, asked for one stored record."""
	criterion = readable(scope_of(user or frappe.session.user))
	return criterion is None or not doc.name or matches("Grid Member", doc.name, criterion)


def readable(scope: Scope):
	"""The criterion for the members that a person sees; None means everybody."""
	if scope.sees_all:
		return None
	table = frappe.qb.DocType("Grid Member")
	return any_of([table.user == scope.user, *scope.under(table.grid_path)])
