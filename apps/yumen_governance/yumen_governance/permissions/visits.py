"""Who sees and changes entry day plans, summaries and household visits.

What a visit says is for the members of its grid, the leaders above, the department that came, and whoever was there; the
auditor reads. A plan is its member's and the leaders', a summary the leaders' and the centre's.
"""

from functools import partial

import frappe
from frappe.utils.caching import request_cache
from pypika.terms import Criterion, Field

from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.grid_management.posts import LEADING
from yumen_governance.permissions import roles
from yumen_governance.permissions.case import WRITING
from yumen_governance.permissions.office import in_term
from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql

PLAN, SUMMARY, VISIT, KNOWLEDGE = "Entry Day Plan", "Entry Day Summary", "Household Visit", "Grid Knowledge"
# DocType: the roles that see all of it, without territory
SEE_ALL = {
	PLAN: frozenset({roles.ADMINISTRATOR, roles.AUDITOR}),
	SUMMARY: frozenset({roles.ADMINISTRATOR, roles.DISPATCHER, roles.AUDITOR}),
	VISIT: frozenset({roles.AUDITOR}),
	KNOWLEDGE: frozenset({roles.ADMINISTRATOR, roles.DISPATCHER, roles.AUDITOR}),
}


def _conditions(doctype: str, user: str | None = None) -> str:
	return to_sql(readable(doctype, scope_of(user or frappe.session.user)))


# permission_query_conditions by DocType: early v15 doesn't tell the function which DocType is asked for
conditions_of_plan = partial(_conditions, PLAN)
conditions_of_summary = partial(_conditions, SUMMARY)
conditions_of_visit = partial(_conditions, VISIT)
conditions_of_knowledge = partial(_conditions, KNOWLEDGE)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of these DocTypes; the stored record is asked, never values that came in.

	A new visit is the role's to make; whether its household may be called on is asked when it is saved.
	"""
	if not doc.name or ptype == "create" or not frappe.db.exists(doc.doctype, doc.name):
		return True
	scope = scope_of(user or frappe.session.user)
	criterion = (writable if ptype in WRITING else readable)(doc.doctype, scope)
	return criterion is None or matches(doc.doctype, doc.name, criterion)


def readable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for what a person sees of a DocType; None means everything."""
	if scope.user == "Administrator" or scope.roles & SEE_ALL[doctype]:
		return None
	return any_of(sights(doctype, scope))


def sights(doctype: str, scope: Scope) -> list[Criterion]:
	"""The ways in which somebody who doesn't see everything sees a record, each answered by one index."""
	table = frappe.qb.DocType(doctype)
	if doctype == KNOWLEDGE:
		return scope.under(table.grid_path)
	ways = [*led_by(scope, table.grid_path), *_own(doctype, scope)]
	if doctype == VISIT:
		own = posts_of(scope.user).grids
		ways += [table.grid_path.isin([literal(path) for path in own])] if own else []
		ways += scope.handled(table.unit)
	return ways


def writable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for what a person changes; None means everything."""
	if scope.user == "Administrator":
		return None
	return any_of([*led_by(scope, frappe.qb.DocType(doctype).grid_path), *_own(doctype, scope)])


def _own(doctype: str, scope: Scope) -> list[Criterion]:
	"""One's own plans and visits, as long as one has a post there or handles for the unit: who left takes nothing along."""
	table = frappe.qb.DocType(doctype)
	there = scope.under(table.grid_path)
	if doctype == PLAN and there:
		return [(table.user == literal(scope.user)) & any_of(there)]
	if doctype == VISIT and (there := there + scope.handled(table.unit)):
		return [(table.visited_by == literal(scope.user)) & any_of(there)]
	return []


class Posts:
	"""Which grids somebody leads today, and in which they have a post at all, by path."""

	def __init__(self, rows: list[tuple]):
		self.led = tuple(sorted({path for path, post in rows if path and post in LEADING}))
		self.grids = tuple(sorted({path for path, _post in rows if path}))

	def leads(self, path: str | None) -> bool:
		"""Tell whether somebody leads the grid of a path or one above it."""
		return bool(path) and path.startswith(self.led) if self.led else False


@request_cache
def posts_of(user: str) -> Posts:
	"""Return the posts that a person holds today, further grids included; read once a request."""
	member, further = frappe.qb.DocType("Grid Member"), frappe.qb.DocType("Grid Member Grid")
	rows = (
		frappe.qb.from_(member)
		.left_join(further)
		.on((further.parent == member.name) & (further.parenttype == "Grid Member"))
		.select(member.grid_path, further.grid_path, member.post)
		.where((member.user == user) & (member.is_active == 1) & in_term(member))
	).run()
	return Posts([(path, row[2]) for row in rows for path in row[:2]])


def led_by(scope: Scope, column: Field) -> list[Criterion]:
	"""Criteria for a stored grid path under one of the grids that a person leads."""
	if roles.GRID_LEADER not in scope.roles:
		return []
	return [column.like(literal(f"{path}%")) for path in posts_of(scope.user).led]


def leads(user: str, path: str | None) -> bool:
	"""Tell whether a person leads the grid of a path or one above it."""
	return user == "Administrator" or (
		roles.GRID_LEADER in frappe.get_roles(user) and posts_of(user).leads(path)
	)


def may_call_on(household: str, user: str) -> bool:
	"""Tell whether a household lies in one of the grids in which a person has a post, or under one."""
	path = frappe.db.get_value("Household", household, "grid_path") or ""
	return user == "Administrator" or (bool(path) and path.startswith(posts_of(user).grids or ("-",)))


def leads_grid(user: str, grid: str | None) -> bool:
	"""Tell whether a person leads a grid or one above it."""
	return leads(user, path_of(grid) if grid else None)


def may_open_event(name: str, user: str | None = None) -> bool:
	"""Tell whether an event is there and a person may open it."""
	event = "Governance Event"
	return bool(frappe.db.exists(event, name)) and frappe.has_permission(event, "read", name, user=user)
