"""What became of a grid, and what it came from: told by the applied Grid Changes."""

import frappe

from yumen_governance.grid_management.grid_rules import APPLIED, ENDS_AS, PLANNED


def successors_of(grid: str) -> list[str]:
	"""Return the grids in use that took over from a grid, over any number of changes; itself while it is in use.

	A grid that was closed without a successor has none.
	"""
	found, asked, frontier = set(), set(), {grid}
	while frontier:
		in_use = set(frappe.get_all("Grid", {"name": ["in", list(frontier)], "is_active": 1}, pluck="name"))
		found |= in_use
		asked |= frontier
		frontier = _direct_successors(frontier - in_use) - asked
	return sorted(found)


def _direct_successors(grids: set[str]) -> set[str]:
	if not grids:
		return set()
	change, former, receiving = _tables()
	return set(
		frappe.qb.from_(former)
		.inner_join(change)
		.on(change.name == former.parent)
		.inner_join(receiving)
		.on((receiving.parent == change.name) & (receiving.side == "Receiving"))
		.select(receiving.grid)
		.where((former.side == "Former") & former.grid.isin(sorted(grids)))
		.where((change.status == APPLIED) & change.kind.isin(list(ENDS_AS)))
		.run(pluck=True)
	)


def changes_of(grid: str) -> list[dict]:
	"""Return the applied and planned changes that a grid took part in, the latest first.

	Each has kind, status, effective_date, reason, actor, sources and targets; the latter are rows of grid and grid_name.
	"""
	rows = frappe.get_all("Grid Change Grid", {"grid": grid}, pluck="parent", distinct=True, order_by=None)
	changes = frappe.get_all(
		"Grid Change",
		{"name": ["in", rows or [""]], "status": ["in", [APPLIED, PLANNED]]},
		["name", "kind", "status", "effective_date", "reason", "actor"],
		order_by="effective_date desc, creation desc",
	)
	concerned = frappe.get_all(
		"Grid Change Grid",
		{"parent": ["in", [change.name for change in changes] or [""]]},
		["parent", "side", "grid", "grid_code", "grid_name"],
		order_by="parent, idx",
	)
	for change in changes:
		of_change = [row for row in concerned if row.parent == change.name]
		change.sources = [row for row in of_change if row.side == "Former"]
		change.targets = [row for row in of_change if row.side == "Receiving"]
	return changes


def _tables():
	row = frappe.qb.DocType("Grid Change Grid")
	return frappe.qb.DocType("Grid Change"), row.as_("former"), row.as_("receiving")
