"""What the dispatch board shows: a queue's page with titles, and one event to decide on without opening it."""

from collections.abc import Iterable

import frappe
from frappe.model.workflow import get_transitions

from yumen_governance.events.board.intents import WAYS, leads
from yumen_governance.events.board.pages import FIELDS
from yumen_governance.events.board.queues import EVENT
from yumen_governance.time_limits.stages import asked_fields

ROW_FIELDS = (
	*FIELDS,
	"supervision_level",
	"open_request",
	"came_back",
	"last_urged_on",
	"follow_up",
	"follow_up_on",
	"proposed_lead_grid",
	"proposed_lead_unit",
)
PREVIEW_FIELDS = (
	*ROW_FIELDS,
	"address",
	"reporter_name",
	"reporter_phone",
	"description",
	"dispatch_opinion",
	"request_reason",
	"requested_due_on",
	"result",
	"satisfaction",
)
# The fields that name records of a kind, and what these are called
TITLES = {
	"Event Category": ("category_name", ("category",)),
	"Event Source": ("source_name", ("source",)),
	"Grid": ("grid_name", ("grid", "lead_grid", "proposed_lead_grid")),
	"Functional Unit": ("unit_name", ("lead_unit", "proposed_lead_unit")),
}
HISTORY = 12
HISTORY_FIELDS = ("acted_on", "actor", "actor_role", "action", "from_state", "to_state", "opinion")


def titles_of(rows: Iterable[dict]) -> dict[str, dict[str, str]]:
	"""Return what the records are called that events name, by kind and name; one query a kind."""
	rows, titles = list(rows), {}
	for doctype, (title, fieldnames) in TITLES.items():
		names = {row.get(fieldname) for row in rows for fieldname in fieldnames} - {None, ""}
		found = (
			frappe.get_all(doctype, {"name": ["in", names]}, ["name", title], as_list=True) if names else ()
		)
		titles[doctype] = dict(found)
	return titles


def sign_times(rows: Iterable[dict]) -> dict[str, dict]:
	"""Return until when events that wait for a signature must be signed, by event."""
	names = [row["name"] for row in rows if row.get("stage") == "Assigned"]
	if not names:
		return {}
	filters = {
		"reference_doctype": EVENT,
		"reference_name": ["in", names],
		"kind": "Sign",
		"status": "Running",
	}
	return dict(frappe.get_all("Case Clock", filters, ["reference_name", "due_on"], as_list=True))


def preview(doc) -> dict:
	"""Return an event as its reader may see it, its last steps, and what the reader may do with it."""
	doc.apply_fieldlevel_read_permissions()
	values = {name: doc.get(name) for name in PREVIEW_FIELDS if doc.get(name) not in (None, "")}
	return {
		"event": values,
		"titles": titles_of([values]),
		"history": _history(doc.name),
		"actions": _actions(doc),
	}


def _history(name: str) -> list[dict]:
	filters = {"reference_doctype": EVENT, "reference_name": name}
	rows = frappe.get_list(
		"Timeline Entry", filters, list(HISTORY_FIELDS), order_by="acted_on desc", limit=HISTORY
	)
	actors = {row.actor for row in rows if row.actor}
	people = dict(
		frappe.get_all("User", {"name": ["in", actors or [""]]}, ["name", "full_name"], as_list=True)
	)
	return [{**row, "actor_name": people.get(row.actor)} for row in rows]


def _actions(doc) -> list[dict]:
	"""What the Workflow lets the reader do, each action once."""
	rows = {row["action"]: row for row in reversed(get_transitions(doc))}
	return [
		{
			"action": row["action"],
			"asks": asked_fields(row.get("asks_for")),
			"intent": next((intent for intent in WAYS if leads(intent, frappe._dict(row))), None),
		}
		for row in reversed(rows.values())
	]
