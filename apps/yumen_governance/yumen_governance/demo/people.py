"""The people of the demo city: accounts, grid leaders and members, handlers of the units."""

from contextlib import contextmanager

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.demo.dataset import mail_of, phone, read

MODULE_PROFILE = "Governance"
TIME_ZONE = "Asia/Shanghai"

CADRES = ("乡镇（街道）干部", "村组（社区）干部")
SOURCES = {
	"Grid Leader": CADRES,
	"Full-time Member": CADRES,
	"Part-time Member": ("人民调解员", "志愿者", "村民代表"),
}
DUTIES = {
	"Grid Leader": ("综治",),
	"Full-time Member": ("综治", "禁毒", "卫健", "民政", "社保", "道路交通"),
	"Part-time Member": ("综治", "环境卫生"),
}
MEMBERS = ("Full-time Member", "Part-time Member")


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
	number = frappe.db.count("Grid Member") + 1
	member = frappe.new_doc("Grid Member", grid=grid, member_name=name, post=post, user=user, is_active=1)
	member.update({"phone": phone(number), "from_date": add_days(getdate(), -400)})
	member.to_date = add_days(getdate(), 20 if number % 17 == 0 else 700)
	member.drawn_from = SOURCES[post][number % len(SOURCES[post])]
	member.update({"duties": [{"duty": duty} for duty in DUTIES[post]]})
	member.update({"further_grids": [{"grid": code} for code in _level_3_under(grid, post)]})
	member.insert()


def _level_3_under(grid: str, post: str) -> list[str]:
	"""The level 3 grids into which a member of an upper grid sinks: leaders into one, others into all."""
	filters = {"grid_path": ["like", f"%.{grid}.%"], "grid_level": "Level 3", "name": ["!=", grid]}
	codes = frappe.get_all("Grid", filters, pluck="name", order_by="name")
	return codes if post in MEMBERS else codes[:1]
