"""Tasks of units for a dispute over HTTP."""

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from yumen_governance.dispute_resolution import tasks_of_case
from yumen_governance.dispute_resolution.tasks_of_case import ASSIST, LEAD, CaseTaskError, Order
from yumen_governance.permissions import roles
from yumen_governance.permissions.case import refusal
from yumen_governance.permissions.dispute import may_write
from yumen_governance.permissions.scope import scope_of

CASE, TASK = "Dispute Case", "Case Task"
# Who asks something of units; those who assist do only their own part
ASKING = frozenset({roles.CENTRE_DIRECTOR, roles.DISPATCHER, *roles.RESOLVERS})
FIELDS = (
	*("name", "unit", "role", "asked", "due_on", "status", "result", "amount_recovered"),
	*("ordered_on", "signed_on", "done_on", "step"),
)


@frappe.whitelist(methods=["GET", "POST"])
def of_case(case: str) -> dict:
	"""Return the tasks of a case, the lead's first, what is recovered altogether, and whether the person may ask for more.

	:raises frappe.PermissionError: the person may not see the case
	"""
	doc = frappe.get_doc(CASE, case)
	doc.check_permission("read")
	rows = frappe.get_list(
		TASK, {"dispute_case": case}, list(FIELDS), order_by="ordered_on, creation", limit=0
	)
	units = {row.unit for row in rows}
	names = dict(
		frappe.get_all("Functional Unit", {"name": ["in", list(units)]}, ["name", "unit_name"], as_list=True)
	)
	own = set(scope_of(frappe.session.user).units)
	for row in rows:
		row.update({"party": names.get(row.unit, row.unit), "is_mine": row.unit in own})
	rows.sort(key=lambda row: row.role != LEAD)
	return {"tasks": rows, "may_ask": _asks(case), "recovered": doc.amount_recovered}


@frappe.whitelist(methods=["POST"])
def assign(case: str, unit: str, asked: str, role: str = ASSIST, due_on: str | None = None) -> str:
	"""Ask something of a unit in a case, and return its task.

	:param role: Lead or Assist
	:raises frappe.PermissionError: the person doesn't lead the case
	:raises CaseTaskError: the case has ended, the unit isn't in use, or nothing is asked
	"""
	_check_asks(case)
	if role not in (LEAD, ASSIST):
		frappe.throw(_("{0} is no role in a case.").format(role), CaseTaskError)
	due = get_datetime(due_on) if due_on else None
	if due and due <= now_datetime():
		frappe.throw(_("The time must lie ahead."), CaseTaskError)
	order = Order(unit, role, asked, due)
	return tasks_of_case.assign(case, order, frappe.session.user, now_datetime()).name


@frappe.whitelist(methods=["POST"])
def sign(task: str) -> str:
	"""Sign for a task of the person's unit, and return its status.

	:raises frappe.PermissionError: it isn't theirs
	:raises CaseTaskError: it isn't waiting for that
	"""
	doc = _own_task(task)
	tasks_of_case.sign(doc, frappe.session.user, now_datetime())
	return doc.status


@frappe.whitelist(methods=["POST"])
def finish(task: str, result: str, amount_recovered: float = 0) -> str:
	"""Hand in the result of a task of the person's unit, and return its status.

	:param amount_recovered: in yuan, outside of agreements
	:raises frappe.PermissionError: it isn't theirs
	:raises CaseTaskError: it isn't being worked on, there is no result, or the amount is negative
	"""
	doc = _own_task(task)
	tasks_of_case.finish(doc, result, amount_recovered, frappe.session.user, now_datetime())
	return doc.status


@frappe.whitelist(methods=["POST"])
def release(task: str, reason: str) -> str:
	"""Take a task back, and return its status.

	:raises frappe.PermissionError: the person doesn't lead the case
	:raises CaseTaskError: it is over already, or no reason is given
	"""
	case = frappe.db.get_value(TASK, task, "dispute_case")
	_check_asks(case)
	doc = _task(task)
	tasks_of_case.release(doc, reason, frappe.session.user, now_datetime())
	return doc.status


def _own_task(name: str):
	doc = _task(name)
	doc.check_permission("write")
	if doc.unit not in scope_of(frappe.session.user).units:
		frappe.throw(refusal(TASK), frappe.PermissionError)
	return doc


def _task(name: str):
	"""Hold the case before its task, so that two never wait for each other."""
	case = frappe.db.get_value(TASK, name, "dispute_case")
	frappe.db.get_value(CASE, case, "name", for_update=True)
	return frappe.get_doc(TASK, name, for_update=True)


def _check_asks(case: str) -> None:
	frappe.get_doc(CASE, case).check_permission("write")
	if not _asks(case):
		frappe.throw(refusal(CASE), frappe.PermissionError)


def _asks(case: str) -> bool:
	user = frappe.session.user
	scope = scope_of(user)
	leads = frappe.db.get_value(CASE, case, "lead_unit") in scope.units
	held = user == "Administrator" or leads or ASKING & scope.roles
	return bool(held) and may_write(CASE, case, user)
