"""What the app on a member's phone asks for beside what it keeps (api/sync.py)."""

import frappe
from frappe.utils import cint

from yumen_governance.events.handling import in_hand
from yumen_governance.permissions.case import refusal
from yumen_governance.public_portal.choices import choices

EVENT = "Governance Event"
OF_EVERYBODY = ("emergency", "pictures", "megabytes")
OF_THE_MAP = ("tile_url", "attribution", "centre", "zoom", "bounds")


@frappe.whitelist(methods=["GET"])
def settings() -> dict:
	"""Return what the pages of events are made with: words of an emergency, limits of photos, the map.

	:return: `emergency` (number, words), `pictures` of an event, `megabytes` of one, `map`, `nearby_days`
	:raises frappe.PermissionError: the person may not read events
	"""
	if not frappe.has_permission(EVENT, "read"):
		frappe.throw(refusal(EVENT), frappe.PermissionError)
	known = choices()
	return {
		**{name: known[name] for name in OF_EVERYBODY},
		"map": {name: known["map"][name] for name in OF_THE_MAP},
		"nearby_days": cint(frappe.db.get_single_value("Event Settings", "related_days")),
	}


@frappe.whitelist(methods=["GET"])
def event(name: str) -> dict:
	"""Return one event as the phone shows it, for one that isn't kept there: it is closed, or lies in another grid.

	:raises frappe.PermissionError: the person may not read it
	"""
	frappe.get_doc(EVENT, name).check_permission("read")
	return in_hand.one(name, frappe.session.user)
