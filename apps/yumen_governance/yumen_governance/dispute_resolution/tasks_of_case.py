"""Who does what for a case: one task for its lead, one for each unit that assists; what each recovered."""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import flt

from yumen_governance.dispute_resolution import access, acts, recovered
from yumen_governance.grid_management.code_written import write
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.stages import ENDED

CASE, TASK = "Dispute Case", "Case Task"
LEAD, ASSIST = "Lead", "Assist"
TO_SIGN, IN_PROGRESS, DONE, RELEASED = "To Sign", "In Progress", "Done", "Released"
OPEN = (TO_SIGN, IN_PROGRESS)
CAPACITY = {LEAD: access.LEAD_UNIT, ASSIST: access.ASSISTING_UNIT}
LONGEST_RESULT = 2000


class CaseTaskError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Order:
	"""What is asked of a unit, and until when."""

	unit: str
	role: str = ASSIST
	asked: str = ""
	due_on: datetime | None = None
	step: str | None = None


def assign(case: str, order: Order, user: str, now: datetime):
	"""Give a unit its task in a case, let it into the case and tell it; a lead takes the place of the one before.

	:return: the Case Task; the open one, when the unit has one in this role already
	:raises CaseTaskError: the case has ended, the unit isn't in use, or nothing is asked
	"""
	doc = frappe.get_doc(CASE, case, for_update=True)
	_check_order(doc, order)
	present = _open_tasks(case)
	for task in present:
		if (task.unit, task.role) == (order.unit, order.role):
			return frappe.get_doc(TASK, task.name)
	if order.role == LEAD:
		_replace_lead(doc, [task for task in present if task.role == LEAD], order, user, now)
	task = frappe.new_doc(TASK)
	task.update({"dispute_case": case, "case_title": doc.title, "unit": order.unit, "role": order.role})
	task.update({"asked": order.asked, "due_on": order.due_on, "step": order.step})
	write(task.update({"ordered_by": user, "ordered_on": now}))
	access.grant(case, access.Grant(CAPACITY[order.role], unit=order.unit), now, user, told=False)
	acts.note(doc, "Assign Task", user, now, _said(order.unit, order.asked))
	_tell(doc, task)
	return task


def _check_order(case, order: Order) -> None:
	if case.stage in ("Intake", *ENDED):
		frappe.throw(_("Units take part in a case from its registration until its end."), CaseTaskError)
	if not frappe.db.get_value("Functional Unit", order.unit, "is_active"):
		frappe.throw(_("{0} {1} is not in use.").format(_("Functional Unit"), order.unit), CaseTaskError)
	if not (order.asked or "").strip():
		frappe.throw(_("Please say what is asked."), CaseTaskError)


def _replace_lead(case, present: list, order: Order, user: str, now: datetime) -> None:
	for row in present:
		reason = _("{0} leads from now on.").format(unit_name(order.unit))
		_release(frappe.get_doc(TASK, row.name), reason, user, now)
	frappe.db.set_value(CASE, case.name, "lead_unit", order.unit)
	case.lead_unit = order.unit


def sign(task, user: str, now: datetime) -> None:
	"""Sign for a task, which says that it has arrived and is being worked on.

	:raises CaseTaskError: it isn't waiting for that
	"""
	_check_is(task, TO_SIGN)
	write(task.update({"status": IN_PROGRESS, "signed_by": user, "signed_on": now}))
	acts.note(frappe.get_doc(CASE, task.dispute_case), "Sign Task", user, now, unit_name(task.unit))


def finish(task, result: str, amount: float, user: str, now: datetime) -> None:
	"""Hand in what came of a task.

	:param amount: what the unit recovered outside of agreements, in yuan
	:raises CaseTaskError: it isn't being worked on, there is no result, or the amount is negative
	"""
	_check_is(task, IN_PROGRESS)
	if not (result or "").strip() or len(result) > LONGEST_RESULT:
		frappe.throw(
			_("Please say what was done, in at most {0} characters.").format(LONGEST_RESULT), CaseTaskError
		)
	if flt(amount) < 0:
		frappe.throw(_("The amount recovered can't be negative."), CaseTaskError)
	values = {"status": DONE, "result": result, "amount_recovered": flt(amount, 2)}
	write(task.update({**values, "done_by": user, "done_on": now}))
	recovered.recount(task.dispute_case)
	said = _said(task.unit, result)
	if amount:
		said = _("{0} (recovered: {1} yuan)").format(said, f"{flt(amount, 2):,.2f}")
	acts.note(frappe.get_doc(CASE, task.dispute_case), "Finish Task", user, now, said)


def release(task, reason: str, user: str, now: datetime) -> None:
	"""Take a task back: the case goes on without it; what the unit saw of the case it sees no longer.

	:raises CaseTaskError: it is over already, or no reason is given
	"""
	if task.status not in OPEN:
		frappe.throw(_("This task is {0} now.").format(_(task.status)), CaseTaskError)
	if not (reason or "").strip():
		frappe.throw(_("Please say why."), CaseTaskError)
	_release(task, reason, user, now)


def _release(task, reason: str, user: str, now: datetime) -> None:
	write(task.update({"status": RELEASED, "result": reason, "done_by": user, "done_on": now}))
	left = {"dispute_case": task.dispute_case, "unit": task.unit, "status": ["in", (*OPEN, DONE)]}
	if not frappe.db.exists(TASK, left):
		access.withdraw(
			task.dispute_case, access.Grant(CAPACITY[task.role], unit=task.unit), now, reason, user
		)
	case = frappe.get_doc(CASE, task.dispute_case)
	acts.note(case, "Release Task", user, now, _said(task.unit, reason))


def release_all(case: str, reason: str, user: str, now: datetime) -> None:
	"""Release what is still open in a case that was not accepted or is withdrawn."""
	for row in _open_tasks(case):
		_release(frappe.get_doc(TASK, row.name), reason, user, now)


def open_parties(case: str) -> list[str]:
	"""Return the names of the units whose tasks in a case are open."""
	return [unit_name(row.unit) for row in _open_tasks(case)]


def unit_name(unit: str) -> str:
	return frappe.db.get_value("Functional Unit", unit, "unit_name") or unit


def _open_tasks(case: str) -> list:
	filters = {"dispute_case": case, "status": ["in", OPEN]}
	return frappe.get_all(TASK, filters, ["name", "unit", "role"], order_by="ordered_on, creation")


def _said(unit: str, words: str) -> str:
	return _("{0}: {1}").format(unit_name(unit), words)


def _tell(case, task) -> None:
	values = {
		"unit": unit_name(task.unit),
		"role_in_case": task.role,
		"due_on": task.due_on,
		"opinion": task.asked,
	}
	outbox.post(
		outbox.Notice(
			event_type="Task Assigned",
			doctype=CASE,
			name=case.name,
			audience=outbox.unit(task.unit),
			values=values,
			key=f"case-task:{task.name}",
		)
	)


def _check_is(task, status: str) -> None:
	if task.status != status:
		frappe.throw(_("This task is {0} now.").format(_(task.status)), CaseTaskError)
