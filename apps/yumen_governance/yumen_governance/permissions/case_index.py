"""Columns and indexes by which a list of cases costs what its page costs, not what the territory holds.

Each way of seeing a case (permissions/case.py) is an equality on one column; an index on that column, on
whether the case is open and on its due time keeps those cases in the order of the list. The database itself
generates the columns, so neither a moved grid nor an edited Workflow nor a bulk update leaves them behind.
They begin with an underscore, which Frappe's trim-tables spares, and are invisible to SELECT *.
"""

from datetime import datetime

import frappe
from pypika import Table
from pypika.terms import Criterion

from yumen_governance.permissions.scope import literal
from yumen_governance.time_limits.stages import ENDED

IS_OPEN = "_is_open"
# The due time in an order in which a case without one comes last
DUE = "_due_or_never"
NEVER = datetime(9999, 12, 31)

PATH_FIELDS = ("grid_path", "lead_grid_path")
# How many grids of a path have a column of their own: township, village and grid under the city
DEPTHS = (2, 3, 4)


def lies_under(table: Table, fieldname: str, path: str) -> Criterion:
	"""The criterion for a case whose stored path lies under another one.

	For the whole city, and for a path deeper than the grid tree, it is a comparison of beginnings.
	"""
	depth = path.count(".")
	if depth in DEPTHS:
		return table[_beginning(fieldname, depth)] == literal(path.removesuffix("."))
	return table[fieldname].like(literal(f"{path}%"))


def ensure_list_indexes(doctype: str) -> None:
	"""Add the columns and indexes that a case DocType lacks; for its on_doctype_update."""
	stored = {column.name for column in frappe.db.get_table_columns_description(f"tab{doctype}")}
	missing = [
		f"ADD COLUMN `{name}` {definition} STORED INVISIBLE"
		for name, definition in _columns().items()
		if name not in stored
	]
	if missing:
		frappe.db.sql_ddl(f"ALTER TABLE `tab{doctype}` {', '.join(missing)}")
	for order in (DUE, "due_on", "modified"):
		frappe.db.add_index(doctype, [IS_OPEN, order], f"open_cases_by_{order.removeprefix('_')}")
	frappe.db.add_index(doctype, ["stage", DUE], "stage_by_due")
	for column in ("owner", "lead_unit", *_beginnings()):
		frappe.db.add_index(doctype, [column, IS_OPEN, DUE], f"{column.removeprefix('_')}_by_due")


def _columns() -> dict[str, str]:
	ended = ", ".join(f"'{stage}'" for stage in ENDED)
	return {
		IS_OPEN: f"tinyint(1) GENERATED ALWAYS AS (COALESCE(`stage`, '') NOT IN ({ended}))",
		DUE: f"datetime(6) GENERATED ALWAYS AS (COALESCE(`due_on`, TIMESTAMP'{NEVER}'))",
	} | {
		name: f"varchar(140) GENERATED ALWAYS AS (SUBSTRING_INDEX(`{fieldname}`, '.', {depth}))"
		for name, (fieldname, depth) in _beginnings().items()
	}


def _beginnings() -> dict[str, tuple[str, int]]:
	return {_beginning(fieldname, depth): (fieldname, depth) for fieldname in PATH_FIELDS for depth in DEPTHS}


def _beginning(fieldname: str, depth: int) -> str:
	"""The name of the column that holds the first grids of a path."""
	return f"_{fieldname}_{depth}"
