"""Grid codes: issued once, never again, not even after the grid is gone."""

import frappe
from frappe import _

from yumen_governance.grid_management.grid_rules import CODE_LENGTH, LEVELS, PLANNED, REMOVE, is_code_of


class GridCodeError(frappe.ValidationError):
	pass


def check_new_code(code: str | None, level: str, parent: str | None, change: str | None = None) -> None:
	"""Refuse a code that a new grid of a level under a parent can't have.

	:param change: the Grid Change that makes the grid, which may have reserved the code
	:raises GridCodeError: wrong digits, not under the parent's code, issued before, or reserved
	"""
	if not is_code_of(level, code):
		frappe.throw(
			_("The code of a grid of {0} has {1} digits.").format(_(level), CODE_LENGTH[level]), GridCodeError
		)
	if parent and not code.startswith(parent):
		frappe.throw(
			_("The grid code must begin with the code of its parent, {0}.").format(parent), GridCodeError
		)
	for row in _spoken_for([code]):
		if row.kind == REMOVE:
			frappe.throw(
				_("Code {0} belonged to a grid that was deleted. A code is never issued twice.").format(code),
				GridCodeError,
			)
		if row.status == PLANNED and row.change != change:
			frappe.throw(_("Code {0} is reserved by {1}.").format(code, row.change), GridCodeError)


def suggest_codes(parent: str, count: int) -> list[str]:
	"""Return the lowest codes under a parent that were never issued or reserved.

	:raises GridCodeError: the parent has no so many codes left
	"""
	level = LEVELS[LEVELS.index(frappe.db.get_value("Grid", parent, "grid_level")) + 1]
	digits = CODE_LENGTH[level] - len(parent)
	issued = set(frappe.get_all("Grid", {"name": ["like", f"{parent}%"]}, pluck="name", order_by=None))
	issued.update(row.grid_code for row in _spoken_for(parent=parent))
	numbers = (f"{parent}{number:0{digits}}" for number in range(1, 10**digits))
	free = [code for code in numbers if code not in issued][:count]
	if len(free) < count:
		frappe.throw(_("Grid {0} has no free codes left.").format(parent), GridCodeError)
	return free


def _spoken_for(codes: list[str] | None = None, parent: str | None = None) -> list[dict]:
	"""Read what changes say of codes: reserved by a planned one, or of a grid that was deleted."""
	change, row = frappe.qb.DocType("Grid Change"), frappe.qb.DocType("Grid Change Grid")
	query = (
		frappe.qb.from_(row)
		.inner_join(change)
		.on(change.name == row.parent)
		.select(row.grid_code, change.kind, change.status, change.name.as_("change"))
		.where((change.kind == REMOVE) | (change.status == PLANNED))
	)
	criterion = row.grid_code.isin(codes) if codes else row.grid_code.like(f"{parent}%")
	return query.where(criterion).run(as_dict=True)
