"""What is wrong with a Time Limit Rule, said so that an administrator knows what to do."""

import frappe
from frappe import _

from yumen_governance.time_limits.clocks.counting import COURT, UNITS, WHOLE_DAYS
from yumen_governance.time_limits.clocks.ladder import LAPSE, TOLD
from yumen_governance.time_limits.clocks.rules import STARTS, THE_CALL, THE_CATEGORY
from yumen_governance.time_limits.stages import is_governed

# Nobody waits longer; it keeps a typing error from counting into the next century
LONGEST = {
	"Working Minutes": 100_000,
	"Minutes": 100_000,
	"Working Hours": 10_000,
	"Hours": 50_000,
	"Working Days": 2_000,
}
LONGEST_OF_OTHERS = 3_650
# The fields of a rule that name fields of the case
NAMED = (
	"only_if_set",
	"unless_set",
	"stops_when_asked_for",
	"counts_from",
	"ends_when_set",
	"or_when_set",
)
MOST_PERCENT, MOST_HOURS, MOST_DAYS = 1_000, 2_000, 365


class RuleError(frappe.ValidationError):
	pass


def check(rule) -> None:
	"""Refuse a rule that can't be counted or would never begin.

	:raises RuleError: names the row or the field, and what to do
	"""
	if not is_governed(rule.applies_to):
		_refuse(_("{0} has no stages, so that no clock can run on it.").format(_(rule.applies_to)))
	_check_conditions(rule)
	if rule.length_from not in (THE_CATEGORY, THE_CALL) and not _is_the_day_itself(rule):
		check_limit(rule.length, rule.unit, rule.method)
	if rule.max_extensions:
		check_limit(rule.extension_length, rule.extension_unit, None)
	_check_dates(rule)
	_check_basis(rule)
	_check_stages(rule)
	_check_steps(rule)


def _is_the_day_itself(rule) -> bool:
	return bool(rule.counts_from and rule.counts_back and not rule.length and rule.unit in WHOLE_DAYS)


def check_limit(length: int | None, unit: str | None, method: str | None) -> None:
	"""Refuse a length of time that can't be counted.

	:raises RuleError: the number, the unit or the two with the method make no sense
	"""
	if unit not in UNITS:
		_refuse(_("Please choose a unit; whether days are working days or calendar days must be said."))
	longest = LONGEST.get(unit, LONGEST_OF_OTHERS)
	if not 0 < (length or 0) <= longest:
		_refuse(_("The time limit must be between 1 and {0} {1}.").format(longest, _(unit)))
	if method == COURT and unit not in WHOLE_DAYS:
		_refuse(
			_("The method Court counts whole days: please choose days or months, or the method Working Time.")
		)


def _check_conditions(rule) -> None:
	meta = frappe.get_meta(rule.applies_to)
	for fieldname in ("urgency", "source"):
		value, field = rule.get(fieldname), meta.get_field(fieldname)
		if value and not _is_value(field, value):
			_refuse(_("{0}: there is no {1}.").format(_(rule.meta.get_label(fieldname)), value))
	for fieldname in NAMED:
		value = rule.get(fieldname)
		if value and not meta.has_field(value):
			_refuse(
				_("{0}: {1} has no field {2}.").format(
					_(rule.meta.get_label(fieldname)), _(rule.applies_to), value
				)
			)
	if rule.category and not rule.category_doctype:
		_refuse(_("{0} has no categories.").format(_(rule.applies_to)))


def _check_dates(rule) -> None:
	if rule.counts_from:
		field = frappe.get_meta(rule.applies_to).get_field(rule.counts_from)
		if field.fieldtype not in ("Date", "Datetime"):
			_refuse(_("A time limit counts from a date; {0} is none.").format(_(field.label)))
		if rule.length_from == THE_CALL:
			_refuse(_("A clock that a call begins counts from the call, not from a date of the case."))
	if rule.counts_back and rule.method != COURT:
		_refuse(_("Counting back goes by whole days: please choose the method Court."))
	if rule.or_when_set and not rule.ends_when_set:
		_refuse(_("Please name the first field that ends the clock before another one."))


def _check_basis(rule) -> None:
	if rule.law and not rule.verification:
		_refuse(_("Please say whether the legal office has verified the article."))
	if rule.article and not rule.law:
		_refuse(_("Please name the law to which the article belongs."))
	reasons = [row.reason for row in rule.exclusions]
	for row in rule.exclusions:
		if reasons.count(row.reason) > 1:
			_refuse(_("Row {0}: {1} stands there twice.").format(row.idx, row.reason))


def _is_value(field, value: str) -> bool:
	if not field:
		return False
	if field.fieldtype == "Link":
		return bool(frappe.db.exists(field.options, value))
	return field.fieldtype != "Select" or value in (field.options or "").split("\n")


def _check_stages(rule) -> None:
	stages = [row.stage for row in rule.stages]
	for row in rule.stages:
		if stages.count(row.stage) > 1:
			_refuse(_("Row {0}: the stage {1} stands there twice.").format(row.idx, _(row.stage)))
	starts = any(row.effect == STARTS for row in rule.stages)
	if rule.length_from == THE_CALL and starts:
		_refuse(_("A clock that a call begins starts in no stage; please let it run there."))
	if rule.length_from != THE_CALL and not starts:
		_refuse(_("Please name at least one stage in which the clock starts."))


def _check_steps(rule) -> None:
	last_percent = 0
	for row in rule.steps:
		_check_moment(row)
		if row.after_percent and row.after_percent <= last_percent:
			_refuse(_("Row {0}: percentages must rise from row to row.").format(row.idx))
		if row.does == LAPSE and row.after_percent != 100:
			_refuse(_("Row {0}: a right is over at the end of its time limit, at 100 %.").format(row.idx))
		if row.does == "Notify" and not any(row.get(name) for name in TOLD):
			_refuse(_("Row {0}: please tick who is told.").format(row.idx))
		last_percent = row.after_percent or last_percent


def _check_moment(row) -> None:
	if [bool(row.after_percent), bool(row.after_hours), bool(row.days_left)].count(True) != 1:
		_refuse(_("Row {0}: please give a percentage, hours overdue or days left.").format(row.idx))
	if (row.after_percent or 0) > MOST_PERCENT or (row.after_hours or 0) > MOST_HOURS:
		_refuse(_("Row {0}: at most {1} % or {2} hours overdue.").format(row.idx, MOST_PERCENT, MOST_HOURS))
	if (row.days_left or 0) > MOST_DAYS:
		_refuse(_("Row {0}: at most {1} days left.").format(row.idx, MOST_DAYS))


def _refuse(words: str) -> None:
	frappe.throw(words, RuleError)
