"""How many persons of each special group are in care, and how care ended in a year, by level 1 grid; no persons.

Officers see the numbers of their own group.
"""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from yumen_governance.permissions import roles
from yumen_governance.permissions.care import IN_CARE, OFFICERS
from yumen_governance.registry.care.statistics import LEAST, counts_of, withheld
from yumen_governance.registry.code_lists import labels_of

EVERY_GROUP = frozenset({roles.AUDITOR, roles.ADMINISTRATOR})


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str]:
	"""Return columns, rows and what to know about withheld numbers."""
	filters = frappe._dict(filters or {})
	year = cint(filters.year) or getdate().year
	groups = [doctype for doctype in shown_groups() if filters.record_type in (None, "", doctype)]
	rows = [row for doctype in groups for row in rows_of(doctype, year)]
	note = _(
		"Numbers below {0} are withheld, and with them the exact total, so that nobody can be recognised."
	)
	return columns(year), rows, note.format(LEAST)


def shown_groups() -> list[str]:
	"""Return the kinds of record whose numbers the person of the session may see."""
	held = set(frappe.get_roles())
	if held & EVERY_GROUP:
		return list(OFFICERS)
	return [doctype for doctype, officer in OFFICERS.items() if officer in held]


def columns(year: int) -> list[dict]:
	return [
		{"fieldname": "record_type", "label": _("Kind of Record"), "fieldtype": "Data", "width": 180},
		{
			"fieldname": "state",
			"label": _("Ended in {0}, or in Care Today").format(year),
			"fieldtype": "Data",
			"width": 200,
		},
		{"fieldname": "grid", "label": _("Level 1 Grid"), "fieldtype": "Data", "width": 200},
		{"fieldname": "persons", "label": _("Persons"), "fieldtype": "Data", "width": 140, "align": "right"},
	]


def rows_of(doctype: str, year: int) -> list[dict]:
	"""Return the rows of a group: the whole city first, then its grids."""
	counts = counts_of(doctype, year)
	labels = {IN_CARE: _(IN_CARE), "": _("No reason given"), **labels_of(set(counts) - {IN_CARE, ""})}
	names = _grid_names({grid for by_grid in counts.values() for grid in by_grid})
	rows = []
	for state in sorted(counts, key=lambda state: (state != IN_CARE, state)):
		cells, head = withheld(counts[state]), {"record_type": _(doctype), "state": labels.get(state, state)}
		rows.append({**head, "grid": _("Whole City"), "persons": _total(cells), "bold": 1})
		rows += [
			{**head, "grid": names.get(grid, grid), "persons": _cell(persons), "indent": 1}
			for grid, persons in cells.counts.items()
		]
	return rows


def _total(cells) -> str:
	if cells.total is not None:
		return str(cells.total)
	return _("at least {0}").format(cells.at_least) if cells.at_least >= LEAST else _cell(None)


def _cell(persons: int | None) -> str:
	return _("fewer than {0}").format(LEAST) if persons is None else str(persons)


def _grid_names(grids: set[str]) -> dict[str, str]:
	rows = frappe.get_all("Grid", {"name": ["in", list(grids) or [""]]}, ["name", "grid_name"], order_by=None)
	return {row.name: row.grid_name for row in rows}
