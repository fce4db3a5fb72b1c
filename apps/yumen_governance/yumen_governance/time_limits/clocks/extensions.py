"""Whether a clock may be extended: decides, never writes."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import format_datetime

from yumen_governance.time_limits.clocks import runs
from yumen_governance.time_limits.clocks.counting import COURT, Limit, due_of
from yumen_governance.time_limits.clocks.plan import Clock
from yumen_governance.time_limits.clocks.rules import Rule
from yumen_governance.time_limits.clocks.runs import EXTENSION
from yumen_governance.time_limits.clocks.working_time import Calendar


class ExtensionError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Approval:
	"""Who approved an extension, by name and post, and the day on which the parties were told in writing."""

	by: str | None = None
	told_on: date | None = None


def check_extension(
	calendar: Calendar,
	clock: Clock | None,
	rule: Rule | None,
	new_due: datetime,
	now: datetime,
	approval: Approval,
) -> None:
	"""Refuse an extension that the rule of a clock doesn't allow.

	:raises ExtensionError: says why, and until when it would be allowed
	"""
	if not clock:
		refuse(_("There is no time limit that could be extended."))
	most = rule.max_extensions if rule else 0
	if not most:
		refuse(_("This time limit can't be extended."))
	if clock.extensions >= most:
		refuse(
			_("This time limit was extended {0} times already; that is as often as it may be.").format(most)
		)
	if new_due <= max(clock.run.due, now):
		refuse(_("The new due time must be later than now and than the present one."))
	latest = latest_due(calendar, clock, rule)
	if latest and new_due > latest:
		refuse(_("At most until {0}.").format(format_datetime(latest, "yyyy-MM-dd HH:mm")))
	_check_approval(rule, approval, now)


def _check_approval(rule: Rule, approval: Approval, now: datetime) -> None:
	approver = rule.basis.extension_approver
	if approver and not approval.by:
		refuse(_("This extension is approved by: {0}. Please say who approved it.").format(approver))
	if rule.basis.extension_notice and not approval.told_on:
		refuse(_("The parties are told of this extension in writing. Please say on which day."))
	if approval.told_on and approval.told_on > now.date():
		refuse(_("The day on which the parties were told lies ahead."))


def latest_due(calendar: Calendar, clock: Clock, rule: Rule) -> datetime | None:
	"""Return the latest due time to which one extension may lead, at the end of that day; None without a limit."""
	if not rule.extension:
		return None
	length, unit = rule.extension
	if _adds_up(clock, unit):
		whole = replace(clock.run.limit, length=clock.run.limit.length + length * (clock.extensions + 1))
		kept = [change for change in clock.changes if change.kind != EXTENSION]
		return runs.replay(calendar, whole, clock.run.started, kept).due
	latest = due_of(calendar, Limit(length, unit), clock.run.due)
	return latest.replace(hour=23, minute=59, second=59, microsecond=0)


def _adds_up(clock: Clock, unit: str) -> bool:
	"""Whether the law's days and those of an extension are one number, such as 45 and 15 days from the acceptance."""
	limit = clock.run.limit
	return limit.method == COURT and limit.unit == unit and not limit.before


def refuse(words: str) -> None:
	"""Say why there is no more time.

	:raises ExtensionError: always
	"""
	frappe.throw(words, ExtensionError)
