"""Who changes a booking of a room: whoever made it, and who arranges the rooms. Everybody of the centre sees all of them."""

import frappe

from yumen_governance.permissions import roles
from yumen_governance.permissions.case import WRITING

# Who arranges the rooms of the centre, and so other people's bookings too
ARRANGERS = frozenset({roles.ADMINISTRATOR, roles.CENTRE_DIRECTOR, roles.DISPATCHER, roles.WINDOW_CLERK})


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Room Booking; the stored booking is asked, never values that came in."""
	user = user or frappe.session.user
	if ptype not in WRITING or user == "Administrator":
		return True
	booked_by = frappe.db.get_value(doc.doctype, doc.name, "booked_by") if doc.name else None
	return booked_by in (None, user) or bool(ARRANGERS & set(frappe.get_roles(user)))
