"""Who sees and changes a service request: need to know, by window, unit and who was asked first.

A sealed request (domestic violence, minors) is seen by its window, by who was asked first and by the director of the centre.
"""

import frappe
from pypika.terms import Criterion

from yumen_governance.permissions import roles
from yumen_governance.permissions.case import WRITING
from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql
from yumen_governance.service_centre import windows

REQUEST = "Service Request"
SEALED = "Sealed"
ENDED = ("Closed", "Void")
# Who sees, and who changes, every request that isn't sealed
SEE = frozenset({roles.DISPATCHER, roles.AUDITOR})
WRITE = frozenset({roles.DISPATCHER})


def conditions_of_request(user: str | None = None) -> str:
	"""permission_query_conditions of Service Request."""
	return to_sql(readable(REQUEST, scope_of(user or frappe.session.user)))


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Service Request; the stored record is asked, never values that came in."""
	scope = scope_of(user or frappe.session.user)
	if ptype == "create" or not doc.name or not frappe.db.exists(REQUEST, doc.name):
		return True
	criterion = (writable if ptype in WRITING else readable)(REQUEST, scope)
	return criterion is None or matches(REQUEST, doc.name, criterion)


def readable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for the requests that a person reads; None means all."""
	if sees_sealed(scope):
		return None
	table = frappe.qb.DocType(doctype)
	asked_first = table.first_responsible == literal(scope.user)
	return any_of([asked_first, *_at_work(table, scope, SEE)])


def writable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for the requests that a person changes: at their window or of their unit, until they are closed."""
	if scope.user == "Administrator":
		return None
	table = frappe.qb.DocType(doctype)
	is_open = table.stage.notin([literal(stage) for stage in ENDED])
	return is_open if sees_sealed(scope) else is_open & any_of(_at_work(table, scope, WRITE))


def sees_sealed(scope: Scope) -> bool:
	"""Tell whether a person sees every request, also the sealed ones."""
	return scope.user == "Administrator" or roles.CENTRE_DIRECTOR in scope.roles


def may_write(name: str, user: str) -> bool:
	"""Tell whether a person may change a stored request, without a message to them when they may not."""
	criterion = writable(REQUEST, scope_of(user))
	held = frappe.permissions.get_role_permissions(frappe.get_meta(REQUEST), user=user).get("write")
	return bool(held or user == "Administrator") and (criterion is None or matches(REQUEST, name, criterion))


def _at_work(table, scope: Scope, everywhere: frozenset[str]) -> list[Criterion]:
	"""The ways by which a person has to do with requests: their windows, general intake, their units, the centre."""
	ordinary = table.confidentiality != SEALED
	mine = windows.windows_of(scope.user)
	ways = [table.service_window.isin([literal(name) for name in mine])] if mine else []
	if everywhere & scope.roles:
		ways.append(ordinary)
	general = windows.general_windows() if roles.WINDOW_CLERK in scope.roles else ()
	if general:
		ways.append(ordinary & table.service_window.isin([literal(name) for name in general]))
	return ways + [ordinary & each for each in scope.handled(table.lead_unit)]
