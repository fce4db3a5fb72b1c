"""Grids that were switched off before a grid had a status are closed down."""

import frappe


def execute() -> None:
	"""Give inactive grids that still count as in use the status Closed Down."""
	grid = frappe.qb.DocType("Grid")
	frappe.qb.update(grid).set(grid.grid_status, "Closed Down").where(
		(grid.is_active == 0) & (grid.grid_status == "In Use")
	).run()
