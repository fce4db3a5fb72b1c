"""An event that the centre's one-stop process takes over: where it went, and what came back.

What takes it over lies in an outer module, which is woken by the hook `event_handed_over`. Meanwhile the event waits,
its clocks rest, and the units that had it are released.
"""

from datetime import datetime

import frappe

from yumen_governance.events.handling import unit_tasks
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.stages import ENDED
from yumen_governance.time_limits.transitions import Step, step_by

EVENT = "Governance Event"


def prepare(event, step: Step, now: datetime) -> None:
	"""Note since when an event is with the one-stop process; it isn't a suspended one."""
	if step.effect == effects.HAND_OVER:
		event.update({"handed_over_on": now, "suspended_on": None})


def follow(event, step: Step, user: str, now: datetime) -> None:
	"""Release the units of an event that is handed over, and let the one-stop process take it."""
	if step.effect != effects.HAND_OVER:
		return
	unit_tasks.end_all(event, user, now)
	for function in frappe.get_hooks("event_handed_over"):
		frappe.get_attr(function)(event, user, now)


def note_target(event, doctype: str, name: str) -> None:
	"""Say on an event what it became."""
	values = {"handed_over_to_doctype": doctype, "handed_over_to": name}
	event.db_set(values, update_modified=False)


def settle(name: str, result: str, now: datetime) -> None:
	"""Let a handed-over event count as resolved, to be followed up; nothing when it isn't waiting for that."""
	_take(name, effects.SETTLED_ELSEWHERE, {"result": result})


def give_back(name: str, reason: str, now: datetime) -> None:
	"""Bring a handed-over event back to the centre's dispatchers: the process ended without settling it."""
	_take(name, effects.GIVEN_BACK, {"decision_opinion": reason})


def _take(name: str, effect: str, values: dict) -> None:
	event = frappe.get_doc(EVENT, name, for_update=True)
	step = step_by(event, effect)
	if event.stage in ENDED or not step:
		return
	event.update(values)
	event.workflow_state, event.flags.automatic_step = step.to_state, step
	event.save(ignore_permissions=True)  # the end of the process brings it about
