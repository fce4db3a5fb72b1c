"""One change of the tree at a time: rows are locked, and read as they stand when the lock is held."""

import frappe

FIELDS = ("name", "grid_name", "grid_level", "unit_type", "parent_grid", "grid_path", "is_active", "modified")


def lock_tree() -> None:
	"""Wait until no other change of the grid tree is under way; held until the transaction ends."""
	root = frappe.db.get_value("Grid", {"grid_level": "City"}, "name")
	frappe.db.get_value("Grid", root, "name", for_update=True)


def lock_grids(names: list[str]) -> dict[str, dict]:
	"""Lock grids and return their committed values by name; a missing one is left out."""
	grid = frappe.qb.DocType("Grid")
	rows = (
		frappe.qb.from_(grid)
		.select(*(grid[fieldname] for fieldname in FIELDS))
		.where(grid.name.isin(sorted(set(names)) or [""]))
		.orderby(grid.name)
		.for_update()
	).run(as_dict=True)
	return {row.name: row for row in rows}


def lock_taken_over(heir: str) -> list[str]:
	"""Lock the grids that a grid has taken over and return their names."""
	grid = frappe.qb.DocType("Grid")
	query = frappe.qb.from_(grid).select(grid.name).where(grid.successor == heir)
	return query.orderby(grid.name).for_update().run(pluck=True)


def lock_children(parent: str) -> list[dict]:
	"""Lock the grids in use one level under a grid and return their committed values."""
	grid = frappe.qb.DocType("Grid")
	return (
		frappe.qb.from_(grid)
		.select(grid.name, grid.grid_name)
		.where((grid.parent_grid == parent) & (grid.is_active == 1))
		.orderby(grid.name)
		.for_update()
	).run(as_dict=True)
