"""The kinds of tickets in use, and which windows call each."""

from dataclasses import dataclass

import frappe
from frappe.utils.caching import request_cache

KIND = "Ticket Kind"


@dataclass(frozen=True)
class Kind:
	"""A kind of ticket in use; expected_minutes is how long a visit is taken to last."""

	name: str
	letter: str
	description: str
	expected_minutes: int
	windows: frozenset[str]


@request_cache
def kinds() -> dict[str, Kind]:
	"""Return the kinds in use by name, in their order."""
	kind, row = frappe.qb.DocType(KIND), frappe.qb.DocType("Ticket Kind Window")
	rows = (
		frappe.qb.from_(kind)
		.left_join(row)
		.on((row.parent == kind.name) & (row.parenttype == KIND))
		.select(kind.name, kind.letter, kind.description, kind.expected_minutes, row.service_window)
		.where(kind.is_active == 1)
		.orderby(kind.sequence, kind.letter)
	).run(as_dict=True)
	windows: dict[str, set[str]] = {}
	for found in rows:
		windows.setdefault(found.name, set()).update(filter(None, [found.service_window]))
	return {
		found.name: Kind(
			found.name,
			found.letter,
			found.description or "",
			found.expected_minutes,
			frozenset(windows[found.name]),
		)
		for found in rows
	}


def called_at(window: str) -> list[Kind]:
	"""Return the kinds that a window calls."""
	return [kind for kind in kinds().values() if window in kind.windows]


def forget() -> None:
	"""Drop what this request remembers of kinds, after a change."""
	if hasattr(frappe.local, "request_cache"):
		frappe.local.request_cache.clear()
