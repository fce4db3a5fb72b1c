"""Time that the law leaves out of a limit, such as an appraisal or a hearing: decides, never writes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import format_date

from yumen_governance.time_limits.clocks.counting import END_OF_DAY
from yumen_governance.time_limits.clocks.plan import Clock
from yumen_governance.time_limits.clocks.rules import Rule

# Nobody's appraisal takes longer; it keeps a typing error from counting into the next decade
LONGEST = timedelta(days=730)


class ExclusionError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Exclusion:
	"""Whole days that aren't counted, from the first to the last, with the reason and its ground in the law."""

	reason: str
	first: date
	last: date
	ground: str | None = None

	@property
	def since(self) -> datetime:
		"""The end of the day before, as a pause by Court doesn't count the day on which it begins."""
		return datetime.combine(self.first - timedelta(days=1), END_OF_DAY)

	@property
	def until(self) -> datetime:
		return datetime.combine(self.last, END_OF_DAY)


def check_exclusion(clock: Clock | None, rule: Rule | None, exclusion: Exclusion, now: datetime) -> None:
	"""Refuse what a rule doesn't leave out, and days that make no sense.

	:raises ExclusionError: says why, and what would be right
	"""
	if not clock:
		_refuse(_("There is no running time limit of which time could be left out."))
	allowed = [reason for reason, _ground in rule.basis.exclusions] if rule else []
	if not allowed:
		_refuse(_("Of this time limit no time may be left out."))
	if exclusion.reason not in allowed:
		_refuse(_("Of this time limit only these are left out: {0}.").format("、".join(allowed)))
	_check_days(clock, exclusion, now)


def _check_days(clock: Clock, exclusion: Exclusion, now: datetime) -> None:
	if exclusion.last < exclusion.first:
		_refuse(_("The last day must not lie before the first."))
	if exclusion.last - exclusion.first > LONGEST:
		_refuse(_("At most {0} days can be left out at once.").format(LONGEST.days))
	if exclusion.last < clock.run.started.date():
		_refuse(_("The time limit began on {0} only.").format(format_date(clock.run.started.date())))
	if exclusion.first > now.date():
		_refuse(_("Time can be left out from today on at the latest; please record it when it begins."))
	if exclusion.since >= clock.run.due and exclusion.first > clock.run.due.date():
		_refuse(_("The time limit was over on {0} already.").format(format_date(clock.run.due.date())))


def _refuse(words: str) -> None:
	frappe.throw(words, ExclusionError)
