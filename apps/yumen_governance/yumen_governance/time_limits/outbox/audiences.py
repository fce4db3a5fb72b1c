"""Which accounts an audience is, today."""

import json
from collections.abc import Callable

import frappe

from yumen_governance.grid_management.posts import LEADING
from yumen_governance.permissions.office import holders_of
from yumen_governance.time_limits import notifications
from yumen_governance.time_limits.outbox import notice as audience


class Receivers:
	"""Finds the accounts of notices; asks once for each audience of a batch."""

	def __init__(self):
		self._found: dict[str, frozenset[str]] = {}

	def of(self, row) -> set[str]:
		"""Return the users that a stored notice is for, without the person whose act it tells of."""
		found = set()
		for part in json.loads(row.audience or "[]"):
			found.update(self._users(row, part))
		return _who_may_know(row, found - {row.actor, "Guest", None})

	def _users(self, row, part: dict) -> frozenset[str]:
		if part["kind"] == audience.USERS:
			return frozenset(part["names"])
		about = part["kind"] == audience.NEXT_ACTORS
		by_name = about and (not part["where"] or notifications.actors_by_name(row.reference_doctype))
		key = json.dumps([part, row.reference_doctype, row.reference_name if by_name else None])
		if key not in self._found:
			self._found[key] = frozenset(WAYS[part["kind"]](row, part))
		return self._found[key]


def _who_may_know(row, users: set[str]) -> set[str]:
	"""Leave out who may not read the record, where a record of its DocType is told to its readers only."""
	if row.reference_doctype not in frappe.get_hooks("told_to_readers_only"):
		return users
	doctype, name = row.reference_doctype, row.reference_name
	return {user for user in users if frappe.has_permission(doctype, "read", name, user=user)}


def _next_actors(row, part: dict) -> list[str]:
	where = part["where"] or _where_now(row)
	return notifications.next_users(
		row.reference_doctype,
		where.get("state"),
		where.get("grid"),
		where.get("unit"),
		row.reference_name,
	)


def _where_now(row) -> dict:
	meta = frappe.get_meta(row.reference_doctype)
	fields = {"state": "workflow_state", "grid": "lead_grid", "unit": "lead_unit"}
	known = {key: name for key, name in fields.items() if meta.has_field(name)}
	stored = frappe.db.get_value(
		row.reference_doctype, row.reference_name, list(known.values()), as_dict=True
	)
	return {key: (stored or {}).get(name) for key, name in known.items()}


def _members(row, part: dict) -> list[str]:
	return notifications.members_of(part["names"])


def _leaders(row, part: dict) -> list[str]:
	return notifications.members_of([_above(grid, part["levels_up"]) for grid in part["names"]], LEADING)


def _above(grid: str, levels: int) -> str | None:
	"""Return the grid so many levels above, the highest where there aren't as many; read from the path."""
	path = frappe.db.get_value("Grid", grid, "grid_path") or ""
	line = [name for name in path.split(".") if name]
	return line[max(0, line.index(grid) - levels)] if grid in line else None


def _unit(row, part: dict) -> list[str]:
	return notifications.handlers_of(part["names"])


def _role(row, part: dict) -> list[str]:
	return holders_of(*part["names"])


def _nobody(row, part: dict) -> list[str]:
	return []


WAYS: dict[str, Callable[[object, dict], list[str]]] = {
	audience.ROLE: _role,
	audience.NEXT_ACTORS: _next_actors,
	audience.MEMBERS: _members,
	audience.LEADERS: _leaders,
	audience.UNIT: _unit,
	audience.REPORTER: _nobody,
}
