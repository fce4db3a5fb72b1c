"""The city of the benchmarks: 20 townships, 100 communities, 544 grids, and the people who look at them."""

from collections.abc import Iterator

import frappe
from frappe.utils import now

from yumen_governance.grid_management.grid_rules import LEVELS, UNIT_TYPES
from yumen_governance.seed.grids import CITY_CODE

TOWNSHIPS, COMMUNITIES_OF_A_TOWNSHIP, GRIDS = 20, 5, 544
ROLES = ("Grid Member", "Grid Leader", "Window Clerk")


def ensure_city() -> None:
	"""Insert the grids below the city's root, once, in one statement a chunk."""
	if frappe.db.count("Grid", {"grid_level": LEVELS[-1]}) >= GRIDS:
		return
	grids = list(_numbered(_tree()))
	frappe.db.delete("Grid", {"name": ["!=", CITY_CODE]})
	frappe.db.set_value("Grid", CITY_CODE, {"lft": 1, "rgt": 2 * len(grids) + 2})
	common = {"is_active": 1, "owner": "Administrator", "modified_by": "Administrator"}
	times = dict.fromkeys(("creation", "modified"), now())
	rows = [{**grid, **common, **times} for grid in grids]
	frappe.db.bulk_insert("Grid", list(rows[0]), [list(row.values()) for row in rows])
	frappe.db.commit()


def township(number: int) -> str:
	return f"{CITY_CODE}{number:03}"


def community(number: int) -> str:
	"""The code of a community counted through the city from 0."""
	return f"{township(number // COMMUNITIES_OF_A_TOWNSHIP + 1)}{number % COMMUNITIES_OF_A_TOWNSHIP + 1:03}"


def _tree() -> dict[str, dict[str, list[str]]]:
	"""Townships, their communities and the grids of each."""
	communities = TOWNSHIPS * COMMUNITIES_OF_A_TOWNSHIP
	grids: dict[str, list[str]] = {community(number): [] for number in range(communities)}
	for number in range(GRIDS):
		code = community(number % communities)
		grids[code].append(f"{code}{number // communities + 1:03}")
	return {
		township(number): {code: grids[code] for code in grids if code.startswith(township(number))}
		for number in range(1, TOWNSHIPS + 1)
	}


def _numbered(tree: dict[str, dict[str, list[str]]]) -> Iterator[dict]:
	"""The rows of the tree, with the nested set's numbers."""
	left = 2
	for township_code, communities in tree.items():
		size = 1 + len(communities) + sum(len(grids) for grids in communities.values())
		yield _grid(township_code, CITY_CODE, f"{CITY_CODE}.", 1, left, size)
		left += 1
		for code, grids in communities.items():
			above = f"{CITY_CODE}.{township_code}."
			yield _grid(code, township_code, above, 2, left, 1 + len(grids))
			for number, grid in enumerate(grids):
				yield _grid(grid, code, f"{above}{code}.", 3, left + 1 + 2 * number, 1)
			left += 2 * len(grids) + 2
		left += 1


def _grid(code: str, parent: str, above: str, level: int, left: int, size: int) -> dict:
	return {
		"name": code,
		"grid_code": code,
		"grid_name": f"第{code}号网格",
		"parent_grid": parent,
		"grid_level": LEVELS[level],
		"unit_type": UNIT_TYPES[LEVELS[level]][0],
		"grid_path": f"{above}{code}.",
		"is_group": int(level < 3),
		"lft": left,
		"rgt": left + 2 * size - 1,
	}


def ensure_person(name: str, grid: str) -> str:
	"""A user with three roles and a post in a grid, as the product wants it; returns the user."""
	user = _ensure_user(name)
	if not frappe.db.exists("Grid Member", {"user": user, "grid": grid}):
		path = frappe.db.get_value("Grid", grid, "grid_path")
		row = {"name": f"benchmark-{name}", "member_name": name, "post": "Full-time Member", "user": user}
		row |= {"grid": grid, "grid_path": path, "is_active": 1, "owner": "Administrator"}
		frappe.db.delete("Grid Member", {"name": row["name"]})
		frappe.db.bulk_insert("Grid Member", list(row), [list(row.values())])
	return user


def ensure_centre_person(name: str, role: str) -> str:
	"""A user with one of the centre's roles; returns the user."""
	user = _ensure_user(name)
	doc = frappe.get_doc("User", user)
	doc.set("roles", [{"role": role}])
	doc.save()
	return user


def ensure_stock_person(name: str, grid: str) -> str:
	"""A user with the same roles and a User Permission on a grid, as stock Frappe wants it."""
	user = _ensure_user(name)
	permission = {"user": user, "allow": "Grid", "for_value": grid}
	if not frappe.db.exists("User Permission", permission):
		frappe.db.delete("User Permission", {"user": user})
		frappe.get_doc({"doctype": "User Permission", **permission}).insert()
	return user


def _ensure_user(name: str) -> str:
	email = f"{name}@benchmark.example.com"
	if not frappe.db.exists("User", email):
		# Frappe makes whom it saves a System Manager while nobody else is one.
		for address, roles in (("technician@benchmark.example.com", ("System Manager",)), (email, ROLES)):
			user = frappe.get_doc({"doctype": "User", "email": address, "first_name": name})
			user.update({"send_welcome_email": 0, "roles": [{"role": role} for role in roles]})
			user.flags.no_welcome_mail = True
			user.insert(ignore_if_duplicate=True)
	return email
