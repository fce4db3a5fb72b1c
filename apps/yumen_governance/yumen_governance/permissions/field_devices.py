"""Who sees phones of members and what they sent: the person, who leads the grids in which they are in office, the centre.

The same people may revoke a device, but for the auditor.
"""

import frappe

from yumen_governance.permissions import roles, visits
from yumen_governance.permissions.case import WRITING
from yumen_governance.permissions.office import in_term
from yumen_governance.permissions.scope import Scope, any_of, matches, scope_of, to_sql

DEVICE, ITEM = "Field Device", "Field Item"
SEE_ALL = frozenset({roles.ADMINISTRATOR, roles.AUDITOR})


def conditions_of_device(user: str | None = None) -> str:
	"""permission_query_conditions of Field Device."""
	return _conditions(DEVICE, user)


def conditions_of_item(user: str | None = None) -> str:
	"""permission_query_conditions of Field Item."""
	return _conditions(ITEM, user)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of both: the list's criterion, asked for one stored record."""
	scope = scope_of(user or frappe.session.user)
	criterion = (writable if ptype in WRITING else readable)(doc.doctype, scope)
	return criterion is None or not doc.name or matches(doc.doctype, doc.name, criterion)


def readable(doctype: str, scope: Scope):
	"""The criterion for the records that a person sees; None means all."""
	if scope.user == "Administrator" or scope.roles & SEE_ALL:
		return None
	return _of_own_people(doctype, scope)


def writable(doctype: str, scope: Scope):
	"""The criterion for the devices that a person may revoke; None means all."""
	if scope.user == "Administrator" or roles.ADMINISTRATOR in scope.roles:
		return None
	return _of_own_people(doctype, scope)


def _of_own_people(doctype: str, scope: Scope):
	table = frappe.qb.DocType(doctype)
	mine = [table.user == scope.user]
	member = frappe.qb.DocType("Grid Member")
	if led := visits.led_by(scope, member.grid_path):
		people = any_of(led) & (member.is_active == 1) & in_term(member) & member.user.isnotnull()
		mine.append(table.user.isin(frappe.qb.from_(member).select(member.user).where(people)))
	return any_of(mine)


def _conditions(doctype: str, user: str | None) -> str:
	return to_sql(readable(doctype, scope_of(user or frappe.session.user)))
