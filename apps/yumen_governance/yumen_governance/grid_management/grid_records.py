"""Records that live in a grid: which they are, and carrying them from one grid to another.

A module declares its DocTypes in the hook `grid_records`, one line for each field that names a grid:

	{"doctype": "Building"}
	{"doctype": "Standard Address", "follows": "building"}
	{"doctype": "Case", "grid": "lead_grid", "path": "lead_grid_path", "live": {"stage": ["!=", "Closed"]}}

grid, path: the field of the grid (default `grid`) and that of its path (default `grid_path`). live: filters of the
records that go along when the grid is split, merged or closed (default all, None for none); the others keep the old
grid. follows: a link to a record that lives in a grid too; when a grid is split, the record goes where that one goes.

Documents aren't loaded for this. The hook `grid_records_carried` names, by DocType, functions of `grid` that are told
that records of the DocType came into a grid, or that a grid moved with those in it and under it; `grid_records_leaving` names
some that are told before records leave one, by doctype, filters and path.
"""

from dataclasses import dataclass, field

import frappe


@dataclass(frozen=True)
class GridRecords:
	"""One line of the hook."""

	doctype: str
	grid: str = "grid"
	path: str = "grid_path"
	live: dict | None = field(default_factory=dict)
	follows: str | None = None

	def live_in(self, grids: list[str], names: list[str] | None = None) -> dict:
		"""Filters of the records that a change carries out of some grids, all of them or only these names."""
		chosen = {} if names is None else {"name": ["in", names or [""]]}
		return {**self.live, **chosen, self.grid: ["in", grids]}


@dataclass(frozen=True)
class Carried:
	"""How many records of a kind went from one grid to another; the fields of a Grid Change Count."""

	record_type: str
	link_field: str
	from_grid: str
	to_grid: str
	records: int


def declared() -> list[GridRecords]:
	"""Return the lines of the hook whose DocTypes this site has."""
	lines = (GridRecords(**line) for line in frappe.get_hooks("grid_records"))
	return [line for line in lines if frappe.db.table_exists(line.doctype)]


def carried_lines() -> list[GridRecords]:
	"""Return the lines whose records go along with a change, those that others follow first."""
	lines = [line for line in declared() if line.live is not None]
	return sorted(lines, key=lambda line: _distance(line, lines))


def path_fields() -> list[tuple[str, str]]:
	"""Return (DocType, path field) of everything that lives in a grid."""
	return [(line.doctype, line.path) for line in declared()]


def live_count(line: GridRecords, grids: list[str]) -> int:
	"""Count the records of a line that a change would carry out of some grids."""
	return frappe.db.count(line.doctype, line.live_in(grids))


def carry(line: GridRecords, source: str, target: str, names: list[str] | None = None) -> Carried:
	"""Carry live records of a line from one grid to another, in one statement.

	:param names: only these records; None for all
	"""
	path = frappe.db.get_value("Grid", target, "grid_path", for_update=True)
	tell_leaving(line, line.live_in([source], names))
	frappe.db.set_value(line.doctype, line.live_in([source], names), {line.grid: target, line.path: path})
	carried = Carried(line.doctype, line.grid, source, target, frappe.db._cursor.rowcount)
	if carried.records:
		tell_carried(line.doctype, target)
	return carried


def tell_carried(doctype: str, grid: str) -> None:
	"""Tell who keeps something about records of a DocType that they came into a grid, or moved with it."""
	for method in frappe.get_hooks("grid_records_carried").get(doctype, ()):
		frappe.call(method, grid=grid)


def tell_leaving(line: GridRecords, filters: dict) -> None:
	"""Tell the functions of the hook `grid_records_leaving` which records of a line are about to leave their path."""
	for method in frappe.get_hooks("grid_records_leaving"):
		frappe.call(method, doctype=line.doctype, filters=filters, path=line.path)


def followers(line: GridRecords, source: str, target: str) -> list[str]:
	"""Return the records still in the source whose followed record lies in the target by now."""
	leader = _followed(line, carried_lines())
	if not leader:
		return []
	gone = frappe.get_all(leader.doctype, filters={leader.grid: target}, pluck="name", order_by=None)
	filters = {**line.live_in([source]), line.follows: ["in", gone or [""]]}
	return frappe.get_all(line.doctype, filters=filters, pluck="name", order_by=None)


def _followed(line: GridRecords, lines: list[GridRecords]) -> GridRecords | None:
	if not line.follows:
		return None
	doctype = frappe.get_meta(line.doctype).get_options(line.follows)
	return next((other for other in lines if other.doctype == doctype), None)


def _distance(line: GridRecords, lines: list[GridRecords]) -> int:
	"""How many links lead from a record to one that follows nothing."""
	seen, current = [line.doctype], line
	while (current := _followed(current, lines)) and current.doctype not in seen:
		seen.append(current.doctype)
	return len(seen)
