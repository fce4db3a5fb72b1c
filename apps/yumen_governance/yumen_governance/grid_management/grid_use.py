"""Whether a grid was ever used: then it is closed some day, never deleted."""

import frappe
from frappe.model.rename_doc import get_link_fields
from pypika.terms import Criterion

from yumen_governance.grid_management.grid_records import declared

# The tree's own links between grids
TREE = "Grid"


def is_used(grid: str) -> bool:
	"""Tell whether anything names a grid, or ever did: records, changes of grids, histories of records."""
	return _is_linked(grid) or _is_remembered(grid)


def _is_linked(grid: str) -> bool:
	for link in get_link_fields("Grid"):
		if link["parent"] == TREE or link.get("issingle") or not frappe.db.table_exists(link["parent"]):
			continue
		if frappe.db.exists(link["parent"], {link["fieldname"]: grid}):
			return True
	return False


def _is_remembered(grid: str) -> bool:
	"""Search histories and deleted records of what lives in grids; slow, and asked only before a deletion."""
	doctypes = list({line.doctype for line in declared()})
	version, deleted = frappe.qb.DocType("Version"), frappe.qb.DocType("Deleted Document")
	return bool(doctypes) and (
		_any(version, version.ref_doctype.isin(doctypes) & version.data.like(f"%{grid}%"))
		or _any(deleted, deleted.deleted_doctype.isin(doctypes) & deleted.data.like(f"%{grid}%"))
	)


def _any(table, criterion: Criterion) -> bool:
	return bool(frappe.qb.from_(table).select(table.name).where(criterion).limit(1).run())
