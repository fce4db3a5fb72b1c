"""How its steps and agreements move a case on: automatic transitions, found in the Workflow by their stages.

Each does nothing when the case is there already, or can't come there from where it is.
"""

from collections import deque
from datetime import datetime

import frappe

from yumen_governance.dispute_resolution import acts
from yumen_governance.time_limits.stages import ENDED, stages_by_state, workflow_of
from yumen_governance.time_limits.transitions import WAY, Step

CASE = "Dispute Case"


def register(case: str, now: datetime) -> None:
	"""Register a draft."""
	_move(case, "Triage", ("Intake",), now)


def begin(case: str, now: datetime) -> None:
	"""Bring a case that is registered or accepted under resolution: its first step was opened."""
	_move(case, "Handling", ("Triage", "Assigned"), now)


def perform(case: str, now: datetime) -> None:
	"""Let a case wait for the performance of what was agreed or decided."""
	_move(case, "Review", ("Triage", "Assigned", "Handling"), now)


def resume(case: str, now: datetime) -> None:
	"""Bring a case back under resolution: an agreement was breached, or a matter came back."""
	_move(case, "Handling", ("Review", "Feedback", "Suspended"), now)


def resolve(case: str, outcome: str, note: str | None, now: datetime) -> None:
	"""Let a case count as resolved.

	:param outcome: one of the outcomes of a Dispute Case
	:raises DisputeError: a step or a task of the case is open
	"""
	values = {"outcome": outcome, "outcome_note": note}
	_move(case, "Feedback", ("Triage", "Assigned", "Handling", "Review"), now, values)


def _move(name: str, stage: str, stages: tuple[str, ...], now: datetime, values: dict | None = None) -> None:
	case = frappe.get_doc(CASE, name, for_update=True)
	step = way_to(case, stage) if case.stage in stages else None
	if not step:
		return
	case.update(values or {})
	case.workflow_state, case.flags.automatic_step = step.to_state, step
	case.save(ignore_permissions=True)  # what brings it about was checked


def way_to(case, stage: str) -> Step | None:
	"""Return the shortest way from where a case is to a state of a stage, as one step in the role of the person.

	It leads through no state in which a case is suspended or has ended; None when there is no such way.
	"""
	workflow = workflow_of(CASE)
	stages, role = stages_by_state(workflow), acts.role_of(frappe.session.user)
	waiting, seen = deque([case.workflow_state]), {case.workflow_state}
	while waiting:
		here = waiting.popleft()
		for row in (row for row in workflow.transitions if row.state == here and not row.condition):
			reached = stages[row.next_state]
			if reached == stage:
				return _step(case, row, stages, role)
			if reached in WAY and reached not in ENDED and row.next_state not in seen:
				seen.add(row.next_state)
				waiting.append(row.next_state)
	return None


def _step(case, row, stages: dict[str, str], role: str | None) -> Step:
	return Step(
		action=row.action,
		role=role or "",
		from_state=case.workflow_state,
		to_state=row.next_state,
		from_stage=case.stage,
		to_stage=stages[row.next_state],
		asks_for=row.get("asks_for") or "",
		effect=row.get("effect") or "",
	)
