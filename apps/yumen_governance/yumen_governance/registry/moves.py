"""Moving a record of the registry to another grid, with what belongs to it, written down on it."""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, format_date

# Links to what lies in a grid of its own and doesn't come along: DocType of the record, fields
STAYING = {"Resident": ("household", "residence"), "Household": ("address",)}


@dataclass(frozen=True)
class Move:
	"""To which grid, on which day, and why."""

	grid: str
	moved_on: date
	reason: str


def move(doc, to: Move, keep: tuple[str, ...] = ()) -> None:
	"""Move one record; links to what stays in another grid are emptied.

	:param keep: links that come along, because what they name was moved before
	:raises frappe.PermissionError: the person isn't in charge of the new grid
	"""
	if doc.grid == to.grid:
		frappe.throw(_("The record is in this grid already."))
	before = doc.grid
	doc.grid = to.grid
	for fieldname in STAYING.get(doc.doctype, ()):
		if doc.get(fieldname) and fieldname not in keep and _grid_of(doc, fieldname) != to.grid:
			doc.set(fieldname, None)
	doc.save()
	doc.add_comment("Info", _note(before, to))


def move_household(household, to: Move) -> int:
	"""Move a household with its members who live there.

	:return: how many members moved
	"""
	move(household, to)
	names = frappe.get_all("Resident", {"household": household.name, "status": "Active"}, pluck="name")
	members = [frappe.get_doc("Resident", name) for name in names]
	away = [member for member in members if member.grid != to.grid]
	for member in away:
		move(member, to, keep=("household",))
	return len(away)


def _grid_of(doc, fieldname: str) -> str | None:
	return frappe.db.get_value(doc.meta.get_options(fieldname), doc.get(fieldname), "grid")


def _note(before: str, to: Move) -> str:
	names = dict(
		frappe.get_all("Grid", {"name": ["in", [before, to.grid]]}, ["name", "grid_name"], as_list=True)
	)
	text = _("moved from {0} to {1} on {2}: {3}").format(
		names.get(before), names.get(to.grid), format_date(to.moved_on), to.reason
	)
	return escape_html(text)
