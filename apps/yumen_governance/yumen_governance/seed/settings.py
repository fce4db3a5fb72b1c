"""Site settings that the product relies on."""

from pathlib import Path

import frappe
from frappe.installer import update_site_config
from frappe.utils import cint

from yumen_governance.hardening.accounts import hash_stored_keys
from yumen_governance.hardening.ours import names
from yumen_governance.seed import ensure

ADMINISTRATOR = "系统管理员"
# Seconds. The sweep and the outbox look every minute; official v15 asks for due jobs every four unless told otherwise.
LONGEST_TICK = 60
TICK = "scheduler_tick_interval"

SYSTEM_SETTINGS = {
	"app_name": "玉门市社会治理中心",
	# The picker of a date and time knows no seconds.
	"time_format": "HH:mm",
	# The scheduler must not fall asleep over a holiday during which nobody logs in.
	"dormant_days": 36500,
	"enable_onboarding": 0,
	# Who sees what
	"disable_document_sharing": 1,
	"apply_strict_user_permissions": 1,
	"allow_guests_to_upload_files": 0,
	"allow_older_web_view_links": 0,
	# Accounts. An account stays locked for a quarter of an hour after five wrong passwords; a session ends after a
	# working day without use. The same person uses desk and telephone: several sessions are allowed.
	"login_with_email_link": 0,
	"allow_consecutive_login_attempts": 5,
	"allow_login_after_fail": 900,
	"enable_password_policy": 1,
	"minimum_password_score": "3",
	"logout_on_password_reset": 1,
	"password_reset_limit": 3,
	"session_expiry": "08:00",
	"deny_multiple_sessions": 0,
	# What leaves the site
	"allow_error_traceback": 0,
	"enable_telemetry": 0,
	# GovernedFile takes out of pictures what they tell; the framework's way needs 1 GB for one photo and turns it.
	"strip_exif_metadata_from_uploaded_images": 0,
}


def seed() -> None:
	"""Name the site, keep its scheduler awake, and close what the centre doesn't use."""
	ensure("System Settings", "System Settings", system_settings())
	name_administrator()
	turn_off_global_search()
	choose_currency()
	quicken_scheduler()
	hash_stored_keys()


def choose_currency() -> None:
	"""Show amounts in yuan; without a default the desk takes the first currency of the alphabet."""
	if not frappe.db.get_default("currency"):
		frappe.db.set_default("currency", "CNY")


def system_settings() -> dict:
	"""Return the settings that this version of the framework knows."""
	meta = frappe.get_meta("System Settings")
	return {key: value for key, value in SYSTEM_SETTINGS.items() if meta.has_field(key)}


def turn_off_global_search() -> None:
	"""Keep the app's records out of the search over everything, whose index knows no rules."""
	if not frappe.conf.get("disable_global_search"):
		update_site_config("disable_global_search", 1)
	index = frappe.qb.Table("__global_search")
	frappe.qb.from_(index).delete().where(index.doctype.isin(names())).run()


def quicken_scheduler(bench: Path | None = None) -> bool:
	"""Have the bench's scheduler look for due jobs every minute, unless it is told to look as often or more.

	The scheduler knows no site: the setting is the bench's, read when it starts. Where its file isn't ours to
	write, the site stays as it is, and `governance-doctor` and `health` say so.

	:param bench: the file of the bench's settings, the one in use unless given
	:return: whether it looks at least every minute now, once it was started anew
	"""
	bench = bench or Path(frappe.local.sites_path) / "common_site_config.json"
	if 0 < scheduler_tick(bench) <= LONGEST_TICK:
		return True
	try:
		update_site_config(TICK, LONGEST_TICK, site_config_path=str(bench))
	except OSError:
		return False
	return True


def scheduler_tick(bench: Path | None = None) -> int:
	"""Return every how many seconds the bench's scheduler looks for due jobs; 0 where the framework decides."""
	bench = bench or Path(frappe.local.sites_path) / "common_site_config.json"
	return cint(frappe.get_file_json(str(bench)).get(TICK)) if bench.is_file() else 0


def name_administrator() -> None:
	"""Give the system's own account a Chinese name, unless somebody gave it another."""
	if frappe.db.get_value("User", "Administrator", "full_name") == "Administrator":
		names = {"first_name": ADMINISTRATOR, "full_name": ADMINISTRATOR}
		frappe.db.set_value("User", "Administrator", names)
