"""Who sees a grid member: the centre everybody, others the members under their grids and themselves."""

import frappe

from yumen_governance.permissions.scope import Scope, any_of, matches, scope_of, to_sql


def query_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Grid Member."""
	return to_sql(readable(scope_of(user or frappe.session.user)))


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Grid Member: the list's criterion, asked for one stored record."""
	criterion = readable(scope_of(user or frappe.session.user))
	return criterion is None or not doc.name or matches("Grid Member", doc.name, criterion)


def readable(scope: Scope):
	"""The criterion for the members that a person sees; None means everybody.

	A member lies under a grid by the post's grid or by a further one.
	"""
	if scope.sees_all:
		return None
	table, further = frappe.qb.DocType("Grid Member"), frappe.qb.DocType("Grid Member Grid")
	under = scope.under(table.grid_path)
	if under:
		bound = frappe.qb.from_(further).select(further.parent).where(any_of(scope.under(further.grid_path)))
		under.append(table.name.isin(bound))
	return any_of([table.user == scope.user, *under])
