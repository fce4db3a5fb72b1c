"""Who sees an appointment in the hall: the windows of its type, general intake, and who leads the hall."""

import frappe
from pypika.terms import Criterion

from yumen_governance.permissions import roles
from yumen_governance.permissions.scope import any_of, literal, matches, scope_of, to_sql
from yumen_governance.service_centre import windows

APPOINTMENT = "Hall Appointment"
SEE = frozenset({roles.ADMINISTRATOR, roles.DISPATCHER, roles.CENTRE_DIRECTOR, roles.AUDITOR})


def query_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Hall Appointment."""
	return to_sql(readable(user or frappe.session.user))


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Hall Appointment: the list's criterion, asked for one stored record."""
	criterion = readable(user or frappe.session.user)
	return criterion is None or not doc.name or matches(APPOINTMENT, doc.name, criterion)


def readable(user: str) -> Criterion | None:
	"""The criterion for the appointments that a person sees; None means all."""
	scope, mine = scope_of(user), windows.windows_of(user)
	if user == "Administrator" or SEE & scope.roles or set(mine) & set(windows.general_windows()):
		return None
	table, window = frappe.qb.DocType(APPOINTMENT), frappe.qb.DocType(windows.WINDOW)
	types = frappe.qb.from_(window).select(window.window_type)
	own = types.where(window.name.isin([literal(name) for name in mine])) if mine else None
	return any_of([table.window_type.isin(own)] if own else [])
