"""Whether a clock may be extended: decides, never writes."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import format_datetime

from yumen_governance.time_limits.clocks.counting import Limit, due_of
from yumen_governance.time_limits.clocks.plan import Clock
from yumen_governance.time_limits.clocks.rules import Rule
from yumen_governance.time_limits.clocks.working_time import Calendar


class ExtensionError(frappe.ValidationError):
	pass


def check_extension(
	calendar: Calendar, clock: Clock | None, rule: Rule | None, new_due: datetime, now: datetime
) -> None:
	"""Refuse an extension that the rule of a clock doesn't allow.

	:raises ExtensionError: says why, and until when it would be allowed
	"""
	if not clock:
		_refuse(_("There is no time limit that could be extended."))
	most = rule.max_extensions if rule else 0
	if not most:
		_refuse(_("This time limit can't be extended."))
	if clock.extensions >= most:
		_refuse(
			_("This time limit was extended {0} times already; that is as often as it may be.").format(most)
		)
	if new_due <= max(clock.run.due, now):
		_refuse(_("The new due time must be later than now and than the present one."))
	latest = latest_due(calendar, clock, rule)
	if latest and new_due > latest:
		_refuse(_("At most until {0}.").format(format_datetime(latest, "yyyy-MM-dd HH:mm")))


def latest_due(calendar: Calendar, clock: Clock, rule: Rule) -> datetime | None:
	"""Return the latest due time to which one extension may lead, at the end of that day; None without a limit."""
	if not rule.extension:
		return None
	length, unit = rule.extension
	latest = due_of(calendar, Limit(length, unit), clock.run.due)
	return latest.replace(hour=23, minute=59, second=59, microsecond=0)


def _refuse(words: str) -> None:
	frappe.throw(words, ExtensionError)
