"""What the office set for phones in Field Work Settings."""

import frappe

DEFAULTS = {
	"answer_days": 400,
	"departure_days": 90,
	"device_days": 180,
	"upload_days": 30,
	"upload_megabytes": 500,
}


def setting(name: str) -> int:
	"""Return a number of the settings; nothing set means the default."""
	return int(frappe.get_cached_doc("Field Work Settings").get(name) or DEFAULTS[name])
