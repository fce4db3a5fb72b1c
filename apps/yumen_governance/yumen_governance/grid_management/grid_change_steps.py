"""What applying a change does to the grids and to everything that lives in them."""

from collections import defaultdict
from dataclasses import asdict

import frappe

from yumen_governance.grid_management.grid_geometry import collection, polygons_in
from yumen_governance.grid_management.grid_leaders import leaders_in_office, settle_members
from yumen_governance.grid_management.grid_locks import lock_children, lock_taken_over
from yumen_governance.grid_management.grid_records import Carried, carried_lines, carry, followers
from yumen_governance.grid_management.grid_rules import CLOSE, ENDS_AS, MERGE, MOVE, SPLIT

FIGURES = ("households", "population", "area")


def split(change) -> list[dict]:
	"""Make the new grids, share out what lived in the old one, and end it."""
	source, rest = change.sources[0].grid, change.takes_rest
	_make_new_grids(change)
	shares = defaultdict(lambda: defaultdict(list))
	for row in change.allotments:
		shares[row.record_type][row.grid_code].append(row.record_name)
	carried = _move_children(source, rest.grid, shares.pop("Grid", {}), change)
	carried += _carry_shares(source, shares)
	carried += [carry(line, source, rest.grid) for line in carried_lines()]
	_end(source, rest.grid, change)
	return _summed(carried)


def merge(change) -> list[dict]:
	"""Carry everything of the old grids into one, and end them."""
	_make_new_grids(change)
	return _take_over(change)


def move(change) -> list[dict]:
	"""Put grids under another parent; codes are kept, paths follow."""
	parent = change.receiving[0].grid
	change.former_parent = _parent_of(change.sources[0].grid)
	return [asdict(_move(row.grid, parent, change)) for row in change.sources]


def close(change) -> list[dict]:
	"""End a grid; what hangs on it goes to its successor, if there is one."""
	if change.receiving:
		return _take_over(change)
	_end(change.sources[0].grid, None, change)
	return []


def _take_over(change) -> list[dict]:
	"""Let one grid take over the others with all that lives in them, their figures and their territory."""
	target, carried = change.receiving[0].grid, []
	leader = change.leader or next(iter(leaders_in_office(target)), None)
	for source in (row.grid for row in change.sources):
		carried += _move_children(source, target, {}, change)
		carried += [carry(line, source, target) for line in carried_lines()]
		_absorb(source, target, change)
		_end(source, target, change)
	settle_members(target, leader)
	return _summed(carried)


def _make_new_grids(change) -> None:
	parent = _parent_of(change.sources[0].grid)
	for row in change.receiving:
		if row.is_new:
			grid = frappe.new_doc("Grid", parent_grid=parent)
			grid.update(row.as_grid())
			grid.flags.grid_change = change.name
			row.grid = grid.insert().name


def _move_children(source: str, rest: str, shares: dict[str, list[str]], change) -> list[Carried]:
	home = {child: code for code, children in shares.items() for child in children}
	return [_move(child.name, home.get(child.name, rest), change) for child in lock_children(source)]


def _move(grid: str, parent: str, change) -> Carried:
	doc = _opened(grid, change)
	before, doc.parent_grid = doc.parent_grid, parent
	doc.save()
	return Carried("Grid", "parent_grid", before, parent, 1)


def _carry_shares(source: str, shares: dict[str, dict[str, list[str]]]) -> list[Carried]:
	"""Carry what was allotted one by one, then what follows it."""
	carried = [
		carry(line, source, target, names)
		for line in carried_lines()
		for target, names in shares[line.doctype].items()
	]
	targets = {target for share in shares.values() for target in share}
	return carried + [
		carry(line, source, target, followers(line, source, target))
		for line in carried_lines()
		for target in sorted(targets)
		if line.follows
	]


def _absorb(source: str, target: str, change) -> None:
	"""Add the figures and the polygons of a grid to those of the grid that takes it over."""
	given, doc = _opened(source, change), _opened(target, change)
	for fieldname in FIGURES:
		doc.set(fieldname, (doc.get(fieldname) or 0) + (given.get(fieldname) or 0))
	if given.boundary:
		doc.boundary = collection(polygons_in(doc.boundary) + polygons_in(given.boundary))
	doc.save()


def _end(source: str, heir: str | None, change) -> None:
	"""Take a grid out of use; what it had taken over itself goes on to its heir."""
	for former in lock_taken_over(source):
		doc = _opened(former, change)
		doc.successor = heir
		doc.save()
	doc = _opened(source, change)
	ended = {"is_active": 0, "grid_status": ENDS_AS[change.kind], "closed_on": change.effective_date}
	doc.update({**ended, "successor": heir})
	doc.save()


def _parent_of(grid: str) -> str:
	return frappe.db.get_value("Grid", grid, "parent_grid", for_update=True)


def _opened(grid: str, change):
	doc = frappe.get_doc("Grid", grid, for_update=True)
	doc.flags.grid_change = change.name
	return doc


def _summed(carried: list[Carried]) -> list[dict]:
	"""Add up what went the same way, in several statements or of several grids."""
	sums = defaultdict(int)
	for row in carried:
		sums[row.record_type, row.link_field, row.from_grid, row.to_grid] += row.records
	return [asdict(Carried(*way, records)) for way, records in sums.items() if records]


STEPS = {SPLIT: split, MERGE: merge, MOVE: move, CLOSE: close}
