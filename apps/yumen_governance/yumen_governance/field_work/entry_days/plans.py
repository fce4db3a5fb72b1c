"""What may be done with a plan, by its member and by a leader, before the entry day and from then on."""

from datetime import date, datetime, time

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.field_work.entry_days.choosing import BY_LEADER
from yumen_governance.permissions.visits import leads, may_open_event
from yumen_governance.time_limits import outbox

PLAN = "Entry Day Plan"
PLANNED, UNDER_WAY, DONE = "Not Begun", "Under Way", "Done"
LEFT_OUT = "Left Out"
# What of a planned visit only code writes
KEPT_OF_VISIT = ("head_name", "address", "grid", "seen_on", "reason", "event", "outcome", "visit", "note")
DECISION = ("decision", "decision_note", "event")
DECIDED = ("decided_by", "decided_on")
CHANGED = ("changed_by", "changed_by_name", "changed_on")


class PlanError(frappe.ValidationError):
	pass


def check(plan, user: str, now: datetime) -> None:
	"""Keep what the server wrote, and refuse what a person may not change at this time.

	:raises PlanError: says what isn't possible, and when or by whom it is
	"""
	before = plan.get_doc_before_save()
	if not before:
		return
	_refuse_doubles(plan)
	is_leader, today = leads(user, before.grid_path), now.date()
	_keep_visits(plan, before, is_leader, today)
	_keep_activities(plan, before, is_leader, user, now)
	if (plan.summary or "") != (before.summary or ""):
		_require_begun(plan, today)
	_follow_change(plan, before, user, now)
	plan.status = status_of(plan)


def task_of(name: str) -> tuple[str, datetime, datetime | None] | None:
	"""Return whose plan it is, and from when to when its day lasts (hook `position_tasks`)."""
	plan = frappe.db.get_value(PLAN, name, ["user", "entry_day"], as_dict=True)
	if not plan or not plan.user:
		return None
	return plan.user, *(datetime.combine(plan.entry_day, end) for end in (time.min, time.max))


def status_of(plan) -> str:
	"""Say how far a plan is: done when every household and activity was looked after."""
	looked_after = [bool(row.outcome) for row in plan.visits] + [bool(row.done) for row in plan.activities]
	if looked_after and all(looked_after):
		return DONE
	return UNDER_WAY if any(looked_after) else PLANNED


def leave_out(plan, household: str, reason: str, today: date) -> None:
	"""Note on a plan that a household wasn't seen, and why.

	:raises PlanError: the day hasn't come, the household isn't in the plan or was seen, or there is no reason
	"""
	_require_begun(plan, today)
	row = row_of(plan, household)
	if row.visit:
		frappe.throw(_("{0} was called on already.").format(row.head_name or household), PlanError)
	if not (reason or "").strip():
		frappe.throw(_("Say why this household wasn't seen."), PlanError)
	row.outcome, row.note = LEFT_OUT, reason.strip()


def row_of(plan, household: str):
	"""Return the row of a household.

	:raises PlanError: it isn't in the plan
	"""
	row = next((row for row in plan.visits if row.household == household), None)
	if not row:
		frappe.throw(_("This household isn't in the plan."), PlanError)
	return row


def activity_of(plan, activity: str):
	"""Return the row of an activity.

	:raises PlanError: it isn't in the plan
	"""
	row = next((row for row in plan.activities if row.activity == activity), None)
	if not row:
		frappe.throw(_("{0} isn't an activity of this plan.").format(activity), PlanError)
	return row


def _refuse_doubles(plan) -> None:
	names = [row.household for row in plan.visits]
	if doubled := next((row for row in plan.visits if names.count(row.household) > 1), None):
		frappe.throw(_("{0} is listed twice.").format(doubled.head_name or doubled.household), PlanError)


def _keep_visits(plan, before, is_leader: bool, today: date) -> None:
	known = {row.household: row for row in before.visits}
	added = [row for row in plan.visits if row.household not in known]
	dropped = known.keys() - {row.household for row in plan.visits}
	if added or dropped:
		_require_change(plan, is_leader, today)
	for row in plan.visits:
		if (old := known.get(row.household)) and not plan.flags.by_code:
			row.update({name: old.get(name) for name in KEPT_OF_VISIT})
	if added:
		_introduce(plan, added)


def _require_change(plan, is_leader: bool, today: date) -> None:
	if not is_leader:
		frappe.throw(_("Only the grid leader changes whom a member is to see."), frappe.PermissionError)
	if getdate(plan.entry_day) <= today:
		frappe.throw(_("A plan is changed before its entry day only."), PlanError)


def _introduce(plan, added: list) -> None:
	"""Fill in what is known of households that a leader adds; they lie in the plan's grid and are nobody else's that day."""
	found = {row.name: row for row in _households([row.household for row in added])}
	elsewhere = _seen_by_others(plan, list(found))
	for row in added:
		household = found.get(row.household)
		if (
			not household
			or household.status != "Active"
			or not (household.grid_path or "").startswith(plan.grid_path)
		):
			frappe.throw(_("Choose households that live in the grid of the plan."), PlanError)
		if other := elsewhere.get(row.household):
			frappe.throw(
				_("{0} is to be seen by {1} on that day already.").format(household.head_name, other),
				PlanError,
			)
		row.update(dict.fromkeys(KEPT_OF_VISIT))
		row.update(
			{
				"head_name": household.head_name,
				"address": (household.full_address or "")[:140],
				"grid": household.grid,
				"reason": BY_LEADER,
			}
		)


def _households(names: list[str]) -> list[dict]:
	household, address = frappe.qb.DocType("Household"), frappe.qb.DocType("Standard Address")
	return (
		frappe.qb.from_(household)
		.left_join(address)
		.on(address.name == household.address)
		.select(household.name, household.head_name, household.grid, household.grid_path, household.status)
		.select(address.full_address)
		.where(household.name.isin(names))
	).run(as_dict=True)


def _seen_by_others(plan, households: list[str]) -> dict[str, str]:
	"""Which of these households another member is to see that day, and who."""
	table, row = frappe.qb.DocType(PLAN), frappe.qb.DocType("Planned Visit")
	found = (
		frappe.qb.from_(row)
		.inner_join(table)
		.on((table.name == row.parent) & (row.parenttype == PLAN))
		.select(row.household, table.member_name)
		.where((table.entry_day == plan.entry_day) & (table.name != plan.name))
		.where(row.household.isin(households or [""]))
	).run()
	return dict(found)


def _keep_activities(plan, before, is_leader: bool, user: str, now: datetime) -> None:
	known = {row.activity: row for row in before.activities}
	if known.keys() != {row.activity for row in plan.activities} or len(known) != len(plan.activities):
		frappe.throw(_("The activities of a plan are set with it."), PlanError)
	for row in plan.activities:
		old = known[row.activity]
		if _said(row, ("done", "findings")) != _said(old, ("done", "findings")):
			_tick(plan, row, user, now)
		else:
			row.done_on = old.done_on
		if _said(row, DECISION) != _said(old, DECISION):
			_decide(row, is_leader, user, now)
		else:
			row.update({name: old.get(name) for name in DECIDED})


def _tick(plan, row, user: str, now: datetime) -> None:
	if user not in (plan.user, "Administrator"):
		frappe.throw(_("Only the member ticks the activities of a plan."), frappe.PermissionError)
	_require_begun(plan, now.date())
	if (row.findings or "").strip() and not row.done:
		row.done = 1
	row.done_on = now if row.done else None


def _decide(row, is_leader: bool, user: str, now: datetime) -> None:
	if not is_leader:
		frappe.throw(_("Only the grid leader decides what becomes of a finding."), frappe.PermissionError)
	if row.decision and not (row.findings or "").strip():
		frappe.throw(
			_("{0}: nothing was found, so there is nothing to decide.").format(row.activity), PlanError
		)
	if row.event and not may_open_event(row.event):
		frappe.throw(_("Choose an event that you may open."), frappe.PermissionError)
	row.decided_by, row.decided_on = (user, now) if row.decision else (None, None)


def _require_begun(plan, today: date) -> None:
	if today < getdate(plan.entry_day):
		frappe.throw(_("The entry day hasn't come yet."), PlanError)


def _follow_change(plan, before, user: str, now: datetime) -> None:
	"""Note who changed whom a member is to see, and tell the member."""
	if _told(plan) == _told(before) or user == plan.user or plan.flags.by_code:
		plan.update({name: before.get(name) for name in CHANGED})
		return
	plan.update(
		dict(zip(CHANGED, (user, frappe.get_cached_value("User", user, "full_name"), now), strict=True))
	)
	if plan.user:
		outbox.post(
			outbox.Notice(
				"Entry Plan Changed",
				PLAN,
				plan.name,
				outbox.users(plan.user),
				{"day": str(plan.entry_day), "count": str(len(plan.visits))},
				key=f"entry-plan-changed:{plan.name}:{now:%Y%m%d%H%M%S}",
			)
		)


def _told(plan) -> list[tuple]:
	return [(row.household, row.purpose or "") for row in plan.visits]


def _said(row, fields: tuple[str, ...]) -> list[str]:
	return [str(row.get(name) or "").strip() for name in fields]
