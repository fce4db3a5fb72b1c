"""Handing an event up: from a grid to the one above it, or to the centre (down it goes by dispatching to any level)."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.grid_management.grid_rules import LEVELS
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.transitions import Step


class NothingAboveError(frappe.ValidationError):
	pass


def prepare(event, step: Step, now: datetime) -> None:
	"""Give an event that is handed up to the grid above; before it is stored.

	What goes to the centre stays with whoever led it until the centre dispatches it.

	:raises NothingAboveError: the event isn't led by a grid under a township
	"""
	if step.effect == effects.RAISE_LEVEL:
		event.lead_grid = grid_above(event.lead_grid)
		keep_paths(event, "lead_grid")


def grid_above(grid: str | None) -> str:
	"""Return the grid above one, which leads after it.

	:raises NothingAboveError: above it is the city itself, or there is no grid
	"""
	parent = frappe.db.get_value("Grid", grid, "parent_grid") if grid else None
	if not parent or frappe.db.get_value("Grid", parent, "grid_level") == LEVELS[0]:
		frappe.throw(_("There is no grid above. Please raise the event to the centre."), NothingAboveError)
	return parent
