"""Opening and ending the steps of a case."""

from collections.abc import Mapping
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution import guide, moves, step_reactions
from yumen_governance.dispute_resolution.committees import committee_for
from yumen_governance.dispute_resolution.guide_rules import BLOCKED, BLOCKS, UNDER_WAY, Road
from yumen_governance.dispute_resolution.methods import method_of
from yumen_governance.dispute_resolution.step_rules import BEFORE_A_PANEL
from yumen_governance.time_limits.stages import ENDED
from yumen_governance.time_limits.transitions import step_by

CASE, STEP = "Dispute Case", "Resolution Step"


class StepNotOpenError(frappe.ValidationError):
	pass


def open_step(case: str, method: str, user: str, now: datetime, values: Mapping | None = None):
	"""Open a step of a case by a method and bring the case under resolution.

	The right to change the case is the caller's to check. Everybody who works on the step gets sight of the case, and
	the functions of the hook `step_opened` are called (step, user, now).

	:param values: further fields of the step
	:return: the Resolution Step
	:raises StepNotOpenError: the guide says that the method can't be used now, and why
	"""
	stored = frappe.get_doc(CASE, case, for_update=True)
	_check_road(guide.guide(stored).road(method), method)
	step = frappe.new_doc(STEP)
	step.update({**_from_method(method, stored), **dict(values or {})})
	step.update(
		{
			"dispute_case": case,
			"case_title": stored.title,
			"dispute_type": stored.dispute_type,
			"method": method,
			"step_number": 1 + frappe.db.count(STEP, {"dispute_case": case}),
			"opened_on": now,
		}
	)
	step.insert(ignore_permissions=True)  # whoever may change the case opens its steps
	moves.begin(case, now)
	step_reactions.note_opened(step, user, now)
	for function in frappe.get_hooks("step_opened"):
		frappe.get_attr(function)(step, user, now)
	return step


def _check_road(road: Road | None, method: str) -> None:
	if not road:
		frappe.throw(_("{0} is not in use.").format(method), StepNotOpenError)
	if road.status == UNDER_WAY:
		frappe.throw(_("{0} is under way already: step {1}.").format(method, road.step), StepNotOpenError)
	if not road.can_open:
		blocking = [
			reason.text for reason in road.reasons if reason.effect == BLOCKS or road.status != BLOCKED
		]
		frappe.throw("<br>".join([_("{0} can't be used now.").format(method), *blocking]), StepNotOpenError)


def _from_method(name: str, case) -> dict:
	method = method_of(name)
	committee = method.committee or None
	if method.by_committee and not committee:
		committee = committee_for(case.dispute_type, case.grid_path)
	return {
		"form": method.form,
		"consultation_type": method.consultation_type or None,
		"committee": committee,
		"lead_unit": (method.unit or None) if method.form in BEFORE_A_PANEL else None,
	}


def open_steps(case: str) -> list[str]:
	"""Return the steps of a case that haven't ended."""
	where = {"dispute_case": case, "stage": ["not in", ENDED]}
	return frappe.get_all(STEP, where, pluck="name", order_by="step_number")


def conclude(name: str, effect: str, now: datetime, **values):
	"""End a step by the transition that has an effect, as a result of what was done elsewhere (an agreement, a consultation).

	:param effect: one of STEP_AGREES and its like (time_limits/effects.py)
	:param values: fields of the step, such as outcome_note
	:return: the step; as it was, when it has ended already or its Workflow has no such way from where it is
	"""
	step = frappe.get_doc(STEP, name, for_update=True)
	taken = step_by(step, effect)
	if step.stage in ENDED or not taken:
		return step
	step.update(values)
	step.workflow_state = taken.to_state
	step.flags.automatic_step = taken
	return step.save(ignore_permissions=True)  # the deed that ends it was checked
