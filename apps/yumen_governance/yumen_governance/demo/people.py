"""The people of the demo city: accounts, grid leaders and members, handlers of the units."""

from contextlib import contextmanager

import frappe

from yumen_governance.demo.dataset import mail_of, phone, read

MODULE_PROFILE = "Governance"
TIME_ZONE = "Asia/Shanghai"


def ensure_people() -> None:
	"""Insert the users, members and handlers that are missing."""
	people = read("people")
	with _many_users():
		ensure_user("system_manager", "系统运维员", ["System Manager"])
		for row in people["accounts"]:
			ensure_user(row["key"], row["name"], row["roles"])
		for row in people["centre"]:
			ensure_user(row["user"], row["name"], row["roles"])
		_ensure_handlers(people)
		_ensure_members(people)


@contextmanager
def _many_users():
	"""Frappe allows sixty new users an hour, except to an import."""
	before = frappe.flags.in_import
	frappe.flags.in_import = True
	try:
		yield
	finally:
		frappe.flags.in_import = before


def ensure_user(account: str, full_name: str, roles: list[str]) -> str:
	"""Insert a desk user without a password and return its name."""
	name = mail_of(account)
	if frappe.db.exists("User", name):
		return name
	user = frappe.new_doc("User", email=name, first_name=full_name, send_welcome_email=0, enabled=1)
	user.update({"language": "zh", "time_zone": TIME_ZONE, "onboarding_status": "{}"})
	if "System Manager" not in roles:
		user.module_profile = MODULE_PROFILE
	user.append_roles(*roles)
	user.insert()
	return name


def _ensure_handlers(people: dict) -> None:
	rows = [(row["unit"], mail_of(row["key"])) for row in people["accounts"] if row.get("unit")]
	for number, row in enumerate(people["handlers"], start=1):
		user = ensure_user(f"handler{number:02d}", row["name"], ["Department Handler"])
		rows.append((row["unit"], user))
	for unit_name, user in rows:
		_ensure_handler(unit_name, user)


def _ensure_handler(unit_name: str, user: str) -> None:
	name = frappe.db.get_value("Functional Unit", {"unit_name": unit_name})
	unit = frappe.get_doc("Functional Unit", name)
	if user not in {row.user for row in unit.handlers}:
		unit.append("handlers", {"user": user})
		unit.save()


def _ensure_members(people: dict) -> None:
	for row in people["accounts"]:
		if row.get("grid"):
			_ensure_member(row["grid"], row["name"], row["post"], mail_of(row["key"]))
	for grid, name in people["leaders"].items():
		_ensure_member(grid, name, "Grid Leader", ensure_user(f"leader{grid}", name, ["Grid Leader"]))
	for grid, names in people["members"].items():
		full_time, *part_time = names
		user = ensure_user(f"member{grid}", full_time, ["Grid Member"])
		_ensure_member(grid, full_time, "Full-time Member", user)
		for name in part_time:
			_ensure_member(grid, name, "Part-time Member", None)


def _ensure_member(grid: str, name: str, post: str, user: str | None) -> None:
	if frappe.db.exists("Grid Member", {"grid": grid, "member_name": name}):
		return
	member = frappe.new_doc("Grid Member", grid=grid, member_name=name, post=post, user=user, is_active=1)
	member.phone = phone(frappe.db.count("Grid Member") + 1)
	member.insert()
