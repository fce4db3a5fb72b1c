"""Who acts next on a case: whoever is in it, and the centre where the case isn't hidden from it."""

import frappe

from yumen_governance.dispute_resolution import access
from yumen_governance.permissions import roles
from yumen_governance.permissions.dispute import SHOWN
from yumen_governance.permissions.office import holders_of
from yumen_governance.time_limits.notifications import handlers_of

CASE, ACCESS, EXCLUSION = "Dispute Case", "Case Access", "Case Exclusion"


def actors(name: str, role: str) -> list[str]:
	"""Return the users of a role who act next on a case (hook `case_actors`)."""
	level = frappe.db.get_value(CASE, name, "confidentiality")
	if role in (roles.CENTRE_DIRECTOR, roles.DISPATCHER):
		found = holders_of(role) if level in SHOWN[role] else []
	elif role == roles.DEPARTMENT_HANDLER and level != "Sealed":
		units = frappe.get_all(
			ACCESS, {"dispute_case": name, "is_live": 1, "unit": ["is", "set"]}, pluck="unit"
		)
		found = handlers_of(units)
	else:
		found = [user for user in access.people_of(name) if role in frappe.get_roles(user)]
	excluded = frappe.get_all(EXCLUSION, {"dispute_case": name, "is_live": 1}, pluck="user")
	return sorted(set(found) - set(excluded))
