"""Splitting, merging, moving and closing grids: recorded with date and reason, applied on that date.

A Grid Change is written once. Applying it is one transaction: whoever calls commits or rolls back all of it.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from yumen_governance.grid_management import grid_change_steps
from yumen_governance.grid_management.grid_change_rules import GridChangeError, check
from yumen_governance.grid_management.grid_rules import APPLIED, FAILED, MOVE, PLANNED, REMOVE, WITHDRAWN
from yumen_governance.permissions import scope

# What a caller says of a change; the rest is found out
SAID = ("kind", "effective_date", "reason", "leader", "allotments")


def order(values: dict, user: str, today: date):
	"""Record a change of grids, and apply it unless its date lies ahead.

	:param values: kind, effective_date, reason, sources (codes), target (code of an existing grid that receives),
		new_grids (grid_name, grid_code, unit_type, households, population, takes_rest), leader (Grid Member),
		allotments (record_type, record_name, grid_code)
	:return: the Grid Change
	:raises GridChangeError: the change breaks a rule
	"""
	change = _new_change(user, **{key: values.get(key) for key in SAID})
	for code in values.get("sources") or ():
		change.name_grid("Former", code)
	if values.get("target"):
		change.name_grid("Receiving", values["target"])
	for grid in values.get("new_grids") or ():
		change.append("grids", {**grid, "side": "Receiving", "is_new": 1})
	_write(change)
	if getdate(change.effective_date) <= today:
		_apply(change)
	return change


def apply_planned(name: str):
	"""Apply a planned change; does nothing when it was applied or withdrawn in the meantime."""
	change = frappe.get_doc("Grid Change", name, for_update=True)
	if change.status in (PLANNED, FAILED):
		check(change)
		_apply(change)
	return change


def withdraw(name: str):
	"""Withdraw a change that is planned or couldn't be applied.

	:raises GridChangeError: it has been applied or withdrawn already
	"""
	change = frappe.get_doc("Grid Change", name, for_update=True)
	if change.status not in (PLANNED, FAILED):
		frappe.throw(_("Only a change that hasn't been applied can be withdrawn."), GridChangeError)
	change.status = WITHDRAWN
	return _write(change)


def note_failure(name: str, message: str):
	"""Write down why a planned change couldn't be applied; it can be tried again or withdrawn."""
	change = frappe.get_doc("Grid Change", name, for_update=True)
	change.update({"status": FAILED, "failure": message})
	return _write(change)


def note_move(grid, former_parent: str):
	"""Write the Grid Change of a parent that was changed without the action, so that no move is missing.

	:param grid: the Grid, saved under its new parent
	"""
	change = _new_change(frappe.session.user, MOVE, _("The parent was changed without the action Move Grid."))
	change.name_grid("Former", grid.name)
	change.name_grid("Receiving", grid.parent_grid)
	return _write(change, status=APPLIED, applied_on=now_datetime(), former_parent=former_parent)


def note_removal(grid):
	"""Write the Grid Change of a deletion, which keeps the code from being issued again."""
	change = _new_change(frappe.session.user, REMOVE, _("The grid was never used."))
	row = {"side": "Former", "grid_code": grid.name, "grid_name": grid.grid_name, "unit_type": grid.unit_type}
	change.append("grids", row)
	return _write(change, status=APPLIED, applied_on=now_datetime())


def _new_change(user: str, kind: str, reason: str, effective_date: str | date | None = None, **values):
	change = frappe.new_doc("Grid Change")
	change.update({"kind": kind, "reason": reason, "effective_date": getdate(effective_date)})
	change.update({**values, "actor": user, "status": PLANNED})
	return change


def _apply(change) -> None:
	carried = grid_change_steps.STEPS[change.kind](change)
	for row in carried:
		change.append("carried", row)
	_write(change, status=APPLIED, applied_on=now_datetime(), failure=None)
	scope.forget()


def _write(change, **values):
	change.update(values)
	change.flags.written_by_code = True
	return change.save(ignore_permissions=True)  # nobody may write one; the caller's right was checked
