"""The queues that dispatchers and handlers work off: which cases stand in each, by stage, due time and flag.

No queue names a state. Under triage the shape of the Workflow tells two kinds of work apart: a case waits for dispatch
when a transition leads from its state into Assigned, otherwise it waits to be accepted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yumen_governance.permissions.scope import Scope
from yumen_governance.time_limits.stages import ENDED, RUNNING, STAGES, stages_by_state, workflow_of

EVENT = "Governance Event"
OPEN = tuple(stage for stage in STAGES if stage not in ENDED)
LATE, SOON = "late", "soon"
SOON_IS = timedelta(hours=24)


@dataclass(frozen=True)
class Queue:
	"""Cases in some stages; of them, by choice, what can be dispatched, what is late or soon, what carries a flag.

	order: the time by which they go, the due time unless it says another.
	"""

	key: str
	stages: tuple[str, ...]
	dispatchable: bool | None = None
	due: str | None = None
	flag: tuple[str, str | int] | None = None
	order: str | None = None

	def states(self) -> frozenset[str] | None:
		"""Return the states of today's Workflow that belong here, None for every state of the stages."""
		if self.dispatchable is None:
			return None
		leading = dispatchable_states()
		return leading if self.dispatchable else states_in(self.stages) - leading

	def due_between(self, now: datetime) -> tuple[datetime | None, datetime | None]:
		"""Return from when until before when a case of this queue is due, None for no bound."""
		return {LATE: (None, now), SOON: (now, now + SOON_IS)}.get(self.due, (None, None))


OPEN_CASES = Queue("open", OPEN)
TO_SIGN = Queue("to_sign", ("Assigned",))
BY_TIME = (Queue(SOON, RUNNING, due=SOON), Queue(LATE, RUNNING, due=LATE))
SUSPENDED = Queue("suspended", ("Suspended",))

CENTRE = (
	Queue("to_accept", ("Triage",), dispatchable=False),
	Queue("to_dispatch", ("Triage",), dispatchable=True),
	TO_SIGN,
	*BY_TIME,
	Queue("returned", OPEN, flag=("open_request", "Return")),
	Queue("to_review", ("Review",)),
	Queue("to_follow_up", ("Feedback",), flag=("follow_up", "To Call"), order="follow_up_on"),
	SUSPENDED,
	OPEN_CASES,
)
FIELD = (
	TO_SIGN,
	Queue("handling", ("Handling",)),
	*BY_TIME,
	Queue("returned", ("Assigned", "Handling"), flag=("came_back", 1)),
	SUSPENDED,
	OPEN_CASES,
)


def queues_of(scope: Scope) -> tuple[Queue, ...]:
	"""Return the queues of a person: the centre's, or those of somebody who handles cases."""
	return CENTRE if scope.sees_all else FIELD


def queue_of(scope: Scope, key: str | None) -> Queue:
	"""Return one of a person's queues, the first of them without a key.

	:raises KeyError: the person has no such queue
	"""
	queues = {queue.key: queue for queue in queues_of(scope)}
	return queues[key] if key else next(iter(queues.values()))


def dispatchable_states() -> frozenset[str]:
	"""Return the states under triage from which a transition leads into Assigned."""
	workflow = workflow_of(EVENT)
	stage = stages_by_state(workflow) if workflow else {}
	return frozenset(
		row.state
		for row in (workflow.transitions if workflow else ())
		if stage.get(row.state) == "Triage" and stage.get(row.next_state) == "Assigned"
	)


def states_in(stages: tuple[str, ...]) -> frozenset[str]:
	"""Return the states of today's Workflow in some stages."""
	workflow = workflow_of(EVENT)
	return frozenset(
		state for state, stage in (stages_by_state(workflow) if workflow else {}).items() if stage in stages
	)
