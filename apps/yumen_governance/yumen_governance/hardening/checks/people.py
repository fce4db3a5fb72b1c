"""Who holds which rights on this site."""

import frappe

from yumen_governance.hardening.checks.finding import check
from yumen_governance.hardening.ours import names
from yumen_governance.permissions import roles

SYSTEM_MANAGER = "System Manager"
EVERYBODY = ("All", "Guest", "Desk User")
MOST_TECHNICIANS = 3
OUTSIDE = "the permissions of the DocType in the desk (Role Permissions Manager)"
# Beside programs and templates, which permissions/code_bearing.py closes whatever the DocPerms say
DANGEROUS = (
	"Custom Field",
	"Customize Form",
	"Data Export",
	"Data Import",
	"DocType",
	"Email Account",
	"OAuth Client",
	"Property Setter",
	"Role",
	"Role Profile",
	"Scheduled Job Type",
	"Social Login Key",
	"System Settings",
	"User",
	"User Permission",
)


def _holders(role: str) -> list[str]:
	user, held = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	return (
		frappe.qb.from_(user)
		.inner_join(held)
		.on((held.parent == user.name) & (held.parenttype == "User"))
		.select(user.name)
		.where((held.role == role) & (user.enabled == 1) & (user.name != "Administrator"))
	).run(pluck=True)


def _permissions(**filters) -> list[dict]:
	fields = ["parent", "role", "write", "create", "read"]
	custom = frappe.get_all("Custom DocPerm", filters=filters, fields=fields)
	changed = set(frappe.get_all("Custom DocPerm", pluck="parent", distinct=True))
	standard = frappe.get_all("DocPerm", filters=filters, fields=fields)
	return custom + [row for row in standard if row.parent not in changed]


@check(
	"technicians",
	"who runs the site can do anything on it",
	"User in the desk: take the role System Manager from those who don't need it",
)
def technicians() -> str | None:
	held = _holders(SYSTEM_MANAGER)
	return f"{len(held)} people are System Managers" if len(held) > MOST_TECHNICIANS else None


@check(
	"technicians-apart",
	"who runs the site doesn't work with its records, and the other way round",
	"give these people two accounts",
)
def technicians_apart() -> str | None:
	working = {user for role in roles.ALL for user in _holders(role)}
	both = sorted(set(_holders(SYSTEM_MANAGER)) & working)
	return f"these do both: {', '.join(both)}" if both else None


@check(
	"dangerous-rights", "the set-up of the site, its accounts and bulk changes are for technicians", OUTSIDE
)
def dangerous_rights() -> str | None:
	rows = _permissions(parent=["in", DANGEROUS], permlevel=0)
	others = {
		f"{row.role} on {row.parent}"
		for row in rows
		if (row.write or row.create)
		and row.role not in (SYSTEM_MANAGER, "Administrator")
		and _is_held(row.role)
	}
	return f"held by others: {', '.join(sorted(others))}" if others else None


def _is_held(role: str) -> bool:
	return role in EVERYBODY or bool(_holders(role))


@check("open-doctypes", "no record of the app is everybody's", OUTSIDE, critical=True)
def open_doctypes() -> str | None:
	rows = _permissions(parent=["in", names()], role=["in", EVERYBODY])
	return f"open to everybody: {', '.join(sorted({row.parent for row in rows}))}" if rows else None


@check(
	"administrator",
	"the Administrator's account is for emergencies",
	"work with accounts of people; set a long password and keep it in a safe",
)
def administrator() -> str | None:
	since = frappe.utils.add_days(frappe.utils.now_datetime(), -30)
	logins = frappe.db.count(
		"Activity Log",
		{"user": "Administrator", "operation": "Login", "status": "Success", "creation": [">", since]},
	)
	return f"{logins} logins as Administrator in the last 30 days" if logins else None


@check("sign-up", "nobody makes an account for themselves", "Website Settings, Disable Signup")
def sign_up() -> str | None:
	return (
		None
		if frappe.db.get_single_value("Website Settings", "disable_signup")
		else "sign-up is not disabled"
	)
