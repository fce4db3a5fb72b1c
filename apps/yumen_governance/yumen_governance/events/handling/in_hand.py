"""Events as a member's phone shows them: labels, history, pictures, whose turn it is. For many at once, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import frappe
from frappe import _
from pypika.terms import Criterion

from yumen_governance.events.handling import phone_steps
from yumen_governance.events.handling.steps import EVENT
from yumen_governance.events.intake.pictures import KINDS
from yumen_governance.grid_management.related_rows import titles_of
from yumen_governance.hardening.file_types import extension_of
from yumen_governance.permissions.case import doctype_allows, sights, writable
from yumen_governance.permissions.scope import Scope, scope_of
from yumen_governance.time_limits.stages import ENDED

FIELDS = (
	*("title", "category", "urgency", "description", "source", "reporter_name", "reporter_phone", "owner"),
	*("grid", "grid_path", "lead_grid", "lead_grid_path", "lead_unit", "address", "longitude", "latitude"),
	*("workflow_state", "stage", "reported_on", "due_on", "resolved_on", "supervision_level", "is_emergency"),
	*("dispatch_opinion", "decision_opinion", "open_request", "request_reason", "requested_due_on"),
	*("suspension_plan", "review_on", "result", "settled_on_spot"),
)
# What a row says in other words, or for itself alone
LEFT_OUT = ("owner", "lead_unit", "lead_grid_path")
# doctype, its title, the columns that name it
NAMED = (
	("Event Category", "category_name", ("category",)),
	("Event Source", "source_name", ("source",)),
	("Grid", "grid_name", ("grid", "lead_grid")),
	("Functional Unit", "unit_name", ("lead_unit",)),
)


def seen(scope: Scope) -> list[Criterion]:
	"""Return the ways in which events come onto a person's phone; whoever sees every event has their own and their grids' there."""
	return sights(EVENT, scope)


def live() -> Criterion:
	"""Return the criterion for events that are still to be kept on a phone."""
	return frappe.qb.DocType(EVENT).stage.notin(ENDED)


def shown(rows: list[dict], scope: Scope) -> list[dict]:
	"""Return events as the phone shows them.

	:param rows: name, modified and FIELDS of events that the person may read
	"""
	names = [row["name"] for row in rows]
	in_hand = _in_hand(names, scope)
	met = phone_steps.conditions_met(in_hand, scope)
	titles, history, pictures = _titles(rows), _history(names), _pictures(names)
	return [
		{
			**{field: value for field, value in row.items() if field not in LEFT_OUT and value is not None},
			"category_label": titles.get(("Event Category", row["category"]), ""),
			"source_label": titles.get(("Event Source", row["source"]), ""),
			"grid_title": titles.get(("Grid", row["grid"]), ""),
			"lead_title": _lead(row, titles),
			"state": _(row["workflow_state"] or ""),
			"is_mine": int(row["owner"] == scope.user),
			"in_hand": int(row["name"] in in_hand),
			"conditions": met.get(row["name"], []),
			"history": history.get(row["name"], []),
			"pictures": pictures.get(row["name"], []),
		}
		for row in rows
	]


def one(name: str, user: str) -> dict:
	"""Return one event that the person may read, as the phone shows it."""
	(row,) = frappe.get_all(EVENT, {"name": name}, ["name", "modified", *FIELDS])
	return shown([row], scope_of(user))[0]


def _lead(row: Mapping, titles: dict) -> str:
	return titles.get(("Grid", row["lead_grid"])) or titles.get(("Functional Unit", row["lead_unit"])) or ""


def _in_hand(names: list[str], scope: Scope) -> set[str]:
	"""Which of these events the person may change now."""
	if not names or not doctype_allows(EVENT, scope.user):
		return set()
	event, theirs = frappe.qb.DocType(EVENT), writable(EVENT, scope)
	query = frappe.qb.from_(event).select(event.name).where(event.name.isin(names) & live())
	return set((query if theirs is None else query.where(theirs)).run(pluck=True))


def _titles(rows: list[dict]) -> dict[tuple[str, str], str]:
	found = {}
	for doctype, title, columns in NAMED:
		titles = titles_of(doctype, title, (row[column] for row in rows for column in columns))
		found |= {(doctype, name): _(text) for name, text in titles.items()}
	return found


def _history(names: Iterable[str]) -> dict[str, list[dict]]:
	entry, user = frappe.qb.DocType("Timeline Entry"), frappe.qb.DocType("User")
	rows = (
		frappe.qb.from_(entry)
		.left_join(user)
		.on(user.name == entry.actor)
		.select(entry.reference_name, entry.name, entry.action, entry.acted_on)
		.select(entry.to_state, entry.opinion, user.full_name)
		.where((entry.reference_doctype == EVENT) & entry.reference_name.isin(list(names) or [""]))
		.orderby(entry.acted_on, entry.creation)
	).run(as_dict=True)
	found = defaultdict(list)
	for row in rows:
		found[row.reference_name].append(
			{
				"name": row.name,
				"action": _(row.action),
				"on": row.acted_on,
				"actor": row.full_name or "",
				"opinion": row.opinion or "",
				"to_state": _(row.to_state or ""),
			}
		)
	return found


def _pictures(names: Iterable[str]) -> dict[str, list[dict]]:
	rows = frappe.get_all(
		"File",
		{"attached_to_doctype": EVENT, "attached_to_name": ["in", list(names) or [""]], "is_folder": 0},
		["attached_to_name", "file_url", "file_name"],
		order_by="creation",
		limit=0,
	)
	found = defaultdict(list)
	for row in rows:
		if extension_of(row.file_name) in KINDS:
			found[row.attached_to_name].append({"url": row.file_url, "name": row.file_name})
	return found
