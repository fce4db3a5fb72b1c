"""What happens to an event when a transition is taken: lists of verbs, in their order."""

from datetime import datetime

from yumen_governance.events.handling import follow_up, handover, levels, requests
from yumen_governance.events.handling import unit_tasks as tasks_of_units
from yumen_governance.events.supervision import orders as supervision
from yumen_governance.time_limits.transitions import Step


def prepare(event, step: Step, now: datetime) -> None:
	"""Check and change the event itself, before it is stored."""
	tasks_of_units.check_result(event, step)
	requests.prepare(event, step, now)
	levels.prepare(event, step, now)
	follow_up.prepare(event, step, now)
	handover.prepare(event, step, now)


def follow(event, step: Step, user: str, now: datetime) -> None:
	"""Write what else belongs to the transition, after the event is stored."""
	requests.record(event, step, user, now)
	tasks_of_units.follow(event, step, user, now)
	if step.enters("Closed", "Void"):
		supervision.lift_all(event, user, now)
	follow_up.follow(event, step, user, now)
	handover.follow(event, step, user, now)
