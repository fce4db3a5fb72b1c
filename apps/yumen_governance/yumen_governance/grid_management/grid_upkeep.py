"""Mending what slipped past a change of grids: a record saved by another transaction in the same moment."""

import frappe
from frappe.query_builder.functions import Coalesce

from yumen_governance.grid_management.grid_records import (
	Carried,
	GridRecords,
	carried_lines,
	carry,
	declared,
	tell_leaving,
)


def carry_stragglers() -> list[Carried]:
	"""Carry live records of grids that ended to the grid that took them over; return what was carried."""
	ended = frappe.get_all("Grid", {"is_active": 0, "successor": ["is", "set"]}, ["name", "successor"])
	carried = [carry(line, grid.name, grid.successor) for grid in ended for line in carried_lines()]
	return [row for row in carried if row.records]


def mend_paths() -> int:
	"""Give every record the path of its grid where another is stored; return how many were mended."""
	return sum(_mend(line) for line in declared())


def _mend(line: GridRecords) -> int:
	grid, record = frappe.qb.DocType("Grid"), frappe.qb.DocType(line.doctype)
	wrong = (
		frappe.qb.from_(record)
		.inner_join(grid)
		.on(grid.name == record[line.grid])
		.select(grid.name, grid.grid_path)
		.distinct()
		.where(Coalesce(record[line.path], "") != grid.grid_path)
	).run()
	mended = 0
	for name, path in wrong:
		tell_leaving(line, {line.grid: name, line.path: ["!=", path]})
		frappe.db.set_value(line.doctype, {line.grid: name}, line.path, path)
		mended += frappe.db._cursor.rowcount
	return mended
