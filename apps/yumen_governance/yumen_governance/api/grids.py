"""The grid tree, its map and its changes over HTTP."""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from yumen_governance.grid_management import grid_changes, grid_history, grid_map, grid_preview, grid_tree
from yumen_governance.grid_management.grid_codes import suggest_codes

Flag = bool | int | str
MOST_CODES = 50


@frappe.whitelist(methods=["GET", "POST"])
def tree_nodes(
	doctype: str = "Grid", parent: str = "", include_ended: Flag = 0, is_root: Flag = False
) -> list[dict]:
	"""Return the grids under a parent with their counts, for the tree view; `doctype` and `is_root` are its own.

	:raises frappe.PermissionError: no permission to read grids
	"""
	_check_permission("read")
	return grid_tree.nodes_under(parent, bool(cint(include_ended)))


@frappe.whitelist(methods=["GET", "POST"])
def search(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
) -> list[list[str]]:
	"""Search grids by name and code, those in use first, in the order of the tree; the query behind every link to one.

	:return: rows of name, grid name, name of the parent, and what became of a grid that ended
	:raises frappe.PermissionError: no permission to read grids
	"""
	rows = frappe.get_list(
		"Grid",
		filters=frappe.parse_json(filters) if isinstance(filters, str) else filters,
		or_filters=[[field, "like", f"%{txt.strip()}%"] for field in ("grid_name", "name")],
		fields=["name", "grid_name", "parent_grid", "is_active", "grid_status"],
		order_by="is_active desc, lft asc",
		start=int(start),
		page_length=int(page_len),
	)
	parents = {row.parent_grid for row in rows if row.parent_grid}
	names = dict(
		frappe.get_all("Grid", {"name": ["in", list(parents) or [""]]}, ["name", "grid_name"], as_list=True)
	)
	return [
		[row.name, row.grid_name, names.get(row.parent_grid, ""), "" if row.is_active else _(row.grid_status)]
		for row in rows
	]


@frappe.whitelist(methods=["GET", "POST"])
def surroundings(grid: str | None = None, parent: str | None = None) -> list[dict]:
	"""Return the boundaries around a grid: of its parent, its siblings and its sub-grids.

	:param grid: the grid, None for one that isn't saved yet
	:param parent: its parent, when it isn't saved yet
	:raises frappe.PermissionError: no permission to read the grid
	"""
	_check_permission("read", *filter(None, [grid or parent]))
	return grid_map.surroundings(grid, parent)


@frappe.whitelist(methods=["GET", "POST"])
def history(grid: str) -> dict:
	"""Return the changes of a grid and the grids in use that took it over.

	:raises frappe.PermissionError: no permission to read the grid
	"""
	_check_permission("read", grid)
	heirs = grid_history.successors_of(grid)
	named = {"name": ["in", heirs or [""]]}
	rows = frappe.get_all("Grid", named, ["name as grid", "grid_name"], order_by="name")
	return {"changes": grid_history.changes_of(grid), "successors": rows}


@frappe.whitelist(methods=["GET", "POST"])
def preview_change(grids: list | str, target: str | None = None) -> dict:
	"""Return what a change of some grids would carry along.

	:param grids: codes of the grids that give away, a list or its JSON
	:param target: code of a grid that receives
	:raises frappe.PermissionError: no permission to change one of the grids
	"""
	names = frappe.parse_json(grids)
	_check_permission("write", *names)
	return grid_preview.preview(names, target)


@frappe.whitelist(methods=["GET", "POST"])
def choices(grid: str) -> list[dict]:
	"""Return the records of a grid that may be allotted one by one when it is split.

	:raises frappe.PermissionError: no permission to change the grid
	"""
	_check_permission("write", grid)
	return grid_preview.choices(grid)


@frappe.whitelist(methods=["GET", "POST"])
def free_codes(parent: str, count: int = 1) -> list[str]:
	"""Return codes for new grids under a parent.

	:raises frappe.PermissionError: no permission to make grids
	:raises frappe.DoesNotExistError: there is no such grid
	:raises GridCodeError: no code is left
	"""
	_check_permission("create")
	frappe.get_doc("Grid", parent)
	return suggest_codes(parent, min(count, MOST_CODES))


@frappe.whitelist(methods=["POST"])
def order_change(change: dict | str) -> dict:
	"""Order a change of grids: applied at once, or planned for a later date.

	:param change: what grid_changes.order takes, a mapping or its JSON
	:return: name and status of the Grid Change
	:raises frappe.PermissionError: no permission to change one of the grids, or to make new ones
	:raises frappe.ValidationError: the change breaks a rule
	"""
	values = frappe.parse_json(change)
	_check_permission("write", *(values.get("sources") or []), *filter(None, [values.get("target")]))
	if values.get("new_grids"):
		_check_permission("create")
	ordered = grid_changes.order(values, frappe.session.user, getdate())
	return {"name": ordered.name, "status": ordered.status}


@frappe.whitelist(methods=["POST"])
def withdraw_change(name: str) -> None:
	"""Withdraw a change that hasn't been applied.

	:raises frappe.PermissionError: no permission to change grids
	:raises frappe.ValidationError: it has been applied or withdrawn already
	"""
	_check_permission("write")
	grid_changes.withdraw(name)


@frappe.whitelist(methods=["POST"])
def apply_change(name: str) -> str:
	"""Apply a planned change now, also one that couldn't be applied before, and return its status.

	:raises frappe.PermissionError: no permission to change grids
	:raises frappe.ValidationError: the change breaks a rule
	"""
	_check_permission("write")
	return grid_changes.apply_planned(name).status


def _check_permission(right: str, *grids: str) -> None:
	"""Refuse who hasn't a right on grids in general or on one of these."""
	if not frappe.has_permission("Grid", right):
		frappe.throw(_("You are not permitted to do this with grids."), frappe.PermissionError)
	for grid in grids:
		frappe.get_doc("Grid", grid).check_permission(right)
