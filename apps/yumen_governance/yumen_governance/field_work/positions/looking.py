"""Looking at where somebody was: the member at their own, their leader with a row in the access log for each look."""

from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder.functions import Max, Min
from frappe.utils import add_days

from yumen_governance.field_work.positions.trails import TRAIL, points_of
from yumen_governance.permissions.field_rounds import readable
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.sensitive_access import LOG, record_access

WHAT = "Position"
DAYS, MOST_TASKS, MOST_LOOKS = 31, 200, 20


def tasks(user: str, now: datetime) -> list[dict]:
	"""Return the tasks with positions of the last month that a person may look at, the latest first; no position."""
	trail, account = frappe.qb.DocType(TRAIL), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(trail)
		.inner_join(account)
		.on(account.name == trail.user)
		.select(
			*(trail.task_type, trail.task, trail.user, account.full_name),
			Min(trail.begun_on).as_("begun_on"),
			Max(trail.ended_on).as_("ended_on"),
		)
		.where(readable(TRAIL, scope_of(user)) & (trail.ended_on >= add_days(now, -DAYS)))
		.groupby(trail.task_type, trail.task, trail.user, account.full_name)
		.orderby(Max(trail.ended_on), order=frappe.qb.desc)
		.limit(MOST_TASKS)
	).run(as_dict=True)


def look(task_type: str, task: str, user: str) -> dict:
	"""Return where the member was during a task, and to the member who looked at it; a leader's look is logged first.

	:return: full_name, is_own, points [[milliseconds, longitude, latitude]], looks [{by, on}]
	:raises frappe.DoesNotExistError: nothing is kept of this task
	:raises frappe.PermissionError: it is neither one's own nor of somebody whom one leads
	"""
	name = frappe.db.get_value(TRAIL, {"task_type": task_type, "task": task})
	if not name:
		frappe.throw(_("No positions are kept of this task."), frappe.DoesNotExistError)
	trail = frappe.get_doc(TRAIL, name)
	trail.check_permission("read")
	is_own = trail.user == user
	if not is_own:
		record_access(task_type, task, WHAT)
	return {
		"full_name": frappe.get_cached_value("User", trail.user, "full_name"),
		"is_own": is_own,
		"points": points_of(task_type, task, trail.user),
		"looks": looks(task_type, task) if is_own else [],
	}


def looks(task_type: str, task: str) -> list[dict]:
	"""Return who looked at the positions of a task, and when; for the member whose they are."""
	filters = {"reference_doctype": task_type, "reference_name": task, "what": WHAT, "outcome": "Allowed"}
	rows = frappe.get_all(
		LOG, filters, ["user_name", "logged_on"], order_by="logged_on desc", limit=MOST_LOOKS
	)
	return [{"by": row.user_name, "on": row.logged_on.strftime("%Y-%m-%d %H:%M")} for row in rows]
