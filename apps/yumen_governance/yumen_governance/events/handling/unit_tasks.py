"""Who does what for an event: one task for its lead, one for each unit or grid that assists."""

from dataclasses import dataclass, replace
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.events.handling import acts, notices
from yumen_governance.events.handling.requests import is_request
from yumen_governance.grid_management.code_written import write
from yumen_governance.grid_management.grid_words import listing
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks.rules import JOINT_ACTION
from yumen_governance.time_limits.transitions import Step

DOCTYPE = "Event Task"
LEAD, ASSIST = "Lead", "Assist"
TO_SIGN, IN_PROGRESS, DONE, RELEASED = "To Sign", "In Progress", "Done", "Released"
OPEN = (TO_SIGN, IN_PROGRESS)
ENDED = ("Closed", "Void")


class TaskError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Party:
	"""A unit or a grid that gets a task: what is asked of it, and until when."""

	unit: str | None = None
	grid: str | None = None
	asked: str | None = None
	due_on: datetime | None = None
	answer_by: datetime | None = None
	answer_clock: str | None = None

	def is_that_of(self, task) -> bool:
		return (self.unit or None, self.grid or None) == (task.unit or None, task.grid or None)


def assign(event, lead: Party | None, assisting: list[Party], user: str, now: datetime) -> list:
	"""Give an event to a lead and to who assists; who has it already keeps their task.

	:param lead: releases the open task of another lead; None leaves the lead as it is
	:return: the new tasks
	"""
	live = tasks_of(event.name, is_live=1)
	new = _assign_lead(event, lead, [task for task in live if task.role == LEAD], user, now) if lead else []
	present = [task for task in live if task.role == ASSIST]
	for party in dict.fromkeys(assisting):
		if not any(party.is_that_of(task) for task in present) and not (lead and same_party(lead, party)):
			new.append(_make(event, ASSIST, party, user, now))
	return new


def same_party(one: Party, other: Party) -> bool:
	"""Tell whether two are the same unit or grid."""
	return (one.unit or None, one.grid or None) == (other.unit or None, other.grid or None)


def _assign_lead(event, lead: Party, present: list, user: str, now: datetime) -> list:
	kept = [task for task in present if task.status in OPEN and lead.is_that_of(task)]
	for task in present:
		if task.status in OPEN and task not in kept:
			_end(task, RELEASED, user, now)
		elif task not in kept:
			_put_away(task)
	return [] if kept else [_make(event, LEAD, lead, user, now)]


def _make(event, role: str, party: Party, user: str, now: datetime):
	task = frappe.new_doc(DOCTYPE)
	task.update(
		{
			"event": event.name,
			"event_title": event.title,
			"role": role,
			"unit": party.unit,
			"grid": party.grid,
			"asked": party.asked,
			"due_on": party.due_on or event.due_on,
			"is_joint_action": int(bool(party.answer_by)),
			"answer_by": party.answer_by,
			"answer_clock": party.answer_clock,
			"ordered_by": user,
			"ordered_on": now,
		}
	)
	write(task)
	if role == ASSIST:
		notices.task_assigned(event, task)
	return task


def tasks_of(event: str, **filters) -> list:
	"""Return the tasks of an event in the order in which they were given."""
	names = frappe.get_all(
		DOCTYPE, {"event": event, **filters}, pluck="name", order_by="ordered_on, creation"
	)
	return [frappe.get_doc(DOCTYPE, name) for name in names]


def check_result(event, step: Step) -> None:
	"""Refuse the lead's result while somebody who assists isn't done; the centre may release them.

	:raises TaskError: names who isn't done
	"""
	if not step.enters("Review", "Feedback") or is_request(step):
		return
	waiting = tasks_of(event.name, role=ASSIST, status=["in", OPEN])
	if waiting:
		names = listing(map(party_name, waiting))
		frappe.throw(
			_("Not done yet: {0}. Please wait for their results, or ask the centre to release them.").format(
				names
			),
			TaskError,
		)


def party_name(task) -> str:
	"""Return what the unit or grid of a task is called."""
	if task.unit:
		return frappe.db.get_value("Functional Unit", task.unit, "unit_name")
	return frappe.db.get_value("Grid", task.grid, "grid_name")


def follow(event, step: Step, user: str, now: datetime) -> None:
	"""Let the tasks follow a transition of their event: assigned, signed for, done, ended."""
	if step.to_stage == "Assigned":
		assign(event, lead_of(event), _assisting(event), user, now)
	if step.to_stage in ENDED:
		end_all(event, user, now)
	elif step.enters("Handling"):
		_begin_lead(event, user, now)
	elif step.enters("Review", "Feedback") and not is_request(step):
		_finish_lead(event, user, now)


def lead_of(event) -> Party | None:
	"""Return who leads an event."""
	return Party(event.lead_unit, event.lead_grid) if event.lead_unit or event.lead_grid else None


def _assisting(event) -> list[Party]:
	return [Party(unit=row.unit, asked=event.dispatch_opinion) for row in event.assisting_units]


def _begin_lead(event, user: str, now: datetime) -> None:
	"""Sign the lead's task; a result that was sent back makes it open again."""
	for task in tasks_of(event.name, role=LEAD, is_live=1):
		signed = {} if task.signed_on else {"signed_by": user, "signed_on": now}
		write(task.update({"status": IN_PROGRESS, "done_by": None, "done_on": None, **signed}))


def _finish_lead(event, user: str, now: datetime) -> None:
	for task in tasks_of(event.name, role=LEAD, status=["in", OPEN]):
		write(task.update({"status": DONE, "result": event.result, "done_by": user, "done_on": now}))


def end_all(event, user: str, now: datetime) -> None:
	"""End the tasks of an event that has ended: what was open is released."""
	for task in tasks_of(event.name, is_live=1):
		if task.status in OPEN:
			_end(task, RELEASED, user, now)
		else:
			_put_away(task)


def _end(task, status: str, user: str, now: datetime) -> None:
	_end_clock(task, now)
	write(task.update({"status": status, "done_by": user, "done_on": now, "is_live": 0}))


def _put_away(task) -> None:
	write(task.update({"is_live": 0}))


def sign(task, user: str, now: datetime) -> None:
	"""Sign for a task, which says that it has arrived and is being worked on.

	:raises TaskError: it isn't waiting for that
	"""
	_check_is(task, TO_SIGN)
	_end_clock(task, now)
	write(task.update({"status": IN_PROGRESS, "signed_by": user, "signed_on": now}))
	acts.note(frappe.get_doc("Governance Event", task.event), "Sign Task", user, now, party_name(task))


def finish(task, result: str, user: str, now: datetime) -> None:
	"""Hand in what came of a task that assists.

	:raises TaskError: it isn't being worked on, it is the lead's, or there is no result
	"""
	_check_is(task, IN_PROGRESS)
	if task.role == LEAD:
		frappe.throw(_("The lead hands in its result on the event itself."), TaskError)
	if not (result or "").strip():
		frappe.throw(_("Please say what was done."), TaskError)
	write(task.update({"status": DONE, "result": result, "done_by": user, "done_on": now}))
	said = _("{0}: {1}").format(party_name(task), result)
	acts.note(frappe.get_doc("Governance Event", task.event), "Finish Task", user, now, said)


def release(task, reason: str, user: str, now: datetime) -> None:
	"""Take a task back that assists: the event goes on without it.

	:raises TaskError: it is over already, or the lead's
	"""
	if task.role == LEAD or task.status not in OPEN:
		frappe.throw(_("Only an open task of who assists can be released."), TaskError)
	task.result = reason
	_end(task, RELEASED, user, now)
	said = _("{0}: {1}").format(party_name(task), reason)
	acts.note(frappe.get_doc("Governance Event", task.event), "Release Task", user, now, said)


def add(event, parties: list[Party], user: str, now: datetime) -> list:
	"""Let further units or grids assist with an event that is under way.

	:raises TaskError: it is not under way, or nobody new is named
	"""
	if event.stage in ("Intake", "Triage", "Feedback", *ENDED):
		frappe.throw(_("Nobody can assist with an event that isn't being handled."), TaskError)
	lead = lead_of(event)
	parties = [party for party in parties if not (lead and same_party(lead, party))]
	made = assign(event, None, _with_clocks(event, parties, user, now), user, now)
	if not made:
		frappe.throw(_("All of them have this event already."), TaskError)
	joint = any(task.is_joint_action for task in made)
	said = _("{0}: {1}").format(listing(map(party_name, made)), made[0].asked or "")
	acts.note(event, "Joint Action" if joint else "Assign Task", user, now, said)
	return made


def _with_clocks(event, parties: list[Party], user: str, now: datetime) -> list[Party]:
	"""Begin the clocks of those who are called to answer by a time, and who haven't a task yet."""
	present = tasks_of(event.name, is_live=1, role=ASSIST)
	new = [party for party in parties if not any(party.is_that_of(task) for task in present)]
	if not new or not new[0].answer_by:
		return parties
	called = [clocks.Called(party.unit, party.grid, user) for party in new]
	names = clocks.begin_calls(event, JOINT_ACTION, called, new[0].answer_by, now)
	return [replace(party, answer_clock=name) for party, name in zip(new, names, strict=True)]


def _end_clock(task, now: datetime) -> None:
	if task.answer_clock:
		clocks.end("Governance Event", task.event, [task.answer_clock], now)


def mark_unanswered(names: list[str]) -> None:
	"""Mark the tasks whose clocks ran out before anybody signed, in one statement.

	:param names: the clocks
	"""
	task = frappe.qb.DocType(DOCTYPE)
	unanswered = task.answer_clock.isin(names) & (task.status == TO_SIGN)
	frappe.qb.update(task).set(task.answer_overdue, 1).where(unanswered).run()


def _check_is(task, status: str) -> None:
	if task.status != status:
		frappe.throw(_("This task is {0} now.").format(_(task.status)), TaskError)
