"""What a person may do with an event on a phone: read off the Workflow, so that what is drawn there is what phones offer."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

import frappe
from frappe import _
from frappe.model.meta import Meta
from frappe.model.workflow import apply_workflow, is_transition_condition_satisfied

from yumen_governance.events.handling.steps import EVENT, arrival, settlement
from yumen_governance.permissions.scope import Scope
from yumen_governance.time_limits.stages import (
	asked_fields,
	requirements,
	stages_by_state,
	workflow_of,
)

# What a phone can ask for: other fields are filled in on the desk
ASKABLE = frozenset(
	"Data|Small Text|Text|Long Text|Select|Date|Datetime|Time|Int|Float|Currency|Check".split("|")
)


def ways(workflow, scope: Scope) -> dict:
	"""Return the states of a Workflow and the transitions between them that this person has a role for.

	:return: `states` (state, label, stage), `steps` (see `_way`), and by which of them an event is reported or settled on
		the spot: `report`, `settle` (label, or None)
	"""
	stages = stages_by_state(workflow)
	meta = frappe.get_meta(workflow.document_type)
	levels = set(meta.get_permlevel_access("write", user=scope.user))
	found: dict[tuple, dict] = {}
	for row in workflow.transitions:
		way = _way(row, stages, meta, levels) if row.allowed in scope.roles else None
		known = found.get((row.state, row.action))
		if way and (not known or known["has_condition"]):
			found[row.state, row.action] = way
	report, settle = arrival(scope.roles), settlement(scope.roles)
	return {
		"states": [{"state": state, "label": _(state), "stage": stage} for state, stage in stages.items()],
		"steps": list(found.values()),
		"report": _(report.action) if report else None,
		"settle": _(settle.action) if settle else None,
	}


def _way(row, stages: dict[str, str], meta: Meta, levels: set[int]) -> dict | None:
	"""Return a transition as a phone offers it; None where it needs what only the desk can ask for.

	`needs`: of each of these groups of fields one must be filled.
	"""
	asks = {name: _ask(meta.get_field(name), levels) for name in asked_fields(row.get("asks_for"))}
	asks = {name: ask for name, ask in asks.items() if ask}
	needs = [[name for name in names if name in asks] for names in requirements(row.get("asks_for"))]
	if not all(needs):
		return None
	return {
		"state": row.state,
		"action": row.action,
		"label": _(row.action),
		"next_state": row.next_state,
		"next_label": _(row.next_state),
		"next_stage": stages.get(row.next_state),
		"asks": list(asks.values()),
		"needs": needs,
		"has_condition": int(bool(row.condition)),
		"not_by_registrar": int(not row.allow_self_approval),
	}


def _ask(df, levels: set[int]) -> dict | None:
	if not df or df.fieldtype not in ASKABLE or (df.permlevel or 0) not in levels:
		return None
	ask = {"fieldname": df.fieldname, "label": _(df.label), "fieldtype": df.fieldtype}
	if df.fieldtype == "Select":
		ask["options"] = [{"value": each, "label": _(each)} for each in _lines(df.options)]
	return {**ask, "help": _(df.description) if df.description else ""}


def _lines(options: str | None) -> list[str]:
	return [line for line in (options or "").split("\n") if line]


def conditions_met(names: Iterable[str], scope: Scope) -> dict[str, list[str]]:
	"""Return, for events, the actions that hang on a condition which holds; one query for all of them."""
	workflow, asked = workflow_of(EVENT), list(names)
	rows = [row for row in workflow.transitions if row.condition and row.allowed in scope.roles]
	if not rows or not asked:
		return {}
	states = {row.state for row in rows}
	filters = {"name": ["in", asked], "workflow_state": ["in", states]}
	found = defaultdict(list)
	for values in frappe.get_all(EVENT, filters, ["*"], limit=0):
		event = frappe.get_doc({**values, "doctype": EVENT})
		found[event.name] = [
			row.action for row in rows if row.state == event.workflow_state and _met(row, event)
		]
	return found


def _met(row, event) -> bool:
	# what only a whole record can answer is asked again when the step is taken
	with suppress(Exception):
		return bool(is_transition_condition_satisfied(row, event))
	return False


def take(event, action: str, answers: dict) -> None:
	"""Take a transition of the Workflow with an event, and fill in what it asks for.

	:param answers: values by field; others than those that the transition asks for are not looked at
	:raises frappe.PermissionError: the person may not change the event, or one of these fields
	:raises RequirementError: something that the transition asks for is missing
	"""
	event.check_permission("write")
	rows = [row for row in workflow_of(EVENT).transitions if row.state == event.workflow_state]
	asked = {name for row in rows if row.action == action for name in asked_fields(row.get("asks_for"))}
	event.flags.answers = {name: answers[name] for name in asked if answers.get(name)}
	apply_workflow(event, action)
