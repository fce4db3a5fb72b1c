"""What a change of grids must fulfil; asked when it is recorded and again, on locked rows, when it is applied."""

from collections import Counter

import frappe
from frappe import _

from yumen_governance.grid_management.grid_codes import check_new_code
from yumen_governance.grid_management.grid_locks import lock_children, lock_grids, lock_tree
from yumen_governance.grid_management.grid_records import carried_lines, live_count
from yumen_governance.grid_management.grid_rules import (
	CLOSE,
	LEVELS,
	MERGE,
	MOVE,
	PLANNED,
	SPLIT,
	UNIT_TYPES,
)
from yumen_governance.grid_management.grid_words import listing


class GridChangeError(frappe.ValidationError):
	pass


def check(change) -> None:
	"""Refuse a change that breaks a rule; locks the tree and every grid that it names.

	:param change: a Grid Change
	:raises GridChangeError: says what is wrong and what to do
	:raises GridCodeError: the code of a new grid can't be issued
	"""
	if change.kind not in CHECKS or not (change.reason or "").strip():
		_refuse(_("A change of grids needs a kind and a reason."))
	lock_tree()
	named = [row.grid for row in change.grids if row.grid]
	grids = lock_grids(named)
	_check_sources(change, grids)
	_check_receiving(change, grids)
	CHECKS[change.kind](change, grids)
	_check_new_grids(change, grids)
	_check_allotments(change)


def _refuse(message: str):
	frappe.throw(message, GridChangeError)


def _check_sources(change, grids: dict) -> None:
	if not change.sources:
		_refuse(_("Name the grid that is to be changed."))
	for row in change.sources:
		grid = grids.get(row.grid)
		if not grid or not grid.is_active:
			_refuse(_("Grid {0} is not in use. Only grids in use can be changed.").format(row.grid_code))
		if grid.grid_level == LEVELS[0]:
			_refuse(_("The city itself can't be split, merged, moved or closed."))
	_check_no_other_plan(change)


def _check_no_other_plan(change) -> None:
	other, row = frappe.qb.DocType("Grid Change"), frappe.qb.DocType("Grid Change Grid")
	found = (
		frappe.qb.from_(row)
		.inner_join(other)
		.on(other.name == row.parent)
		.select(other.name, other.effective_date, row.grid_name)
		.where((other.status == PLANNED) & (other.name != (change.name or "")))
		.where(row.grid.isin([source.grid for source in change.sources]))
		.for_update()
	).run(as_dict=True)
	if found:
		_refuse(
			_("{0} takes part in change {1}, planned for {2}. Withdraw that one first.").format(
				found[0].grid_name, found[0].name, frappe.format(found[0].effective_date, "Date")
			)
		)


def _check_receiving(change, grids: dict) -> None:
	sources = {row.grid for row in change.sources}
	for row in change.receiving:
		if row.is_new:
			continue
		grid = grids.get(row.grid)
		if not grid or not grid.is_active:
			_refuse(_("Grid {0} is not in use. Choose a grid in use to receive.").format(row.grid_code))
		if row.grid in sources:
			_refuse(_("{0} can't receive what it gives away itself.").format(row.grid_name))


def _check_split(change, grids: dict) -> None:
	if len(change.sources) != 1:
		_refuse(_("One grid is split at a time."))
	if len(change.receiving) < 2 or not all(row.is_new for row in change.receiving):
		_refuse(_("A grid is split into two or more new grids."))
	if sum(row.takes_rest for row in change.receiving) != 1:
		_refuse(_("Say which one of the new grids takes the rest."))


def _check_merger(change, grids: dict) -> None:
	if len(change.receiving) != 1:
		_refuse(_("Grids are merged into one grid, an existing or a new one."))
	if len(change.sources) < 2 and change.receiving[0].is_new:
		_refuse(_("Two or more grids are merged into a new one."))
	involved = [grids[row.grid] for row in change.grids if row.grid]
	if len({grid.parent_grid for grid in involved}) != 1:
		_refuse(_("Only grids under the same parent can be merged. Move them there first."))


def _check_move(change, grids: dict) -> None:
	if len(change.receiving) != 1 or change.receiving[0].is_new:
		_refuse(_("Choose the new parent of the grid."))
	parent = grids[change.receiving[0].grid]
	for row in change.sources:
		grid = grids[row.grid]
		if LEVELS.index(grid.grid_level) != LEVELS.index(parent.grid_level) + 1:
			_refuse(
				_("A grid of {0} must lie under a grid of {1}, but {2} is of {3}.").format(
					_(grid.grid_level),
					_(LEVELS[LEVELS.index(grid.grid_level) - 1]),
					parent.grid_name,
					_(parent.grid_level),
				)
			)
		if grid.parent_grid == parent.name:
			_refuse(_("{0} lies under {1} already.").format(grid.grid_name, parent.grid_name))


def _check_closing(change, grids: dict) -> None:
	if len(change.sources) != 1:
		_refuse(_("One grid is closed at a time."))
	source = grids[change.sources[0].grid]
	if not change.receiving:
		_check_nothing_hangs_on(source)
	elif len(change.receiving) > 1 or change.receiving[0].is_new:
		_refuse(_("A closed grid has one successor, a grid in use."))
	elif grids[change.receiving[0].grid].grid_level != source.grid_level:
		_refuse(_("The successor must be of the same level, {0}.").format(_(source.grid_level)))


def _check_nothing_hangs_on(source) -> None:
	hanging = _hanging_on(source.name)
	if children := lock_children(source.name):
		hanging[_("Sub-grids")] = len(children)
	if hanging:
		what = listing(f"{label} {count}" for label, count in hanging.items())
		_refuse(_("{0} still has: {1}. Choose the grid that takes it over.").format(source.grid_name, what))


def _hanging_on(grid: str) -> dict[str, int]:
	"""Count what a change would carry out of a grid, by the name of the kind in the reader's language."""
	counts = {}
	for line in carried_lines():
		if frappe.db.get_value(line.doctype, line.live_in([grid]), "name", for_update=True):
			label = _(line.doctype)
			counts[label] = max(counts.get(label, 1), live_count(line, [grid]))
	return counts


def _check_new_grids(change, grids: dict) -> None:
	level = grids[change.sources[0].grid].grid_level
	parent = grids[change.sources[0].grid].parent_grid
	new = [row for row in change.receiving if row.is_new]
	if doubled := [code for code, times in Counter(row.grid_code for row in new).items() if times > 1]:
		_refuse(_("Code {0} is given to two grids.").format(doubled[0]))
	for row in new:
		check_new_code(row.grid_code, level, parent, change.name)
		if frappe.db.exists("Grid", row.grid_code):
			_refuse(
				_("Code {0} belongs to a grid already. A code is never issued twice.").format(row.grid_code)
			)
		if row.unit_type not in UNIT_TYPES[level]:
			_refuse(_("{0} isn't a unit type of {1}.").format(_(row.unit_type or ""), _(level)))


def _check_allotments(change) -> None:
	codes = {row.grid_code for row in change.receiving}
	for row in change.allotments:
		if change.kind != SPLIT or row.grid_code not in codes:
			_refuse(
				_("{0} {1} is allotted to {2}, which isn't one of the new grids.").format(
					_(row.record_type), row.record_name, row.grid_code
				)
			)
	if change.is_new():
		_check_allotted_are_here(change)


def _check_allotted_are_here(change) -> None:
	"""Asked once: what leaves the grid before a planned change is applied is simply no longer carried."""
	source = change.sources[0].grid
	allotted = {}
	for row in change.allotments:
		allotted.setdefault(row.record_type, set()).add(row.record_name)
	here = {line.doctype: set() for line in carried_lines()}
	here["Grid"] = {child.name for child in lock_children(source)}
	for line in carried_lines():
		names = list(allotted.get(line.doctype, ()))
		here[line.doctype].update(frappe.get_all(line.doctype, line.live_in([source], names), pluck="name"))
	for doctype, names in allotted.items():
		if strangers := names - here.get(doctype, set()):
			_refuse(
				_("{0} {1} doesn't belong to the grid that is split.").format(
					_(doctype), sorted(strangers)[0]
				)
			)


CHECKS = {SPLIT: _check_split, MERGE: _check_merger, MOVE: _check_move, CLOSE: _check_closing}
