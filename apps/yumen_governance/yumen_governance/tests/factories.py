"""One maker for each kind of record: valid without arguments, inserted, named by a counter."""

from contextlib import contextmanager
from itertools import count

import frappe

from yumen_governance.grid_management.grid_rules import CODE_LENGTH, LEVELS, UNIT_TYPES
from yumen_governance.seed.grids import CITY_CODE
from yumen_governance.time_limits.stages import workflow_of

# Far from the codes, addresses and names that seeds and demo data use
_counter = count(1)


def next_number() -> int:
	"""Return the next number of this run, for names that don't collide."""
	return next(_counter)


def make_grid(parent: str = CITY_CODE, **values):
	"""Insert a grid one level under its parent, with the next free code from 900 down."""
	level = LEVELS[LEVELS.index(frappe.db.get_value("Grid", parent, "grid_level")) + 1]
	code = values.pop("grid_code", None) or _free_code(parent, CODE_LENGTH[level])
	grid = {"grid_name": f"Grid {code}", "unit_type": UNIT_TYPES[level][0], "parent_grid": parent}
	return frappe.get_doc({"doctype": "Grid", "grid_code": code, **grid, **values}).insert()


def _free_code(parent: str, length: int) -> str:
	for number in range(999, 0, -1):
		code = f"{parent}{number:03}"
		if len(code) == length and not frappe.db.exists("Grid", code):
			return code
	raise LookupError(parent)


def make_user(*roles: str, **values) -> str:
	"""Insert an enabled system user with these roles and return the name."""
	email = values.pop("email", None) or f"person-{next_number()}@governance-test.example.com"
	user = frappe.get_doc({"doctype": "User", "email": email, "first_name": email.split("@")[0], **values})
	user.update({"enabled": 1, "send_welcome_email": 0, "roles": [{"role": role} for role in roles]})
	user.flags.no_welcome_mail = True
	with many_users():
		return user.insert(ignore_if_duplicate=True).name


@contextmanager
def many_users():
	"""Lift the framework's limit of users made in an hour, as its own import does."""
	before, frappe.flags.in_import = frappe.flags.in_import, True
	try:
		yield
	finally:
		frappe.flags.in_import = before


# The people of the tests: made once a site by before_tests, because a User is slow to insert
ACTORS = {
	"administrator": "Governance Administrator",
	"dispatcher": "Dispatcher",
	"clerk": "Window Clerk",
	"other_clerk": "Window Clerk",
	"leader": "Grid Leader",
	"other_leader": "Grid Leader",
	"member": "Grid Member",
	"other_member": "Grid Member",
	"handler": "Department Handler",
	"other_handler": "Department Handler",
	"auditor": "Auditor",
	"technician": "System Manager",
}


def actor(name: str) -> str:
	"""Return the user name of one of the people of the tests."""
	return f"{name.replace('_', '-')}@governance-test.example.com"


def ensure_actors() -> None:
	"""Insert the people of the tests that the site lacks."""
	for name, role in ACTORS.items():
		if not frappe.db.exists("User", actor(name)):
			make_user(role, email=actor(name))


def make_grid_member(grid: str, post: str = "Full-time Member", user: str | None = None, **values):
	"""Insert an active grid member, with an account when one is given."""
	member = {"member_name": f"Member {next_number()}", "grid": grid, "post": post, "user": user}
	return frappe.get_doc({"doctype": "Grid Member", **member, **values}).insert()


def make_unit(*handlers: str, **values):
	"""Insert a functional unit with these users as handlers."""
	unit = {"unit_name": f"Unit {next_number()}", "handlers": [{"user": user} for user in handlers]}
	return frappe.get_doc({"doctype": "Functional Unit", **unit, **values}).insert()


def make_category(**values):
	"""Insert an event category."""
	return frappe.get_doc(
		{"doctype": "Event Category", "category_name": f"Category {next_number()}", **values}
	).insert()


def make_event(grid: str, **values):
	"""Insert a draft governance event as the current user."""
	event = {
		"title": f"Event {next_number()}",
		"source": "Hotline",
		"category": values.pop("category", None) or "0401",
		"grid": grid,
	}
	return frappe.get_doc({"doctype": "Governance Event", **event, **values}).insert()


def put_in_state(event, state: str, **values):
	"""Set a stored event to a state and its stage, past the transitions, to begin a test there."""
	stages = {row.state: row.stage for row in workflow_of(event.doctype).states}
	event.db_set({"workflow_state": state, "stage": stages[state], **values})
	event.reload()
	return event
