"""Who sees a proposal to correct the registry: its territory, who keeps the whole registry, and who made it."""

import frappe
from pypika.terms import Criterion

from yumen_governance.permissions.registry import sees_registry, writes_registry
from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql
from yumen_governance.permissions.visits import leads

PROPOSAL = "Correction Proposal"


def query_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Correction Proposal."""
	return to_sql(readable(scope_of(user or frappe.session.user)))


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Correction Proposal: the list's criterion, asked for one stored record."""
	criterion = readable(scope_of(user or frappe.session.user))
	return criterion is None or not doc.name or matches(PROPOSAL, doc.name, criterion)


def readable(scope: Scope) -> Criterion | None:
	"""The criterion for the proposals that a person sees; None means all."""
	if sees_registry(scope):
		return None
	table = frappe.qb.DocType(PROPOSAL)
	return any_of([table.proposed_by == literal(scope.user), *scope.under(table.grid_path)])


def keeps(scope: Scope, grid_path: str | None) -> bool:
	"""Tell whether a person answers for the records of a grid: its leader, or who keeps the whole registry."""
	return writes_registry(scope) or leads(scope.user, grid_path)
