"""Giving a clock of a case more time: an extension that somebody grants, and time that the law leaves out."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from yumen_governance.grid_management.many_rows import update_rows
from yumen_governance.time_limits.clocks import runs, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.counting import END_OF_DAY
from yumen_governance.time_limits.clocks.exclusions import Exclusion, check_exclusion
from yumen_governance.time_limits.clocks.extensions import Approval, check_extension, refuse
from yumen_governance.time_limits.clocks.keeping import due_again, running
from yumen_governance.time_limits.clocks.plan import Clock
from yumen_governance.time_limits.clocks.rules import Rule, own_of, rules_of
from yumen_governance.time_limits.clocks.runs import Run


def extend(
	doctype: str,
	name: str,
	kind: str,
	new_due: datetime,
	reason: str,
	user: str | None = None,
	now: datetime | None = None,
	approval: Approval | None = None,
) -> datetime:
	"""Give an open clock of a case a later due time, as its rule allows, and the case as well where the clock gives it.

	:param new_due: the due time that was agreed
	:param reason: why, kept with the clock
	:param approval: who approved it and when the parties were told, which some rules ask for
	:return: the new due time
	:raises ExtensionError: no such clock is open, the time is too early or too late, there were enough extensions, or it
		isn't said who approved it or when the parties were told
	"""
	now, new_due, approval = now or now_datetime(), get_datetime(new_due), approval or Approval()
	clock, rule = _clock_of(doctype, name, kind)
	office = calendar()
	check_extension(office, clock, rule, new_due, now, approval)
	_write(clock, runs.extend(office, clock.run, new_due, now), extensions=clock.extensions + 1)
	told = {"approved_by": approval.by, "told_on": approval.told_on}
	store.note_extension(clock, new_due, reason, user or frappe.session.user, now, **told)
	due_again(doctype, name)
	return new_due


def extend_as_approved(
	doctype: str, name: str, kind: str, last_day: date, reason: str, approval: Approval, now: datetime
) -> datetime:
	"""Extend a clock whose rule names who approves it; of others an extension is asked for in the case's workflow.

	:raises ExtensionError: as `extend`, or no approver is named
	"""
	_clock, rule = _clock_of(doctype, name, kind)
	if rule and not rule.basis.extension_approver:
		refuse(_("More time is asked for and granted here in the handling of the case itself."))
	if not reason.strip():
		refuse(_("Please say why the time limit is extended."))
	new_due = datetime.combine(last_day, END_OF_DAY)
	return extend(doctype, name, kind, new_due, reason, now=now, approval=approval)


def exclude(
	doctype: str,
	name: str,
	kind: str,
	reason: str,
	first_day: date,
	last_day: date,
	ground: str | None = None,
	user: str | None = None,
	now: datetime | None = None,
) -> datetime:
	"""Leave whole days out of an open clock of a case, as the law does for an appraisal or a hearing.

	The last day may lie ahead where the end is only expected; the same reason and first day with another last day put
	it right.

	:param reason: one of those that the clock's rule names
	:param ground: the ground in the law; the rule's own unless given
	:return: the new due time
	:raises ExclusionError: no such clock is open, its rule leaves no such time out, or the days make no sense
	"""
	now = now or now_datetime()
	clock, rule = _clock_of(doctype, name, kind)
	ground = ground or (rule and dict(rule.basis.exclusions).get(reason))
	exclusion = Exclusion(reason, getdate(first_day), getdate(last_day), ground)
	check_exclusion(clock, rule, exclusion, now)
	store.note_exclusion(clock.name, exclusion, user or frappe.session.user, now)
	changes = store.changes_of([clock.name])[clock.name]
	run = runs.replay(calendar(), clock.run.limit, clock.run.started, changes)
	_write(clock, run)
	due_again(doctype, name)
	return run.due


def _clock_of(doctype: str, name: str, kind: str) -> tuple[Clock | None, Rule | None]:
	clock = next((clock for clock in running(doctype, name) if clock.kind == kind), None)
	return clock, clock and own_of(rules_of(doctype), clock.rule, clock.version)


def _write(clock: Clock, run: Run, **more: object) -> None:
	done = store.done_steps([clock.name]).get(clock.name, ())
	update_rows(
		store.CLOCK, [{"name": clock.name, **store.values_of(calendar(), run, clock.ladder, done), **more}]
	)
