"""Supervision: orders on an event in three levels, issued by hand or by the ladder, answered, and lifted by the centre."""

from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.query_builder.functions import Max
from frappe.utils import add_to_date

from yumen_governance.events.handling import acts, notices
from yumen_governance.grid_management.code_written import write
from yumen_governance.permissions import roles
from yumen_governance.permissions.scope import Scope

EVENT, DOCTYPE = "Governance Event", "Supervision Order"
LEVELS = ("Yellow", "Red", "Listed")
ISSUED, ANSWERED, LIFTED = "Issued", "Answered", "Lifted"
NOT_SUPERVISED = ("Intake", "Feedback", "Closed", "Void")


class SupervisionError(frappe.ValidationError):
	pass


def may_issue(event, scope: Scope) -> bool:
	"""Tell whether a person may supervise an event: the centre, or a leader above the grid that leads it."""
	if scope.writes_all:
		return True
	path = event.lead_grid_path or ""
	above = any(path.startswith(own) and path != own for own in scope.grid_paths)
	return roles.GRID_LEADER in scope.roles and above


def issue(event, level: str, reason: str, answer_by: datetime | None, user: str, now: datetime):
	"""Issue an order on an event to whoever has it, and return it.

	:param answer_by: None for the hours of the settings
	:raises SupervisionError: the event isn't under way, there is no reason, or the time to answer is over
	"""
	_check(event, level, reason, answer_by, now)
	order = frappe.new_doc(DOCTYPE)
	order.update(
		{
			"event": event.name,
			"event_title": event.title,
			"level": level,
			"grid": event.lead_grid,
			"unit": event.lead_unit,
			"reason": reason,
			"answer_by": answer_by or add_to_date(now, hours=hours_to_answer()),
			"issued_by": user,
			"issued_on": now,
		}
	)
	write(order)
	recount([event.name])
	acts.note(event, "Issue Supervision Order", user, now, _("{0}: {1}").format(_(level), reason))
	notices.supervised(event, order)
	return order


def _check(event, level: str, reason: str, answer_by: datetime | None, now: datetime) -> None:
	if level not in LEVELS:
		frappe.throw(_("{0} is not a level of supervision.").format(level), SupervisionError)
	if event.stage in NOT_SUPERVISED:
		frappe.throw(_("Only an event that is under way can be supervised."), SupervisionError)
	if not (reason or "").strip():
		frappe.throw(_("Please say why."), SupervisionError)
	if answer_by and answer_by <= now:
		frappe.throw(_("The time to answer must lie ahead."), SupervisionError)


def hours_to_answer() -> int:
	"""Return how many hours an order leaves for the answer, unless it says otherwise."""
	return frappe.get_cached_doc("Event Settings").supervision_answer_hours or 24


def answer(order, reply: str, user: str, now: datetime) -> None:
	"""Answer an order: what was done, and by when the event will be settled.

	:raises SupervisionError: it was answered or lifted already, or nothing is said
	"""
	if order.status != ISSUED:
		frappe.throw(_("This order is {0} already.").format(_(order.status)), SupervisionError)
	if not (reply or "").strip():
		frappe.throw(_("Please say what was done."), SupervisionError)
	write(order.update({"status": ANSWERED, "reply": reply, "replied_by": user, "replied_on": now}))
	event = frappe.get_doc(EVENT, order.event)
	acts.note(event, "Answer Supervision Order", user, now, reply)
	notices.answered(event, order)


def lift(order, opinion: str, user: str, now: datetime) -> None:
	"""Lift an order.

	:raises SupervisionError: it was lifted already, or nothing is said
	"""
	if order.status == LIFTED:
		frappe.throw(_("This order is {0} already.").format(_(order.status)), SupervisionError)
	if not (opinion or "").strip():
		frappe.throw(_("Please say why."), SupervisionError)
	write(order.update({"status": LIFTED, "lifting_opinion": opinion, "lifted_by": user, "lifted_on": now}))
	recount([order.event])
	event = frappe.get_doc(EVENT, order.event)
	acts.note(event, "Lift Supervision Order", user, now, opinion)
	notices.lifted(event, order)


def lift_all(event, user: str, now: datetime) -> None:
	"""Lift what is left of the orders on an event that has ended."""
	orders = frappe.get_all(DOCTYPE, {"event": event.name, "status": ["!=", LIFTED]}, pluck="name")
	for name in orders:
		ended = {"lifting_opinion": _("The event has ended"), "lifted_by": user, "lifted_on": now}
		write(frappe.get_doc(DOCTYPE, name).update({"status": LIFTED, **ended}))
	if orders:
		event.supervision_level = ""
		recount([event.name])


def recount(events: list[str]) -> None:
	"""Set the level of supervision of events to that of their highest order that isn't lifted; at most five statements."""
	highest = highest_levels(events)
	for level in (*LEVELS, ""):
		names = [name for name in events if highest.get(name, "") == level]
		if names:
			table = frappe.qb.DocType(EVENT)
			frappe.qb.update(table).set(table.supervision_level, level).where(table.name.isin(names)).run()
	for name in events:
		frappe.clear_document_cache(EVENT, name)


def highest_levels(events: list[str]) -> dict[str, str]:
	"""Return the level of the highest order of each event that isn't lifted, for those that have one."""
	if not events:
		return {}
	order = frappe.qb.DocType(DOCTYPE)
	rank = Case()
	for number, level in enumerate(LEVELS):
		rank = rank.when(order.level == level, number)
	rows = (
		frappe.qb.from_(order)
		.select(order.event, Max(rank))
		.where(order.event.isin(events) & (order.status != LIFTED))
		.groupby(order.event)
	).run()
	return {event: LEVELS[number] for event, number in rows}
