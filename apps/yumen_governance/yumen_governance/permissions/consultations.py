"""Who sees and changes a consultation: whoever calls it or is called, and whoever sees every one of its cases by role.

A consultation may hold several cases, so that being in one of them shows nothing of the others: who works on a case reads
its opinion on its own step. Whoever is excluded from one of the cases sees nothing of the consultation, and of a sealed
case only who is named.
"""

import frappe
from pypika.terms import Criterion

from yumen_governance.permissions import dispute
from yumen_governance.permissions.case import WRITING, refusal
from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql

DOCTYPE, ROW, INVITEE = "Case Consultation", "Consultation Case", "Consultation Invitee"


def query_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Case Consultation."""
	return to_sql(readable(scope_of(user or frappe.session.user)))


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Case Consultation; the stored record is asked, never values that came in."""
	scope = scope_of(user or frappe.session.user)
	if ptype == "create" or not doc.name or not frappe.db.exists(DOCTYPE, doc.name):
		return True
	criterion = (writable if ptype in WRITING else readable)(scope)
	if criterion is None or matches(DOCTYPE, doc.name, criterion):
		return True
	frappe.flags.error_message = refusal(DOCTYPE)
	return False


def readable(scope: Scope) -> Criterion | None:
	"""The criterion for the consultations that a person sees; None means all."""
	if scope.user == "Administrator":
		return None
	consultation = frappe.qb.DocType(DOCTYPE)
	ways = [consultation.host == literal(scope.user), consultation.name.isin(_named(scope))]
	if scope.units:
		ways.append(consultation.name.isin(_of_units(scope)) & consultation.name.notin(_with_sealed()))
	if scope.roles & frozenset(dispute.SHOWN):
		ways.append(consultation.name.notin(_with_hidden(scope)))
	return any_of(ways) & consultation.name.notin(_with_excluded(scope))


def writable(scope: Scope) -> Criterion | None:
	"""The criterion for those that a person changes: the host, and the centre what it sees; None means all."""
	if scope.user == "Administrator":
		return None
	consultation = frappe.qb.DocType(DOCTYPE)
	ways = [consultation.host == literal(scope.user)]
	if scope.roles & dispute.CENTRE:
		ways.append(consultation.name.notin(_with_hidden(scope)))
	return any_of(ways) & consultation.name.notin(_with_excluded(scope))


def _named(scope: Scope):
	invitee = frappe.qb.DocType(INVITEE)
	return frappe.qb.from_(invitee).select(invitee.parent).where(invitee.user == literal(scope.user))


def _of_units(scope: Scope):
	invitee = frappe.qb.DocType(INVITEE)
	return frappe.qb.from_(invitee).select(invitee.parent).where(any_of(scope.handled(invitee.unit)))


def _with_hidden(scope: Scope):
	"""The consultations with a case of a level that the person's roles don't show."""
	shown = {level for role in dispute.SHOWN if role in scope.roles for level in dispute.SHOWN[role]}
	return _with_levels([level for level in dispute.LEVELS if level not in shown])


def _with_sealed():
	return _with_levels([dispute.SEALED])


def _with_levels(levels: list[str]):
	row, case = frappe.qb.DocType(ROW), frappe.qb.DocType(dispute.CASE)
	query = frappe.qb.from_(row).inner_join(case).on(case.name == row.dispute_case).select(row.parent)
	return query.where(any_of([case.confidentiality == literal(level) for level in levels]))


def _with_excluded(scope: Scope):
	row, exclusion = frappe.qb.DocType(ROW), frappe.qb.DocType(dispute.EXCLUSION)
	query = frappe.qb.from_(row).inner_join(exclusion).on(exclusion.dispute_case == row.dispute_case)
	mine = (exclusion.user == literal(scope.user)) & (exclusion.is_live == 1)
	return query.select(row.parent).where(mine)
