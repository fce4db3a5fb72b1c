"""Dispatch without a dispatcher: what a Routing Rule that dispatches at once does with a reported event."""

import frappe

from yumen_governance.events.handling.steps import EVENT, dispatch_from
from yumen_governance.events.routing.routes import Decision, assisting_units
from yumen_governance.time_limits.stages import requirements
from yumen_governance.time_limits.transitions import Step


def dispatch(name: str, decision: Decision):
	"""Dispatch a reported event as its rule says, with everything that a dispatch by a person brings about.

	:return: the event; None where the Workflow has no such way, or asks for more than the rule says: then a person decides
	"""
	event = frappe.get_doc(EVENT, name)
	step = _step(event.workflow_state, decision)
	if not step:
		return None
	event.update(_values(decision))
	event.set("assisting_units", [{"unit": unit} for unit in assisting_units(decision.rule.name)])
	event.workflow_state = step.to_state
	event.flags.automatic_step = step
	return event.save(ignore_permissions=True)  # the rule dispatches, not the person who reported


def _step(state: str, decision: Decision) -> Step | None:
	step, values = dispatch_from(state), _values(decision)
	if not step or not all(any(values.get(name) for name in names) for names in requirements(step.asks_for)):
		return None
	return step


def _values(decision: Decision) -> dict:
	return {
		"lead_grid": decision.lead_grid,
		"lead_unit": decision.lead_unit,
		"dispatch_opinion": decision.opinion,
	}
