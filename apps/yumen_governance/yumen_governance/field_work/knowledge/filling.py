"""What is known of a grid is brought up to date by what members do there, never by a form of its own (三知三清六掌握)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.query_builder import Interval
from frappe.utils import add_days, get_datetime, getdate, now

from yumen_governance.grid_management.grid_rules import LEVELS
from yumen_governance.grid_management.many_rows import insert_rows, update_rows

KNOWLEDGE, ITEM = "Grid Knowledge", "Knowledge Item"
NOTE_LENGTH = 500


@dataclass(frozen=True)
class Source:
	"""What brought something up to date: a visit or a plan, when, and by whom."""

	doctype: str
	name: str
	known_on: datetime
	known_by_name: str


def fill(grid: str, notes: dict[str, str], source: Source) -> None:
	"""Bring items of a grid of the lowest level up to date; what was known later stays.

	:param notes: items, and what is known of each
	"""
	if frappe.db.get_value("Grid", grid, "grid_level") != LEVELS[-1]:
		return
	items = {row.name: row for row in _items() if row.name in notes}
	ensure_rows([grid], list(items.values()))
	rows = frappe.get_all(
		KNOWLEDGE, {"grid": grid, "item": ["in", list(items) or [""]]}, ["name", "item", "known_on"]
	)
	said = {
		"known_on": source.known_on,
		"known_by_name": source.known_by_name,
		"source_doctype": source.doctype,
		"source_name": source.name,
		"modified": now(),
		"modified_by": frappe.session.user,
	}
	update_rows(
		KNOWLEDGE,
		[
			{
				**said,
				"name": row.name,
				"note": (notes[row.item] or "").strip()[:NOTE_LENGTH],
				"fresh_until": add_days(getdate(source.known_on), items[row.item].stale_after_days),
			}
			for row in rows
			if not row.known_on or get_datetime(row.known_on) <= source.known_on
		],
	)


def fill_from_visit(visit) -> None:
	"""Bring up to date what a visit says it did, and what every visit does."""
	notes = {row.name: "" for row in _items() if row.filled_by_visit}
	notes |= {row.item: row.note or "" for row in visit.knowledge}
	who = Source(visit.doctype, visit.name, get_datetime(visit.visited_on), visit.visitor_name or "")
	fill(visit.grid, notes, who)


def fill_from_activities(plan) -> None:
	"""Bring up to date what newly ticked activities of a plan do, in the grids of its households where it is above them."""
	before = plan.get_doc_before_save()
	ticked = {row.activity for row in before.activities if row.done} if before else set()
	done = [row for row in plan.activities if row.done and row.activity not in ticked]
	if not done:
		return
	items = frappe.get_all(
		"Entry Activity Knowledge",
		{"parenttype": "Entry Activity", "parent": ["in", [row.activity for row in done]]},
		["parent", "item"],
	)
	found = {row.activity: row.findings or "" for row in done}
	who = Source(plan.doctype, plan.name, get_datetime(done[0].done_on), plan.member_name or "")
	for grid in {plan.grid, *(row.grid for row in plan.visits if row.outcome == "Seen")}:
		fill(grid, {row.item: found[row.parent] for row in items}, who)


def ensure_rows(grids: Iterable[str], items: list[dict]) -> int:
	"""Make the rows that grids lack, with nothing known yet.

	:return: how many rows were made
	"""
	grids = list(grids)
	if not grids or not items:
		return 0
	there = set(frappe.get_all(KNOWLEDGE, {"grid": ["in", grids]}, ["grid", "item"], as_list=True))
	paths = dict(frappe.get_all("Grid", {"name": ["in", grids]}, ["name", "grid_path"], as_list=True))
	rows = [
		{
			"grid": grid,
			"grid_path": paths[grid],
			"item": item.name,
			"item_group": item.item_group,
			"is_live": 1,
		}
		for grid in grids
		if grid in paths
		for item in items
		if (grid, item.name) not in there
	]
	return len(insert_rows(KNOWLEDGE, rows))


def keep_rows() -> int:
	"""Give every grid of the lowest level a row for each item in use, and leave out those of closed grids and items.

	:return: how many rows were made
	"""
	grids = frappe.get_all("Grid", {"is_active": 1, "grid_level": LEVELS[-1]}, pluck="name")
	made = ensure_rows(grids, _items())
	_mark_live()
	return made


def reckon_anew(item) -> None:
	"""Reckon until when an item counts as known in every grid, after its days were changed; one statement."""
	table = frappe.qb.DocType(KNOWLEDGE)
	(
		frappe.qb.update(table)
		.set(table.item_group, item.item_group)
		.set(table.fresh_until, table.known_on + Interval(days=int(item.stale_after_days or 0)))
		.set(table.modified, now())
		.where(table.item == item.name)
	).run()


def _items() -> list[dict]:
	fields = ["name", "item_group", "stale_after_days", "filled_by_visit"]
	return frappe.get_all(ITEM, {"is_active": 1}, fields, order_by="sort_order, name")


def _mark_live() -> None:
	"""Rows count while their grid and their item are in use."""
	table, grid, item = (frappe.qb.DocType(name) for name in (KNOWLEDGE, "Grid", ITEM))
	counting = (grid.is_active == 1) & (item.is_active == 1)
	for is_live, wrong in ((1, counting), (0, (grid.is_active == 0) | (item.is_active == 0))):
		names = (
			frappe.qb.from_(table)
			.inner_join(grid)
			.on(grid.name == table.grid)
			.inner_join(item)
			.on(item.name == table.item)
			.select(table.name)
			.where((table.is_live != is_live) & wrong)
		).run(pluck=True)
		if names:
			frappe.db.set_value(KNOWLEDGE, {"name": ["in", names]}, "is_live", is_live)
