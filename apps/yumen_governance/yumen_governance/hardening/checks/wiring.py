"""Is what this app closes really in force on this site?"""

import frappe

from yumen_governance import hooks
from yumen_governance.hardening.checks.finding import check
from yumen_governance.hardening.files import GovernedFile

SAFE_VERSIONS = {15: (15, 121, 0), 16: (16, 34, 0)}
CLEAR = "bench --site {site} clear-cache; then look whether another app overrides the same hook"


@check(
	"framework-version",
	"holes of the framework itself, of which an app can close only some",
	"install Frappe 15.121.0 or later, or 16.34.0 or later (docs/decisions/0004-hardening.md tells what only that closes)",
	critical=True,
)
def framework_version() -> str | None:
	version = frappe.__version__
	numbers = tuple(int(part) for part in version.split("-")[0].split(".")[:3] if part.isdigit())
	least = SAFE_VERSIONS.get(numbers[0], SAFE_VERSIONS[max(SAFE_VERSIONS)])
	if "dev" in version or numbers < least:
		return f"this site runs Frappe {version}"
	return None


@check("door", "every request is looked at before it runs", CLEAR, critical=True)
def door() -> str | None:
	missing = [
		entry
		for name in ("auth_hooks", "after_request")
		for entry in getattr(hooks, name)
		if entry not in frappe.get_hooks(name)
	]
	return f"not in force: {', '.join(missing)}" if missing else None


@check("files", "uploaded files are admitted, private and unguessable", CLEAR, critical=True)
def files() -> str | None:
	return None if isinstance(frappe.new_doc("File"), GovernedFile) else "File is not the app's class"


@check("checked-endpoints", "stock endpoints that check too little are replaced", CLEAR, critical=True)
def checked_endpoints() -> str | None:
	in_force = frappe.get_hooks("override_whitelisted_methods")
	lost = [
		name
		for name, own in hooks.override_whitelisted_methods.items()
		if own not in (in_force.get(name) or [""])[0:1] + (in_force.get(name) or [""])[-1:]
	]
	return f"not in force: {', '.join(lost)}" if lost else None


@check("permission-rules", "who sees which record", CLEAR, critical=True)
def permission_rules() -> str | None:
	lost = [
		f"{name} of {doctype}"
		for name in ("permission_query_conditions", "has_permission")
		for doctype, rule in getattr(hooks, name).items()
		if rule not in frappe.get_hooks(name).get(doctype, [])
	]
	return f"not in force: {', '.join(lost)}" if lost else None
