"""Which mediation committee takes a step when nobody names one: by dispute type and territory, else the general one."""

import frappe

COMMITTEE = "Mediation Committee"


def committee_for(dispute_type: str | None, grid_path: str | None) -> str | None:
	"""Return the committee in use for a type of dispute at a place.

	One for the type comes before the general one, one for the place before one for everywhere; None where none fits.

	:param grid_path: the path of the grid in which the case lies
	"""
	types, grids = _rows("Mediation Dispute Type", "dispute_type"), _rows("Mediation Grid", "grid")
	places = set(filter(None, (grid_path or "").split(".")))
	fitting = []
	for row in frappe.get_all(COMMITTEE, {"is_active": 1}, ["name", "is_general"], order_by="name"):
		own_types, own_grids = types.get(row.name, set()), grids.get(row.name, set())
		is_for_type = dispute_type in own_types
		if (is_for_type or row.is_general) and (not own_grids or own_grids & places):
			fitting.append((not is_for_type, not own_grids, row.name))
	return min(fitting)[2] if fitting else None


def _rows(doctype: str, fieldname: str) -> dict[str, set[str]]:
	found: dict[str, set[str]] = {}
	for row in frappe.get_all(doctype, {"parenttype": COMMITTEE}, ["parent", fieldname]):
		found.setdefault(row.parent, set()).add(row[fieldname])
	return found
