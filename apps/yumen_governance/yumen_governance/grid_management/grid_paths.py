"""The materialised path of a grid, stored on every record that a territory scopes.

A path is the names of the grids from the root down, each followed by a full stop, so that
"lies under" is a comparison of beginnings that an index answers.
"""

import frappe
from frappe.query_builder.functions import Concat, Substring


def path_of(grid: str | None) -> str | None:
	"""Return the stored path of a grid, None without a grid."""
	return frappe.db.get_value("Grid", grid, "grid_path") if grid else None


def move_paths(old_path: str, new_path: str) -> None:
	"""Rewrite the paths of a moved subtree, one statement per field that the hook names.

	:param old_path: path of the moved grid before
	:param new_path: path of the moved grid now
	"""
	for doctype, fieldnames in frappe.get_hooks("grid_path_fields").items():
		for fieldname in fieldnames:
			_replace_beginning(doctype, fieldname, old_path, new_path)


def _replace_beginning(doctype: str, fieldname: str, old_path: str, new_path: str) -> None:
	table = frappe.qb.DocType(doctype)
	column = table[fieldname]
	rest = Substring(column, len(old_path) + 1, 140)
	(frappe.qb.update(table).set(column, Concat(new_path, rest)).where(column.like(f"{old_path}%"))).run()
