"""Which transition of its Workflow a case is taking, and whether it may: decides, never writes."""

from dataclasses import dataclass, replace
from functools import reduce

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.workflow import WorkflowPermissionError, is_transition_condition_satisfied
from frappe.utils.formatters import format_value

from yumen_governance.time_limits.stages import asked_fields, requirements, stages_by_state, workflow_of

TEXTS = ("Data", "Select", "Small Text", "Text", "Long Text")
# The stages in the order of the work
WAY = ("Intake", "Triage", "Assigned", "Handling", "Review", "Feedback")


class RequirementError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Step:
	"""One transition taken by one person: the row of the Workflow and the stages on both sides."""

	action: str
	role: str
	from_state: str
	to_state: str
	from_stage: str
	to_stage: str
	asks_for: str
	effect: str = ""

	def enters(self, *stages: str) -> bool:
		return self.to_stage in stages and self.from_stage not in stages

	def leaves(self, *stages: str) -> bool:
		return self.from_stage in stages and self.to_stage not in stages

	def goes_back(self) -> bool:
		"""Tell whether it leads to an earlier stage of the work; Suspended, Closed and Void lie beside the way."""
		if not {self.from_stage, self.to_stage} <= set(WAY):
			return False
		return WAY.index(self.to_stage) < WAY.index(self.from_stage)


def ways_on(workflow, state: str | None) -> list:
	"""Return the transitions out of a state that bring a case on: not those back to an earlier stage, or into the void.

	A state from which only such lead has all of them.
	"""
	stages = stages_by_state(workflow)
	rows = [row for row in workflow.transitions if row.state == state]
	steps = [(row, step_from(row, stages)) for row in rows]
	return [row for row, step in steps if not step.goes_back() and step.to_stage != "Void"] or rows


def first_state(doctype: str) -> str | None:
	"""Return the state in which a new case begins."""
	workflow = workflow_of(doctype)
	return workflow.states[0].state if workflow else None


def step_of(doc, before, roles: list[str]) -> Step | None:
	"""Find the transition that a changed case is taking.

	:param doc: the case with its new state
	:param before: the case as stored
	:param roles: the roles of the person who acts
	:return: None when the state did not change
	:raises WorkflowPermissionError: no transition of these roles leads from the old to the new state
	"""
	workflow = workflow_of(doc.doctype)
	if not workflow or not before or before.workflow_state == doc.workflow_state:
		return None
	row = next((row for row in workflow.transitions if _leads(row, before, doc.workflow_state, roles)), None)
	if not row:
		frappe.throw(
			_("You may not take this from {0} to {1}.").format(
				_(before.workflow_state), _(doc.workflow_state)
			),
			WorkflowPermissionError,
		)
	return step_from(row, stages_by_state(workflow))


def _leads(row, before, state: str, roles: list[str]) -> bool:
	leads_there = row.state == before.workflow_state and row.next_state == state
	return leads_there and row.allowed in roles and is_transition_condition_satisfied(row, before)


def step_from(row, stages: dict[str, str]) -> Step:
	"""Return what one row of a Workflow's transitions says."""
	return Step(
		action=row.action,
		role=row.allowed,
		from_state=row.state,
		to_state=row.next_state,
		from_stage=stages[row.state],
		to_stage=stages[row.next_state],
		asks_for=row.get("asks_for") or "",
		effect=row.get("effect") or "",
	)


def next_state_by(doc, effect: str, roles: list[str]) -> str | None:
	"""Return the state to which a transition with an effect leads from where a case is, if these roles may take it."""
	rows = workflow_of(doc.doctype).transitions
	return next(
		(row.next_state for row in rows if _has(row, effect) and _leads(row, doc, row.next_state, roles)),
		None,
	)


def step_by(doc, effect: str) -> Step | None:
	"""Return the transition with an effect from where a case is, whoever may take it: for the system to take."""
	workflow = workflow_of(doc.doctype)
	rows = (row for row in workflow.transitions if row.state == doc.workflow_state and _has(row, effect))
	row = next((row for row in rows if is_transition_condition_satisfied(row, doc)), None)
	return replace(step_from(row, stages_by_state(workflow)), role="") if row else None


def _has(row, effect: str) -> bool:
	return (row.get("effect") or "") == effect


def check_requirements(doc, step: Step) -> None:
	"""Refuse a transition while a field that it asks for is empty.

	:raises RequirementError: names the action and the missing fields
	"""
	missing = [
		names for names in requirements(step.asks_for) if not any(_filled(doc, name) for name in names)
	]
	if missing:
		labels = [
			_joined(_("{0} or {1}"), [_(doc.meta.get_label(name)) for name in names]) for names in missing
		]
		frappe.throw(
			_("Before {0}, please fill in: {1}.").format(_(step.action), _joined(_("{0}, {1}"), labels)),
			RequirementError,
		)


def _joined(template: str, parts: list[str]) -> str:
	return reduce(template.format, parts)


def _filled(doc, fieldname: str) -> bool:
	value = doc.get(fieldname)
	return bool(value.strip()) if isinstance(value, str) else value is not None


def opinion_of(doc, step: Step) -> str | None:
	"""Return what the actor wrote for this transition: the texts of the fields that it asked for."""
	fields = [doc.meta.get_field(name) for name in asked_fields(step.asks_for)]
	texts = [_said(doc, df) for df in fields if df.fieldtype not in ("Link", *table_fields)]
	return "\n".join(filter(None, texts)) or None


def _said(doc, df) -> str:
	value = doc.get(df.fieldname)
	if not value:
		return ""
	return _(value) if isinstance(value, str) and df.fieldtype in TEXTS else _labelled(df, value)


def _labelled(df, value) -> str:
	return _("{0}: {1}").format(_(df.label), format_value(value, df))
