"""How well grids are known: items that count as known, households seen, plans done. A few grouped statements for any number of grids."""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import add_days
from pypika import Case
from pypika.terms import Criterion

from yumen_governance.field_work.visits.states import SEEN, VISIT
from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.grid_management.grid_rules import LEVELS
from yumen_governance.permissions.scope import scope_of
from yumen_governance.permissions.visits import KNOWLEDGE, SEE_ALL

PLAN = "Entry Day Plan"
LOWEST = LEVELS[-1]
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Territory:
	"""Which grids are asked for: those under some paths, all of them without any."""

	paths: tuple[str, ...] | None

	def holds(self, column) -> Criterion | None:
		"""The criterion for a stored path; None for everything."""
		if self.paths is None:
			return None
		return Criterion.any([column.like(f"{path}%") for path in self.paths or ("-",)])


def by_grid(territory: Territory, since: date, today: date) -> list[dict]:
	"""Return for each grid of the lowest level how well it is known.

	:param since: households count as seen, and plans are counted, from this day on
	:return: grid, title, level, parent, households, seen, known, items, percent, plans, plans_done
	"""
	rows = _grids(territory)
	known = _per_grid(_known(territory, today))
	homes, seen = _per_grid(_households(territory)), _per_grid(_seen(territory, since))
	plans = _per_grid(_plans(territory, since, today))
	for row in rows:
		row.update(
			{
				"households": _of(homes, row.grid, 0),
				"seen": _of(seen, row.grid, 0),
				"items": _of(known, row.grid, 0),
				"known": _of(known, row.grid, 1),
				"plans": _of(plans, row.grid, 0),
				"plans_done": _of(plans, row.grid, 1),
			}
		)
		row["percent"] = round(100 * row["known"] / row["items"]) if row["items"] else 0
	return rows


def since(days: int, today: date) -> date:
	"""Return from which day on is counted; days beyond 1 to 366 are taken as the nearest of these."""
	return add_days(today, -min(max(days, 1), LONGEST_DAYS))


def seen_by(user: str) -> Territory:
	"""Return the grids of which a person sees what is known."""
	scope = scope_of(user)
	everything = user == "Administrator" or scope.roles & SEE_ALL[KNOWLEDGE]
	return Territory(None if everything else scope.grid_paths)


def under(rows: list[dict], grid: str | None) -> list[dict]:
	"""Return the rows of grids under one, or all without one."""
	path = (path_of(grid) or "-") if grid else ""
	return [row for row in rows if row["grid_path"].startswith(path)]


def _grids(territory: Territory) -> list[dict]:
	grid = frappe.qb.DocType("Grid")
	query = (
		frappe.qb.from_(grid)
		.select(grid.name.as_("grid"), grid.grid_name.as_("title"), grid.grid_level.as_("level"))
		.select(grid.parent_grid.as_("parent"), grid.grid_path)
		.where((grid.is_active == 1) & (grid.grid_level == LOWEST))
		.orderby(grid.lft)
	)
	return _within(query, territory, grid.grid_path).run(as_dict=True)


def _known(territory: Territory, today: date):
	table = frappe.qb.DocType(KNOWLEDGE)
	fresh = Sum(Case().when(table.fresh_until >= today, 1).else_(0))
	query = frappe.qb.from_(table).select(table.grid, Count(table.name), fresh).where(table.is_live == 1)
	return _within(query, territory, table.grid_path).groupby(table.grid)


def _households(territory: Territory):
	table = frappe.qb.DocType("Household")
	query = frappe.qb.from_(table).select(table.grid, Count(table.name)).where(table.status == "Active")
	return _within(query, territory, table.grid_path).groupby(table.grid)


def _seen(territory: Territory, since: date):
	table = frappe.qb.DocType(VISIT)
	query = (
		frappe.qb.from_(table)
		.select(table.grid, Count(table.household).distinct())
		.where(table.status.isin(SEEN) & (table.visited_on >= since))
	)
	return _within(query, territory, table.grid_path).groupby(table.grid)


def _plans(territory: Territory, since: date, today: date):
	table = frappe.qb.DocType(PLAN)
	done = Sum(Case().when(table.status == "Done", 1).else_(0))
	query = (
		frappe.qb.from_(table).select(table.grid, Count(table.name), done).where(table.entry_day[since:today])
	)
	return _within(query, territory, table.grid_path).groupby(table.grid)


def _within(query, territory: Territory, column):
	held = territory.holds(column)
	return query if held is None else query.where(held)


def _per_grid(query) -> dict[str, tuple]:
	return {row[0]: row[1:] for row in query.run()}


def _of(found: dict[str, tuple], grid: str, place: int) -> int:
	return int(found[grid][place] or 0) if grid in found else 0
