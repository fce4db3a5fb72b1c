"""Who acts next on a service request: whoever sits at its window; the centre where something is to be decided."""

import frappe

from yumen_governance.permissions import roles
from yumen_governance.service_centre import windows

CENTRE = (roles.DISPATCHER, roles.CENTRE_DIRECTOR)


def actors(name: str, role: str) -> list[str] | None:
	"""Return the users of a role who act next on a request (hook `case_actors`); None for everybody with the role.

	A window without staff leaves it to the handlers of its unit.
	"""
	request = frappe.db.get_value(
		"Service Request",
		name,
		["service_window", "stage", "requested_due_on", "request_decision"],
		as_dict=True,
	)
	if not request:
		return []
	if role in CENTRE:
		is_asked = request.stage == "Handling" and request.requested_due_on and not request.request_decision
		return None if is_asked else []
	staff = windows.staff_of(request.service_window)
	if not staff:
		return None if role == roles.DEPARTMENT_HANDLER else []
	return [user for user in staff if role in frappe.get_roles(user)]
