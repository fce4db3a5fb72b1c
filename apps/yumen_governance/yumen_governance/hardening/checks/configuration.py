"""site_config.json, common_site_config.json and System Settings."""

import frappe
from frappe.utils import cint
from frappe.utils.scheduler import is_scheduler_disabled

from yumen_governance.hardening.checks.finding import check
from yumen_governance.seed.settings import LONGEST_TICK, TICK, scheduler_tick, system_settings

LARGEST_UPLOAD = 100 * 1024 * 1024
# Settings without which accounts or records are open; the others of the seed are reported together
GRAVE_SETTINGS = ("login_with_email_link", "disable_document_sharing", "allow_guests_to_upload_files")


def setting(key: str):
	"""Return a setting of the site or of the bench."""
	return frappe.conf.get(key)


@check(
	"developer-mode",
	"developer mode shows traces and lets the desk write source files",
	"bench set-config -g developer_mode 0; bench --site {site} set-config developer_mode 0",
	critical=True,
)
def developer_mode() -> str | None:
	return "developer_mode is on" if cint(setting("developer_mode")) else None


@check(
	"tests",
	"test code can be run against real records",
	"bench --site {site} remove-config allow_tests",
	critical=True,
)
def allow_tests() -> str | None:
	return "allow_tests is on" if cint(setting("allow_tests")) else None


@check(
	"host-name",
	"links in messages are made from the site's own address, not from what a request claims",
	"bench --site {site} set-config host_name https://the.address.of.this.site",
	critical=True,
)
def host_name() -> str | None:
	return None if setting("host_name") else "host_name is not set"


@check(
	"https",
	"passwords and records on the way to the browser",
	"put nginx with a certificate in front (docs/operations.md) and set host_name to https://…",
	critical=True,
)
def https() -> str | None:
	address = str(setting("host_name") or "")
	return None if address.startswith("https://") else f"host_name is {address or 'not set'}"


@check(
	"server-scripts",
	"programs written in the desk read every record",
	"bench set-config -g server_script_enabled 0 (without it early v15 takes them as enabled)",
	critical=True,
)
def server_scripts() -> str | None:
	enabled = setting("server_script_enabled")
	return "server_script_enabled is not 0" if enabled is None or cint(enabled) else None


@check(
	"csrf",
	"pages of others can't act for a person who is logged in",
	"remove ignore_csrf from site_config.json",
	critical=True,
)
def csrf() -> str | None:
	return "ignore_csrf is set" if setting("ignore_csrf") else None


@check(
	"cors",
	"pages of others can't read this site",
	"set allow_cors to the addresses that need it, or remove it",
	critical=True,
)
def cors() -> str | None:
	return "allow_cors is *" if setting("allow_cors") == "*" else None


@check(
	"global-search",
	"the search index holds contents of records outside their rules",
	"bench --site {site} set-config disable_global_search 1; then empty the table __global_search",
)
def global_search() -> str | None:
	return None if cint(setting("disable_global_search")) else "disable_global_search is not set"


@check(
	"upload-size",
	"large uploads fill memory and disk",
	"bench --site {site} set-config max_file_size 26214400",
)
def upload_size() -> str | None:
	size = cint(setting("max_file_size"))
	return f"max_file_size is {size} bytes" if size > LARGEST_UPLOAD else None


@check(
	"grave-settings",
	"logins by mailed links, document sharing and uploads by strangers stay off",
	"System Settings in the desk; the values are in seed/settings.py",
	critical=True,
)
def grave_settings() -> str | None:
	return _differing(GRAVE_SETTINGS)


@check(
	"settings",
	"lock-out, password strength, length of a session, traces, telemetry",
	"System Settings in the desk; the values and the reasons are in seed/settings.py",
)
def settings() -> str | None:
	return _differing(
		set(system_settings()) - {*GRAVE_SETTINGS, "app_name", "enable_onboarding", "dormant_days"}
	)


def _differing(keys) -> str | None:
	wanted = system_settings()
	stored = frappe.get_cached_doc("System Settings")
	differing = [
		f"{key} is {stored.get(key)!r}, not {wanted[key]!r}"
		for key in sorted(keys)
		if key in wanted and str(stored.get(key) or 0) != str(wanted[key] or 0)
	]
	return "; ".join(differing) or None


@check(
	"two-factor",
	"a stolen password alone opens nothing",
	"System Settings, Enable Two Factor Auth with an OTP app; then Two Factor Authentication on the roles that see residents",
)
def two_factor() -> str | None:
	return None if frappe.db.get_single_value("System Settings", "enable_two_factor_auth") else "it is off"


@check(
	"backups",
	"a stolen backup tells nothing",
	"System Settings, Encrypt Backups; keep encryption_key and registry-keys.json apart from the backups",
)
def backups() -> str | None:
	return (
		None if frappe.db.get_single_value("System Settings", "encrypt_backup") else "they are not encrypted"
	)


@check(
	"scheduler",
	"time limits, reviews and reports run on time",
	"bench --site {site} enable-scheduler",
	critical=True,
)
def scheduler() -> str | None:
	if is_scheduler_disabled() or cint(setting("pause_scheduler")):
		return "the scheduler is off"
	days = cint(frappe.db.get_single_value("System Settings", "dormant_days"))
	return f"it falls asleep after {days or 4} days without a login" if days < 3650 else None


@check(
	"scheduler-tick",
	"warnings and escalations come on their minute",
	"bench set-config -g scheduler_tick_interval 60; then start the scheduler anew",
)
def tick() -> str | None:
	seconds = scheduler_tick()
	return None if 0 < seconds <= LONGEST_TICK else f"{TICK} is {seconds or 'not set'}"
