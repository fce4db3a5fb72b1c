"""Who sees and changes records of the registry: by territory, by the centre's role, or through a case.

A registry DocType has grid_path. A resident is seen as well by the unit that handles a case about them,
as long as the case is open.
"""

from functools import partial

import frappe
from frappe import _
from pypika.terms import Criterion

from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.permissions import roles
from yumen_governance.permissions.case import WORKING_STAGES, WRITING
from yumen_governance.permissions.scope import Scope, any_of, matches, scope_of, to_sql

REGISTRY_DOCTYPES = (
	"Standard Address",
	"Building",
	"Household",
	"Resident",
	"Rental House",
	"Organization",
	"Public Facility",
	"Hazard",
	"Key Area",
)


def _conditions(doctype: str, user: str | None = None) -> str:
	return to_sql(readable(doctype, scope_of(user or frappe.session.user)))


# permission_query_conditions by DocType: early v15 doesn't tell the function which DocType is asked for
conditions_of_standard_address = partial(_conditions, "Standard Address")
conditions_of_building = partial(_conditions, "Building")
conditions_of_household = partial(_conditions, "Household")
conditions_of_resident = partial(_conditions, "Resident")
conditions_of_rental_house = partial(_conditions, "Rental House")
conditions_of_organization = partial(_conditions, "Organization")
conditions_of_public_facility = partial(_conditions, "Public Facility")
conditions_of_hazard = partial(_conditions, "Hazard")
conditions_of_key_area = partial(_conditions, "Key Area")


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of every registry DocType; the stored record is asked, never values that came in.

	A new record may be made by whoever is in charge of its grid; without one the role alone decides.
	"""
	scope = scope_of(user or frappe.session.user)
	if not doc.name or ptype == "create" or not frappe.db.exists(doc.doctype, doc.name):
		return not doc.get("grid") or in_charge(doc.doctype, doc.grid, scope)
	criterion = (writable if ptype in WRITING else readable)(doc.doctype, scope)
	return criterion is None or matches(doc.doctype, doc.name, criterion)


def readable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for what a person sees of a registry DocType; None means everything."""
	if sees_registry(scope):
		return None
	table = frappe.qb.DocType(doctype)
	seen = scope.under(table.grid_path)
	if doctype == "Resident" and (concerned := concerned_residents(scope)) is not None:
		seen.append(table.name.isin(concerned))
	return any_of(seen)


def writable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for what a person changes; None means everything."""
	if writes_registry(scope):
		return None
	if not scope.roles & roles.WRITE_TERRITORY:
		return any_of([])
	return any_of(scope.under(frappe.qb.DocType(doctype).grid_path))


def sees_registry(scope: Scope) -> bool:
	"""Tell whether a person sees the registry of the whole city."""
	return scope.user == "Administrator" or bool(scope.roles & roles.SEE_REGISTRY)


def writes_registry(scope: Scope) -> bool:
	"""Tell whether a person keeps the registry of the whole city."""
	return scope.user == "Administrator" or bool(scope.roles & roles.WRITE_REGISTRY)


def in_charge(doctype: str, grid: str, scope: Scope) -> bool:
	"""Tell whether a person may put a record of a DocType into a grid."""
	if writes_registry(scope):
		return True
	path = path_of(grid) or ""
	return bool(scope.roles & roles.WRITE_TERRITORY) and any(path.startswith(own) for own in scope.grid_paths)


def require_grid(doctype: str, grid: str | None) -> None:
	"""Refuse to put a record into a grid that the person isn't in charge of.

	:raises frappe.PermissionError: the grid is another's
	"""
	if grid and not in_charge(doctype, grid, scope_of(frappe.session.user)):
		frappe.throw(_("You are not in charge of grid {0}.").format(grid), frappe.PermissionError)


def concerned_residents(scope: Scope):
	"""Return a query for the residents whom open cases of the person are about; None when there can't be any."""
	case = frappe.qb.DocType("Governance Event")
	mine = scope.handled(case.lead_unit) + scope.under(case.lead_grid_path)
	if not mine:
		return None
	return (
		frappe.qb.from_(case)
		.select(case.resident)
		.where(any_of(mine) & case.stage.isin(WORKING_STAGES) & case.resident.isnotnull())
	)
