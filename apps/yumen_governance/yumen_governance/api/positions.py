"""Where a member was during a task, for the member and their leader."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.field_work.positions import looking
from yumen_governance.field_work.positions.trails import TRAIL
from yumen_governance.permissions.case import refusal


@frappe.whitelist(methods=["GET"])
def tasks() -> list[dict]:
	"""Return the tasks of the last month whose positions this person may look at, the latest first.

	:return: task_type, task, user, full_name, begun_on, ended_on; no position
	:raises frappe.PermissionError: the person has no tasks in the field
	"""
	_require_field_work()
	return looking.tasks(frappe.session.user, now_datetime())


@frappe.whitelist(methods=["GET"])
def trail(task_type: str, task: str) -> dict:
	"""Return where the member was during a task: full_name, is_own, points and who looked; a leader's look is logged.

	:raises frappe.DoesNotExistError: nothing is kept of this task
	:raises frappe.PermissionError: it is neither one's own nor of somebody whom one leads
	"""
	_require_field_work()
	return looking.look(task_type, task, frappe.session.user)


def _require_field_work() -> None:
	if not frappe.has_permission(TRAIL, "read"):
		frappe.throw(refusal(TRAIL), frappe.PermissionError)
