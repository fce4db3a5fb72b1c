"""The materialised path of a grid, stored on every record that a territory scopes.

A path is the names of the grids from the root down, each followed by a full stop, so that
"lies under" is a comparison of beginnings that an index answers. A grid that was closed lies under the
grid that took it over: whoever is in charge there sees its history.
"""

import frappe
from frappe.query_builder.functions import Concat, Substring

from yumen_governance.grid_management.grid_records import path_fields, tell_carried


def path_of(grid: str | None) -> str | None:
	"""Return the stored path of a grid, None without a grid."""
	return frappe.db.get_value("Grid", grid, "grid_path") if grid else None


def keep_paths(doc, *fieldnames: str) -> None:
	"""Set the path beside each of these fields that name a grid, "grid_path" beside "grid".

	Those that didn't change stand in the row that is read already.
	"""
	before = doc.get_doc_before_save() or {}
	for fieldname in fieldnames:
		grid, path = doc.get(fieldname), f"{fieldname}_path"
		known = before.get(path) if grid == before.get(fieldname) else None
		doc.set(path, known or path_of(grid))


def move_paths(old_path: str, new_path: str) -> None:
	"""Rewrite the paths of a moved subtree: of its grids, and of every record that lives in them.

	One statement per path field that the hook `grid_records` names.

	:param old_path: path of the moved grid before
	:param new_path: path of the moved grid now
	"""
	for doctype, fieldname in (("Grid", "grid_path"), *path_fields()):
		_replace_beginning(doctype, fieldname, old_path, new_path)
		frappe.clear_document_cache(doctype)
	for method in frappe.get_hooks("grid_paths_moved"):
		frappe.call(method, old_path=old_path, new_path=new_path)
	moved = new_path.rstrip(".").rpartition(".")[2]
	for doctype in dict.fromkeys(doctype for doctype, _fieldname in path_fields()):
		tell_carried(doctype, moved)


def _replace_beginning(doctype: str, fieldname: str, old_path: str, new_path: str) -> None:
	table = frappe.qb.DocType(doctype)
	column = table[fieldname]
	rest = Substring(column, len(old_path) + 1, 140)
	(frappe.qb.update(table).set(column, Concat(new_path, rest)).where(column.like(f"{old_path}%"))).run()
