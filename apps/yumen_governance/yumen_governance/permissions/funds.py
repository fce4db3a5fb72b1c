"""Who sees and signs the money of a level 1 grid: the centre all pools, leaders those of their own territory.

A sheet is written by Governance Administrators until it is handed in. From then on it belongs to the
leaders of the level 1 grid (or of the city above it), who approve it, send it back or revoke it.
"""

import frappe

from yumen_governance.grid_management.posts import LEADING
from yumen_governance.permissions import roles
from yumen_governance.permissions.office import in_term
from yumen_governance.permissions.scope import Scope, any_of, matches, scope_of, to_sql

POOL, SHEET = "Grid Fund Pool", "Grid Payout Sheet"
IN_PREPARATION = ("Draft", "Returned")
WRITING = frozenset({"write", "submit", "cancel"})


def conditions_of_pool(user: str | None = None) -> str:
	"""permission_query_conditions of Grid Fund Pool."""
	return _conditions(POOL, user)


def conditions_of_sheet(user: str | None = None) -> str:
	"""permission_query_conditions of Grid Payout Sheet."""
	return _conditions(SHEET, user)


def _conditions(doctype: str, user: str | None) -> str:
	return to_sql(readable(doctype, scope_of(user or frappe.session.user)))


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of pools and sheets; the stored record is asked, never values that came in."""
	user = user or frappe.session.user
	fields = ["grid_path", "status"] if doc.doctype == SHEET else ["grid_path"]
	stored = frappe.db.get_value(doc.doctype, doc.name, fields, as_dict=True) if doc.name else None
	if not stored or ptype == "create":
		return True
	criterion = readable(doc.doctype, scope_of(user))
	if criterion is not None and not matches(doc.doctype, doc.name, criterion):
		return False
	if doc.doctype != SHEET or ptype not in WRITING:
		return True
	if stored.status in IN_PREPARATION:
		return ptype == "write" and roles.ADMINISTRATOR in frappe.get_roles(user)
	return user in approvers(stored.grid_path)


def readable(doctype: str, scope: Scope):
	"""The criterion for the pools or sheets that a person sees; None means all."""
	if scope.sees_all:
		return None
	return any_of(scope.under(frappe.qb.DocType(doctype).grid_path))


def approvers(grid_path: str) -> list[str]:
	"""Return the enabled accounts of the leaders and deputies in office at a grid or above it."""
	member, user = frappe.qb.DocType("Grid Member"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(member)
		.inner_join(user)
		.on(user.name == member.user)
		.select(user.name)
		.distinct()
		.where(member.grid.isin(grid_path.strip(".").split(".")) & member.post.isin(LEADING))
		.where((member.is_active == 1) & (user.enabled == 1))
		.where(in_term(member))
	).run(pluck=True)
