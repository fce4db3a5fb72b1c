"""What the assigned side asks of the centre (to return an event, for more time, to suspend it), and the decision."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from yumen_governance.events.handling import notices
from yumen_governance.events.handling.extension import extend
from yumen_governance.grid_management.code_written import write
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.transitions import Step

DOCTYPE = "Event Request"
KINDS = {
	effects.REQUEST_RETURN: "Return",
	effects.REQUEST_EXTENSION: "Extension",
	effects.REQUEST_SUSPENSION: "Suspension",
}
DECISIONS = {
	effects.GRANT_REQUEST: "Granted",
	effects.REFUSE_REQUEST: "Refused",
	effects.WITHDRAW_REQUEST: "Withdrawn",
}


class RequestError(frappe.ValidationError):
	pass


def is_request(step: Step) -> bool:
	"""Tell whether a step asks the centre for something, in place of handing in a result."""
	return step.effect in KINDS


def prepare(event, step: Step, now: datetime) -> None:
	"""Check what a step asks for or grants, and mark the event; before it is stored.

	:raises RequestError: a due time that is no extension, a review date that isn't ahead
	"""
	granted = outcome(event, step) == "Granted"
	kind = KINDS.get(step.effect) or (event.open_request if granted else None)
	if kind == "Extension":
		_check_extension(event, now)
	if kind == "Suspension" or step.effect == effects.SUSPEND:
		_check_review_date(event, now)
	event.flags.request_before = event.open_request
	if event.open_request or step.effect in KINDS:
		event.open_request = KINDS.get(step.effect)
	if event.open_request:
		event.request_decision = None
	_mark_suspension(event, step, now)


def outcome(event, step: Step) -> str:
	"""Return what becomes of an open request: what moves the event on without deciding, withdraws it."""
	if step.effect == effects.DECIDE_REQUEST:
		return "Granted" if event.request_decision == "Granted" else "Refused"
	return DECISIONS.get(step.effect, "Withdrawn")


def _mark_suspension(event, step: Step, now: datetime) -> None:
	if step.enters("Suspended"):
		event.suspended_on = now
	if step.leaves("Suspended"):
		event.update({"suspended_on": None, "review_on": None, "suspension_plan": None})


def _check_extension(event, now: datetime) -> None:
	asked = get_datetime(event.requested_due_on)
	event.requested_due_on = asked and asked.replace(microsecond=0)
	if not asked or asked <= now or (event.due_on and asked <= get_datetime(event.due_on)):
		frappe.throw(
			_("The requested due time must lie after the present one and after now."),
			RequestError,
		)


def _check_review_date(event, now: datetime) -> None:
	if not event.review_on or getdate(event.review_on) <= getdate(now):
		frappe.throw(_("The review date must lie after today."), RequestError)


def record(event, step: Step, user: str, now: datetime) -> None:
	"""Write down a request, or the decision on the one that was open; after the event is stored."""
	if step.effect in KINDS:
		_ask(event, KINDS[step.effect], user, now)
	elif step.effect == effects.SUSPEND:
		request = _new(event, "Suspension", user, now)
		_note_decision(request, event, "Granted", user, now)
		write(request)
	elif event.flags.request_before:
		_decide(event, outcome(event, step), user, now)


def open_request(event: str):
	"""Return the open request about an event, None without one."""
	name = frappe.db.get_value(DOCTYPE, {"event": event, "status": "Open"}, order_by="creation desc")
	return frappe.get_doc(DOCTYPE, name) if name else None


def _ask(event, kind: str, user: str, now: datetime) -> None:
	write(_new(event, kind, user, now))


def _new(event, kind: str, user: str, now: datetime):
	before = event.get_doc_before_save() or event
	request = frappe.new_doc(DOCTYPE)
	request.update(
		{
			"event": event.name,
			"event_title": event.title,
			"kind": kind,
			"reason": event.request_reason,
			"grid": before.lead_grid,
			"unit": before.lead_unit,
			"asked_by": user,
			"asked_on": now,
		}
	)
	if kind == "Extension":
		request.update({"requested_due_on": event.requested_due_on, "due_before": event.due_on})
	if kind == "Suspension":
		request.update({"plan": event.suspension_plan, "review_on": event.review_on})
	return request


def _decide(event, status: str, user: str, now: datetime) -> None:
	request = open_request(event.name)
	if not request:
		return
	_note_decision(request, event, status, user, now)
	if status == "Granted" and request.kind == "Extension":
		request.granted_due_on = event.requested_due_on
		extend(event, get_datetime(event.requested_due_on), request.reason)
		event.due_on = event.requested_due_on
	if status == "Granted" and request.kind == "Suspension":
		request.review_on = event.review_on
	write(request)
	notices.request_decided(event, request)


def _note_decision(request, event, status: str, user: str, now: datetime) -> None:
	redispatched = request.kind == "Return" and status == "Granted"
	opinion = event.dispatch_opinion if redispatched else event.decision_opinion
	said = None if status == "Withdrawn" else opinion
	request.update({"status": status, "opinion": said, "decided_by": user, "decided_on": now})
