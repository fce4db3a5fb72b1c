"""Everybody sees and changes their own preferences, and nobody else's."""

import frappe

from yumen_governance.permissions.scope import to_sql

PREFERENCE = "Notification Preference"


def query_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Notification Preference."""
	return to_sql(frappe.qb.DocType(PREFERENCE).user == (user or frappe.session.user))


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Notification Preference; of a new one the person is set by the server."""
	owner = frappe.db.get_value(PREFERENCE, doc.name, "user") if doc.name else None
	return (owner or doc.user or user or frappe.session.user) == (user or frappe.session.user)
