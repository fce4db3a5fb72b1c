"""Patrol tasks: who is to go where in a period of a Patrol Plan. Made for all grids of a plan at once, once a period."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

import frappe
from frappe.query_builder.functions import Max
from frappe.utils import getdate

from yumen_governance.grid_management.grid_rules import LEVELS
from yumen_governance.grid_management.many_rows import insert_rows
from yumen_governance.grid_management.posts import LEADING
from yumen_governance.permissions.office import in_term
from yumen_governance.time_limits import outbox

PLAN, TASK = "Patrol Plan", "Patrol Task"
TO_DO, NOT_DONE = "To Do", "Not Done"
IN_TURN = "Members in Turn"
# What a plan looks at: DocType, field of its kind, state in which it is looked at no more
LOOKED_AT = {
	"Facilities": ("Public Facility", "facility_kind", "Removed"),
	"Key Areas": ("Key Area", "area_kind", "Rectified"),
}


@dataclass(frozen=True)
class Walker:
	"""A member who can be sent: with an account, in office, into these grids."""

	member: str
	user: str
	leads: bool


def make_tasks(today: date) -> int:
	"""Make the tasks of the present period of every plan in use; those that are there already stay.

	:return: how many were made
	"""
	plans = frappe.get_all(PLAN, {"is_active": 1, "starts_on": ["<=", today]}, pluck="name", order_by="name")
	return sum(_make_tasks(name, today) for name in plans)


def period_of(plan, today: date) -> tuple[date, date]:
	"""Return the first day of the period of a plan that runs today, and the last day to do what is made today.

	Who is told in the midst of a period has as many days as everybody, as far as the period goes.
	"""
	begun = getdate(plan.starts_on)
	first = begun + timedelta(days=(today - begun).days // plan.every_days * plan.every_days)
	end = first + timedelta(days=plan.every_days - 1)
	return first, min(end, today + timedelta(days=plan.days_to_do - 1))


def _make_tasks(name: str, today: date) -> int:
	plan = frappe.get_doc(PLAN, name, for_update=True)
	first, last = period_of(plan, today)
	_end_periods_before(name, first)
	made = set(
		frappe.get_all(TASK, {"patrol_plan": name, "period_start": first}, pluck="made_for", order_by=None)
	)
	grids = [grid for grid in _grids_to_look_at(plan) if grid.name not in made]
	sent = _sent(plan, grids)
	rows = [
		{
			"title": plan.plan_name,
			"patrol_plan": name,
			"grid": grid.name,
			"made_for": grid.name,
			"grid_path": grid.grid_path,
			"status": TO_DO,
			"member": walker.member,
			"user": walker.user,
			"period_start": first,
			"due_on": last,
		}
		for grid in grids
		for walker in sent.get(grid.name, ())
	]
	made = insert_rows(TASK, rows)
	outbox.post_many(notice_of(row) for row in made)
	return len(made)


def notice_of(task) -> outbox.Notice:
	"""Return what tells a member of a task that is theirs, once for each member that has it.

	:param task: name, user and due_on
	"""
	return outbox.Notice(
		"Patrol Due",
		TASK,
		task["name"],
		outbox.users(task["user"]),
		{"day": str(task["due_on"])},
		key=f"patrol-due:{task['name']}:{sha256(task['user'].encode()).hexdigest()[:16]}",
	)


def _end_periods_before(plan: str, first: date) -> None:
	"""Tasks of earlier periods that nobody did stay as such."""
	filters = {"patrol_plan": plan, "period_start": ["<", first], "status": TO_DO}
	if frappe.db.exists(TASK, filters):
		frappe.db.set_value(TASK, filters, "status", NOT_DONE)


def _grids_to_look_at(plan) -> list:
	"""Return the grids of the last level under a plan's grid that have something of its kinds."""
	kinds, found = [row.kind for row in plan.kinds], set()
	for covers, (doctype, kind, over) in LOOKED_AT.items():
		if covers not in plan.covers:
			continue
		filters = {"status": ["!=", over], **({kind: ["in", kinds]} if kinds else {})}
		if plan.grid_path:
			filters["grid_path"] = ["like", f"{plan.grid_path}%"]
		found.update(frappe.get_all(doctype, filters, pluck="grid", distinct=True, order_by=None))
	filters = {"name": ["in", list(found) or [""]], "is_active": 1, "grid_level": LEVELS[-1]}
	return frappe.get_all("Grid", filters, ["name", "grid_path"], order_by="name", limit=0)


def _sent(plan, grids: list) -> dict[str, list[Walker]]:
	"""Return who is sent into each grid: all members, or the one whose turn it is; its leader without a member."""
	walkers, found = _walkers(), {}
	last = _last_turns(plan.name)
	for grid in grids:
		here = _members_of(grid, walkers)
		if plan.who == IN_TURN or not any(not walker.leads for walker in here):
			here = sorted(
				here, key=lambda walker: (walker.leads, last.get(walker.member, ""), walker.member)
			)[:1]
		else:
			here = [walker for walker in here if not walker.leads]
		found[grid.name] = here
		last.update({walker.member: f"{getdate()} {len(found):06}" for walker in here})
	return found


def _members_of(grid, walkers: dict[str, list[Walker]]) -> list[Walker]:
	"""The members of a grid; without any, the leaders of the nearest grid above that has one."""
	names = grid.grid_path.rstrip(".").split(".")
	if own := walkers.get(names[-1]):
		return own
	for name in reversed(names[:-1]):
		if leaders := [walker for walker in walkers.get(name, ()) if walker.leads]:
			return leaders
	return []


def _walkers() -> dict[str, list[Walker]]:
	"""Return by grid who is in office there with an account, by their post or bound to it besides."""
	member, further = frappe.qb.DocType("Grid Member"), frappe.qb.DocType("Grid Member Grid")
	user = frappe.qb.DocType("User")
	rows = (
		frappe.qb.from_(member)
		.inner_join(user)
		.on((user.name == member.user) & (user.enabled == 1))
		.left_join(further)
		.on((further.parent == member.name) & (further.parenttype == "Grid Member"))
		.select(member.name, member.user, member.post, member.grid, further.grid)
		.where((member.is_active == 1) & in_term(member))
		.orderby(member.name)
	).run()
	found: dict[str, dict[str, Walker]] = defaultdict(dict)
	for name, account, post, own, other in rows:
		for grid in filter(None, (own, other)):
			found[grid][name] = Walker(name, account, post in LEADING)
	return {grid: list(members.values()) for grid, members in found.items()}


def _last_turns(plan: str) -> dict[str, str]:
	task = frappe.qb.DocType(TASK)
	rows = (
		frappe.qb.from_(task)
		.select(task.member, Max(task.creation))
		.where(task.patrol_plan == plan)
		.groupby(task.member)
	).run()
	return {member: str(moment) for member, moment in rows}
