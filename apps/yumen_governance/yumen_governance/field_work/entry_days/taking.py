"""What comes from a phone about entry days (hook `sync_kinds`)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, getdate

from yumen_governance.field_work.entry_days import plans
from yumen_governance.field_work.entry_days.planning import PLAN, SUMMARY, summary_name
from yumen_governance.field_work.entry_days.plans import PlanError
from yumen_governance.field_work.sync.items import Item, Taken, check_base, text_in
from yumen_governance.permissions.visits import leads_grid

PLANS, SUMMARIES = "entry_plans", "entry_summaries"


def take_activity(item: Item, user: str, now: datetime) -> Taken:
	"""Take what a member did on an entry day (kind entry_activity): ticks, households left out, a summary.

	:raises PlanError: the day hasn't come, or the plan has no such row
	"""
	plan = _plan(item.values)
	for row in _rows(item.values, "activities"):
		activity = plans.activity_of(plan, text_in(row, "activity"))
		activity.done = cint(row.get("done"))
		if "findings" in row:
			activity.findings = text_in(row, "findings")
	for row in _rows(item.values, "visits"):
		plans.leave_out(plan, text_in(row, "household"), text_in(row, "left_out"), now.date())
		plan.flags.by_code = True
	if "summary" in item.values:
		plan.summary = text_in(item.values, "summary")
	if plan.user != user:
		frappe.throw(_("This plan is another member's."), frappe.PermissionError)
	plan.save()
	return Taken(PLANS, plan.name)


def take_change(item: Item, user: str, now: datetime) -> Taken:
	"""Take a leader's change of whom a member is to see, or purposes written beforehand (kind plan_change).

	:raises Conflict: somebody changed the plan since the person saw it
	"""
	plan = _plan(item.values)
	check_base(plan, item)
	dropped = set(_texts(item.values.get("drop")))
	plan.set("visits", [row for row in plan.visits if row.household not in dropped])
	for row in _rows(item.values, "add"):
		plan.append("visits", {"household": text_in(row, "household"), "purpose": text_in(row, "purpose")})
	purposes = item.values.get("purposes")
	for household, text in (purposes if isinstance(purposes, Mapping) else {}).items():
		plans.row_of(plan, household).purpose = str(text or "").strip()
	plan.save()
	return Taken(PLANS, plan.name)


def take_summary(item: Item, user: str, now: datetime) -> Taken:
	"""Take a leader's decisions about findings, and the summary of an entry day (kind entry_summary).

	:raises SummaryError: a finding has no decision, or a word is missing, and the summary is to be closed
	"""
	values = item.values
	grid, day = text_in(values, "grid"), _day(values)
	if not leads_grid(user, grid):
		frappe.throw(_("You don't lead this grid."), frappe.PermissionError)
	_decide(values, grid, day)
	name = summary_name(day, grid)
	if not frappe.db.exists(SUMMARY, name):
		frappe.throw(_("There was no entry day in this grid on that day."), PlanError)
	summary = frappe.get_doc(SUMMARY, name, for_update=True)
	summary.check_permission("write")
	if "summary" in values:
		summary.summary = text_in(values, "summary")
	if cint(values.get("close")):
		summary.close(user, now)
	else:
		summary.save()
	return Taken(SUMMARIES, summary.name)


def _decide(values: Mapping, grid: str, day) -> None:
	"""Write decisions into the plans of a grid and day."""
	by_plan: dict[str, list] = {}
	for row in _rows(values, "decisions"):
		by_plan.setdefault(text_in(row, "plan"), []).append(row)
	for name, rows in by_plan.items():
		plan = _plan({"plan": name})
		if plan.grid != grid or getdate(plan.entry_day) != day:
			frappe.throw(_("This plan is of another grid or day."), PlanError)
		for row in rows:
			activity = plans.activity_of(plan, text_in(row, "activity"))
			activity.decision, activity.decision_note = text_in(row, "decision"), text_in(row, "note")
			activity.event = text_in(row, "event") or None
		plan.save()


def _plan(values: Mapping):
	name = text_in(values, "plan")
	if not frappe.db.exists(PLAN, name):
		frappe.throw(_("This plan isn't there any more."), PlanError)
	plan = frappe.get_doc(PLAN, name, for_update=True)
	plan.check_permission("write")
	return plan


def _day(values: Mapping):
	try:
		day = getdate(text_in(values, "entry_day"))
	except (ValueError, frappe.ValidationError):
		day = None
	if not day:
		frappe.throw(_("Say which entry day is meant."), PlanError)
	return day


def _rows(values: Mapping, name: str) -> Iterator[Mapping]:
	sent = values.get(name) or []
	if not isinstance(sent, list) or not all(isinstance(row, Mapping) for row in sent):
		frappe.throw(_("A report is an object of field names and values."), PlanError)
	return iter(sent)


def _texts(sent: object) -> list[str]:
	return [str(each) for each in sent] if isinstance(sent, list) else []
