"""Counts of care records without persons: small numbers are withheld, and what would tell them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Count

from yumen_governance.permissions.care import IN_CARE
from yumen_governance.registry.care.erasure import STATISTIC, level_one_of

LEAST = 5


@dataclass(frozen=True)
class Cells:
	"""Counts by grid as they may be shown: None is withheld. total: exact only when nothing is withheld.

	at_least: what the shown and the withheld counts come to when each withheld one is taken for a single person.
	"""

	counts: dict[str, int | None]
	total: int | None
	at_least: int


def counts_of(doctype: str, year: int) -> dict[str, Counter]:
	"""Return how many persons are in care today (key IN_CARE), and how many ended in a year by reason; by level 1 grid."""
	found = defaultdict(Counter)
	for grid_path, persons in _in_care(doctype):
		found[IN_CARE][level_one_of(grid_path)] += persons
	for reason, grid_path, persons in _ended(doctype, year):
		found[reason or ""][level_one_of(grid_path)] += persons
	anonymous = {"record_type": doctype, "year": year}
	for row in frappe.get_all(STATISTIC, anonymous, ["grid", "end_reason", "persons"], order_by=None):
		found[row.end_reason or ""][row.grid] += row.persons
	return found


def withheld(counts: Mapping[str, int]) -> Cells:
	"""Withhold every count below five, and the exact total with it: by subtraction it would tell the count.

	:param counts: persons by grid; no persons is no secret
	"""
	shown = {
		grid: persons if persons >= LEAST else None for grid, persons in sorted(counts.items()) if persons
	}
	is_complete = None not in shown.values()
	at_least = sum(1 if persons is None else persons for persons in shown.values())
	return Cells(shown, at_least if is_complete else None, at_least)


def _in_care(doctype: str):
	table, resident = frappe.qb.DocType(doctype), frappe.qb.DocType("Resident")
	return (
		frappe.qb.from_(table)
		.left_join(resident)
		.on(resident.name == table.resident)
		.select(resident.grid_path, Count(table.resident).distinct())
		.where(table.status == IN_CARE)
		.groupby(resident.grid_path)
	).run()


def _ended(doctype: str, year: int):
	table, resident = frappe.qb.DocType(doctype), frappe.qb.DocType("Resident")
	return (
		frappe.qb.from_(table)
		.left_join(resident)
		.on(resident.name == table.resident)
		.select(table.end_reason, resident.grid_path, Count("*"))
		.where(table.ended_on[f"{year}-01-01" : f"{year}-12-31"])
		.groupby(table.end_reason, resident.grid_path)
	).run()
