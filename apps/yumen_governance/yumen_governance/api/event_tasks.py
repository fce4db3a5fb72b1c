"""Tasks of units and grids for an event over HTTP."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from yumen_governance.events.handling import unit_tasks as tasks_of_units
from yumen_governance.events.handling.unit_tasks import Party, TaskError
from yumen_governance.permissions import roles
from yumen_governance.permissions.case import refusal
from yumen_governance.permissions.scope import scope_of

EVENT, TASK = "Governance Event", "Event Task"
MOST_PARTIES = 20


@frappe.whitelist(methods=["POST"])
def assist(
	event: str,
	asked: str,
	units: list | str | None = None,
	grids: list | str | None = None,
	due_on: str | None = None,
) -> list[str]:
	"""Let further units and grids assist with an event, and return their tasks.

	:raises frappe.PermissionError: the person isn't of the centre
	:raises TaskError: the event isn't being handled, or nobody new is named
	"""
	doc = _event_to_write(event)
	if not scope_of(frappe.session.user).writes_all:
		frappe.throw(refusal(EVENT), frappe.PermissionError)
	due = _ahead(due_on) if due_on else None
	parties = [Party(unit=unit, asked=asked, due_on=due) for unit in _names(units)]
	parties += [Party(grid=grid, asked=asked, due_on=due) for grid in _names(grids)]
	return _give(doc, parties, asked)


@frappe.whitelist(methods=["POST"])
def call_together(event: str, units: list | str, asked: str, answer_by: str) -> list[str]:
	"""Call several units at once to an event that the person's grid leads, to answer by a time; return their tasks.

	:raises frappe.PermissionError: the person is neither a leader of the grid that leads the event nor of the centre
	:raises TaskError: the event isn't being handled, the time is over, or nobody new is named
	"""
	doc = _event_to_write(event)
	scope = scope_of(frappe.session.user)
	if not scope.writes_all and not (roles.GRID_LEADER in scope.roles and doc.lead_grid):
		frappe.throw(
			_("Only a grid leader whose grid has the event, or the centre, calls units together."),
			frappe.PermissionError,
		)
	by = _ahead(answer_by)
	return _give(doc, [Party(unit=unit, asked=asked, answer_by=by) for unit in _names(units)], asked)


@frappe.whitelist(methods=["POST"])
def sign(task: str) -> str:
	"""Sign for a task of the person's unit or grid, and return its status.

	:raises frappe.PermissionError: it isn't theirs
	:raises TaskError: it isn't waiting for that
	"""
	doc = _task_to_write(task)
	_refuse_lead(doc)
	tasks_of_units.sign(doc, frappe.session.user, now_datetime())
	return doc.status


@frappe.whitelist(methods=["POST"])
def finish(task: str, result: str) -> str:
	"""Hand in the result of a task of the person's unit or grid, and return its status.

	:raises frappe.PermissionError: it isn't theirs
	:raises TaskError: it isn't being worked on, or there is no result
	"""
	doc = _task_to_write(task)
	_refuse_lead(doc)
	tasks_of_units.finish(doc, result, frappe.session.user, now_datetime())
	return doc.status


@frappe.whitelist(methods=["POST"])
def release(task: str, reason: str) -> str:
	"""Take a task back: the centre any, who called for a joint action its own; return its status.

	:raises frappe.PermissionError: neither of them
	:raises TaskError: it is over already, the lead's, or no reason is given
	"""
	doc = _task_to_write(task)
	user = frappe.session.user
	mine = doc.is_joint_action and doc.ordered_by == user
	if not (mine or scope_of(user).writes_all):
		frappe.throw(refusal(TASK), frappe.PermissionError)
	if not reason.strip():
		frappe.throw(_("Please say why."), TaskError)
	tasks_of_units.release(doc, reason, user, now_datetime())
	return doc.status


def _event_to_write(name: str):
	event = frappe.get_doc(EVENT, name)
	event.check_permission("write")
	return event


def _task_to_write(name: str):
	"""Hold the event before its task, as the sweep does, so that the two never wait for each other."""
	frappe.db.get_value(EVENT, frappe.db.get_value(TASK, name, "event"), "name", for_update=True)
	task = frappe.get_doc(TASK, name, for_update=True)
	task.check_permission("write")
	return task


def _refuse_lead(task) -> None:
	if task.role == tasks_of_units.LEAD:
		frappe.throw(_("The lead signs and hands in its result on the event itself."), TaskError)


def _give(event, parties: list[Party], asked: str) -> list[str]:
	if not parties or len(parties) > MOST_PARTIES:
		frappe.throw(_("Please name 1 to {0} units or grids.").format(MOST_PARTIES), TaskError)
	if not asked.strip():
		frappe.throw(_("Please say what is asked."), TaskError)
	for party in parties:
		_check_in_use("Functional Unit" if party.unit else "Grid", party.unit or party.grid)
	return [task.name for task in tasks_of_units.add(event, parties, frappe.session.user, now_datetime())]


def _check_in_use(doctype: str, name: str) -> None:
	if not frappe.db.get_value(doctype, name, "is_active"):
		frappe.throw(_("{0} {1} is not in use.").format(_(doctype), name), TaskError)


def _names(names: list | str | None) -> list[str]:
	rows = frappe.parse_json(names) if isinstance(names, str) else names
	return list(dict.fromkeys(str(name) for name in rows or ()))


def _ahead(text: str) -> datetime:
	moment = get_datetime(text)
	if not moment or moment <= now_datetime():
		frappe.throw(_("The time must lie ahead."), TaskError)
	return moment
