"""The transitions that the system itself takes with an event, found in the Workflow by their stages."""

from collections import defaultdict, deque
from collections.abc import Set
from dataclasses import dataclass, replace

from yumen_governance.time_limits import memo
from yumen_governance.time_limits.stages import stages_by_state, workflow_of
from yumen_governance.time_limits.transitions import Step, first_state, step_from

EVENT = "Governance Event"


def arrival(roles: Set[str]) -> Step | None:
	"""Return the transition by which a person with these roles reports a new event; None when there is none."""
	ways = _ways()
	return next((step for step in ways.free if ways.report(step) and step.role in roles), None)


def settlement(roles: Set[str]) -> Step | None:
	"""Return the transition by which a person with these roles settles an event on the spot; None when there is none."""
	ways = _ways()
	return next((step for step in ways.free if ways.settle(step) and step.role in roles), None)


def dispatch_from(state: str) -> Step | None:
	"""Return the way from a state of stage Triage to the next one of stage Assigned, as one step in nobody's role.

	It stands for what a dispatcher would do there, accepting and dispatching; None when no way leads there.
	"""
	waiting, seen, steps = deque([state]), {state}, _ways().free
	while waiting:
		here = waiting.popleft()
		for step in (step for step in steps if step.from_state == here):
			if step.to_stage == "Assigned":
				return replace(step, from_state=state, from_stage="Triage", role="")
			if step.to_stage == "Triage" and step.to_state not in seen:
				seen.add(step.to_state)
				waiting.append(step.to_state)
	return None


def next_roles(state: str) -> list[str]:
	"""Return the roles that have a transition out of a state."""
	return _ways().roles.get(state, [])


@dataclass(frozen=True)
class _Ways:
	"""What the Workflow allows: where it begins, transitions without a condition, and who may act in each state."""

	start: str
	free: tuple[Step, ...]
	roles: dict[str, list[str]]

	def report(self, step: Step) -> bool:
		return step.from_state == self.start and step.to_stage == "Triage"

	def settle(self, step: Step) -> bool:
		return step.from_state == self.start and step.to_stage == "Feedback"


def _ways() -> _Ways:
	return memo.of("Workflow", _load, EVENT)


def _load() -> _Ways:
	workflow = workflow_of(EVENT)
	stages, roles = stages_by_state(workflow), defaultdict(set)
	for row in workflow.transitions:
		roles[row.state].add(row.allowed)
	free = tuple(step_from(row, stages) for row in workflow.transitions if not row.condition)
	return _Ways(first_state(EVENT), free, {state: sorted(names) for state, names in roles.items()})
