"""How large a grid should be (GB/T 34300): told, never enforced."""

import frappe
from frappe import _

from yumen_governance.grid_management.grid_rules import URBAN_GRIDS
from yumen_governance.grid_management.grid_words import listing

LIMITS = ("min_households", "max_households", "max_population")
SIZE = ("unit_type", "households", "population")


def size_limits() -> dict[str, int]:
	"""Return the limits of an urban grid from the Grid Settings; 0 means none."""
	settings = frappe.get_cached_doc("Grid Settings")
	return {limit: settings.get(limit) or 0 for limit in LIMITS}


def size_problems(grid, limits: dict[str, int]) -> list[str]:
	"""Say in the reader's language how a grid's figures miss the limits; figures not entered are not judged.

	:param grid: has unit_type, households and population
	"""
	if grid.unit_type not in URBAN_GRIDS:
		return []
	problems = []
	if 0 < (grid.households or 0) < limits["min_households"]:
		problems.append(_("{0} households, fewer than {1}").format(grid.households, limits["min_households"]))
	if limits["max_households"] and (grid.households or 0) > limits["max_households"]:
		problems.append(_("{0} households, more than {1}").format(grid.households, limits["max_households"]))
	if limits["max_population"] and (grid.population or 0) > limits["max_population"]:
		problems.append(_("{0} people, more than {1}").format(grid.population, limits["max_population"]))
	return problems


def warn_of_size(grid) -> None:
	"""Warn of a grid whose changed figures miss the limits."""
	if frappe.flags.in_import or not any(grid.has_value_changed(fieldname) for fieldname in SIZE):
		return
	if problems := size_problems(grid, size_limits()):
		message = _("{0} is outside the usual size: {1}.").format(grid.grid_name, listing(problems))
		frappe.msgprint(frappe.utils.escape_html(message), title=_("Size of the Grid"), indicator="orange")
