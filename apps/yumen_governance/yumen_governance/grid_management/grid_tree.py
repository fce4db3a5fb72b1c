"""The grid tree with its counts: a handful of statements for each level that is opened."""

from collections import Counter, defaultdict

import frappe
from frappe.query_builder import Order
from frappe.query_builder.functions import Count

from yumen_governance.grid_management.grid_rules import LEVELS

FIELDS = (
	"name as value",
	"grid_name as title",
	"is_group as expandable",
	"grid_level",
	"unit_type",
	"grid_status",
	"grid_kind",
	"is_active",
	"grid_path",
	"households",
	"population",
)
FIGURES = ("households", "population")


def nodes_under(parent: str, include_ended: bool = False) -> list[dict]:
	"""Return the grids one level under a parent, as the current user may see them, with their counts.

	:param parent: a grid, empty for the city
	:param include_ended: also grids that were split, merged or closed
	:return: FIELDS, and sub_grids, members (None for who may not see members); households and population that weren't
		entered are the sum of the level below
	"""
	filters = {"parent_grid": parent} if parent else {"grid_level": LEVELS[0]}
	if not include_ended:
		filters["is_active"] = 1
	nodes = frappe.get_list("Grid", filters=filters, fields=list(FIELDS), order_by="name", limit=0)
	names = [node.value for node in nodes]
	if not names:
		return []
	sub_grids, figures, members = _sub_grids(names), _figures(names), _members_below(nodes)
	for node in nodes:
		node.sub_grids = sub_grids.get(node.value, 0)
		node.members = members[node.grid_path] if members is not None else None
		node.update({figure: node[figure] or figures[node.value][figure] for figure in FIGURES})
	return nodes


def _sub_grids(names: list[str]) -> dict[str, int]:
	grid = frappe.qb.DocType("Grid")
	rows = (
		frappe.qb.from_(grid)
		.select(grid.parent_grid, Count("*"))
		.where(grid.parent_grid.isin(names) & (grid.is_active == 1))
		.groupby(grid.parent_grid)
	).run()
	return dict(rows)


def _figures(names: list[str]) -> dict[str, Counter]:
	"""Read the figures of grids and of all below them; one that wasn't entered is the sum of the next level."""
	above, grid = frappe.qb.DocType("Grid").as_("above"), frappe.qb.DocType("Grid")
	rows = (
		frappe.qb.from_(above)
		.inner_join(grid)
		.on((grid.lft >= above.lft) & (grid.rgt <= above.rgt))
		.select(grid.name, grid.parent_grid, *(grid[figure] for figure in FIGURES))
		.where(above.name.isin(names) & (grid.is_active == 1))
		.orderby(grid.lft, order=Order.desc)
	).run(as_dict=True)
	figures = defaultdict(Counter)
	for row in rows:
		known = {figure: row[figure] or figures[row.name][figure] for figure in FIGURES}
		figures[row.name] = Counter(known)
		figures[row.parent_grid].update(known)
	return figures


def _members_below(nodes: list[dict]) -> Counter | None:
	"""Count, by path of the node, the active members that the current user may see in it and under it."""
	if not frappe.has_permission("Grid Member", "read"):
		return None
	rows = frappe.get_list(
		"Grid Member",
		filters={"is_active": 1},
		or_filters=[["grid_path", "like", f"{node.grid_path}%"] for node in nodes],
		fields=["grid_path", "count(*) as members"],
		group_by="grid_path",
		order_by=None,
		limit=0,
	)
	depth = {node.grid_path.count("."): None for node in nodes}
	counts = Counter()
	for row in rows:
		for dots in depth:
			counts[".".join(row.grid_path.split(".")[:dots]) + "."] += row.members
	return counts
