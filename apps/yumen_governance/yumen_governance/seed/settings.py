"""Site settings that the product relies on."""

import frappe

from yumen_governance.seed import ensure

ADMINISTRATOR = "系统管理员"

SYSTEM_SETTINGS = {
	"app_name": "玉门市社会治理中心",
	# The scheduler must not fall asleep over a holiday during which nobody logs in.
	"dormant_days": 36500,
	"disable_document_sharing": 1,
	"login_with_email_link": 0,
	"enable_onboarding": 0,
}


def seed() -> None:
	"""Name the site, keep its scheduler awake, and close what the centre doesn't use."""
	ensure("System Settings", "System Settings", SYSTEM_SETTINGS)
	name_administrator()


def name_administrator() -> None:
	"""Give the system's own account a Chinese name, unless somebody gave it another."""
	if frappe.db.get_value("User", "Administrator", "full_name") == "Administrator":
		names = {"first_name": ADMINISTRATOR, "full_name": ADMINISTRATOR}
		frappe.db.set_value("User", "Administrator", names)
