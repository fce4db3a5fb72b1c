"""Follow-up: which settled events are called, what the call brings, and what an unsatisfied answer does."""

import hashlib
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import add_to_date, get_datetime
from frappe.utils.nestedset import get_ancestors_of

from yumen_governance.events.handling import acts
from yumen_governance.grid_management.code_written import write
from yumen_governance.time_limits import clocks, effects
from yumen_governance.time_limits.clocks.rules import FOLLOW_UP as CALL_CLOCK
from yumen_governance.time_limits.transitions import Step, next_state_by, step_by

RULE, QUESTION, VISIT = "Follow-up Rule", "Follow-up Question", "Follow-up Visit"
TO_CALL, NOT_SAMPLED, NOT_REACHED, CALLED = "To Call", "Not Sampled", "Not Reached", "Called"
UNSATISFIED = ("Dissatisfied", "Very Dissatisfied")
TEN_THOUSAND = 10_000


class FollowUpError(frappe.ValidationError):
	pass


def prepare(event, step: Step, now: datetime) -> None:
	"""Say whether an event that was settled is called; forget the answer when it is reopened."""
	if step.enters("Feedback"):
		event.follow_up = wanted(event)
		event.follow_up_on = now if event.follow_up == TO_CALL else None
	if step.effect == effects.FOLLOW_UP:
		event.follow_up = CALLED
	if step.effect == effects.REOPEN:
		event.update({"satisfaction": None, "follow_up": None, "follow_up_on": None})
		event.update({"reopen_count": (event.reopen_count or 0) + 1})


def wanted(event) -> str:
	"""Return To Call or Not Sampled, by the first rule that fits; without a rule an event is called."""
	rule = next((rule for rule in _rules() if _fits(rule, event)), None)
	return TO_CALL if not rule or is_sampled(event.name, rule.share) else NOT_SAMPLED


def is_sampled(number: str, share: float) -> bool:
	"""Tell whether an event falls into a share, by its number alone, so that anybody can check the draw.

	:param share: percent; of ten thousand places, which SHA-256 of the number chooses, the first belong to it
	"""
	place = int(hashlib.sha256(number.encode()).hexdigest()[:12], 16) % TEN_THOUSAND
	return place < share * TEN_THOUSAND / 100


def _rules() -> list:
	fields = ["share", "category", "source", "urgency", "only_reopened", "only_settled_on_spot"]
	return frappe.get_all(RULE, {"is_active": 1}, fields, order_by="sort_order, name")


def _fits(rule, event) -> bool:
	return (
		rule.source in (None, "", event.source)
		and rule.urgency in (None, "", event.urgency)
		and (not rule.only_reopened or event.reopen_count)
		and (not rule.only_settled_on_spot or event.get("settled_on_spot"))
		and lies_under(event.category, rule.category)
	)


def lies_under(category: str, above: str | None) -> bool:
	"""Tell whether a category is another one or lies under it; under none lies every one."""
	return not above or category == above or above in get_ancestors_of("Event Category", category)


def questions(category: str) -> list[dict]:
	"""Return the questions that are asked about an event of a category, in their order."""
	rows = frappe.get_all(
		QUESTION,
		{"is_active": 1},
		["question", "answer_kind", "category"],
		order_by="sort_order, creation",
	)
	return [
		{"question": row.question, "answer_kind": row.answer_kind}
		for row in rows
		if lies_under(category, row.category)
	]


def reached(event, satisfaction: str, answers: list[dict], comment: str, user: str, now: datetime):
	"""Write down a call in which the reporter answered, and take the event on.

	:param answers: {question, answer} each
	:raises FollowUpError: the event isn't to be called, or the grade is missing
	"""
	state = next_state_by(event, effects.FOLLOW_UP, frappe.get_roles(user))
	if not state:
		frappe.throw(_("This event isn't waiting for a follow-up call."), FollowUpError)
	if not satisfaction:
		frappe.throw(_("Please say how satisfied the reporter is."), FollowUpError)
	visit = _visit(event, "Reached", user, now)
	visit.update({"satisfaction": satisfaction, "comment": comment})
	visit.set("answers", [row for row in answers if row.get("answer")])
	event.flags.visit = visit
	return event.update({"satisfaction": satisfaction, "workflow_state": state}).save()


def answered(event, satisfaction: str, comment: str, user: str, now: datetime, reopens: bool) -> bool:
	"""Take in the answer that the reporter gave without being called, which stands for the call; the system takes the step.

	:param user: the account in whose name it is written
	:param reopens: whether an unsatisfied answer sends the event back to whoever had it
	:return: whether it was reopened
	"""
	if step := step_by(event, effects.FOLLOW_UP):
		visit = _visit(event, "Reached", user, now)
		event.flags.visit = visit.update({"satisfaction": satisfaction, "comment": comment})
		event.flags.automatic_step = step
		event.flags.reopens_elsewhere = True
		event.update({"satisfaction": satisfaction, "workflow_state": step.to_state})
		event.save(ignore_permissions=True)  # the reporter answers for themselves
	again = step_by(event, effects.REOPEN) if reopens else None
	if satisfaction not in UNSATISFIED or not again:
		return False
	event = frappe.get_doc(event.doctype, event.name)
	event.dispatch_opinion = "\n".join(filter(None, [_("The reporter isn't satisfied"), comment]))
	event.workflow_state, event.flags.automatic_step = again.to_state, again
	event.save(ignore_permissions=True)  # the settings let an unsatisfied answer reopen it
	return True


def not_reached(event, comment: str, next_attempt_on: datetime | None, user: str, now: datetime) -> str:
	"""Write down a call that nobody answered, and say when the next one is due; return what becomes of the event.

	After as many as the settings allow the event is closed without an answer.

	:raises FollowUpError: the event isn't to be called, or the next attempt isn't ahead
	"""
	if event.stage != "Feedback" or event.follow_up != TO_CALL:
		frappe.throw(_("This event isn't waiting for a follow-up call."), FollowUpError)
	if next_attempt_on and next_attempt_on <= now:
		frappe.throw(_("The next attempt must lie ahead."), FollowUpError)
	settings = frappe.get_cached_doc("Event Settings")
	again = next_attempt_on or add_to_date(now, hours=settings.follow_up_retry_hours or 24)
	visit = _visit(event, "Not Reached", user, now)
	last = _attempts(event) + 1 >= (settings.follow_up_attempts or 3)
	write(visit.update({"comment": comment, "next_attempt_on": None if last else again}))
	event.db_set({"follow_up": NOT_REACHED if last else TO_CALL, "follow_up_on": None if last else again})
	if last:
		clocks.end(event.doctype, event.name, [clock.name for clock in _clocks(event)], now)
	acts.note(event, "Call Not Answered", user, now, comment)
	return event.follow_up


def _attempts(event) -> int:
	since = get_datetime(event.resolved_on) if event.resolved_on else get_datetime(event.creation)
	filters = {"event": event.name, "outcome": "Not Reached", "called_on": [">=", since]}
	return frappe.db.count(VISIT, filters)


def _visit(event, outcome: str, user: str, now: datetime):
	visit = frappe.new_doc(VISIT)
	called = {"outcome": outcome, "called_by": user, "called_on": now}
	return visit.update({"event": event.name, "event_title": event.title, **called})


def follow(event, step: Step, user: str, now: datetime) -> None:
	"""Say until when a settled event is called; store a call, and reopen an event whose reporter isn't satisfied."""
	if event.follow_up_on and step.enters("Feedback"):
		_set_call_time(event)
	if step.effect != effects.FOLLOW_UP:
		return
	visit = event.flags.pop("visit", None) or _visit(event, "Reached", user, now)
	write(visit.update({"satisfaction": event.satisfaction}))
	if event.satisfaction in UNSATISFIED and not event.flags.reopens_elsewhere:
		reopen_by_itself(event, visit.comment, user)


def _set_call_time(event) -> None:
	"""Until when an event is called is the due time of its clock; where no rule gives it one, at once."""
	due = min((clock.run.due for clock in _clocks(event)), default=event.follow_up_on)
	event.db_set("follow_up_on", due, update_modified=False)


def _clocks(event) -> list:
	return [clock for clock in clocks.running(event.doctype, event.name) if clock.kind == CALL_CLOCK]


def reopen_by_itself(event, comment: str | None, user: str) -> None:
	"""Send an event back to whoever had it, as often as the settings say; after that the centre decides."""
	allowed = frappe.get_cached_doc("Event Settings").reopens_by_itself or 0
	state = next_state_by(event, effects.REOPEN, frappe.get_roles(user))
	if (event.reopen_count or 0) >= allowed or not state:
		return
	again = frappe.get_doc(event.doctype, event.name)
	again.dispatch_opinion = "\n".join(filter(None, [_("Not satisfied at the follow-up call"), comment]))
	again.workflow_state = state
	again.save()
	event.reload()
