"""A time limit: which cases, which clock, how long, in which stages it runs, and what happens when it runs out."""

from dataclasses import replace
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from yumen_governance.time_limits.clocks import calendars, ladder, rule_check, runs, versions
from yumen_governance.time_limits.clocks.case_facts import category_doctype
from yumen_governance.time_limits.clocks.counting import Limit
from yumen_governance.time_limits.clocks.rules import THE_CALL, THE_CATEGORY, rule_of


class TimeLimitRule(Document):
	def validate(self):
		self.category_doctype = category_doctype(self.applies_to) if self.applies_to else None
		if self.length_from in (THE_CATEGORY, THE_CALL):
			self.length, self.unit = 0, None
		if not self.max_extensions:
			self.extension_length, self.extension_unit = 0, None
		if not self.counts_from:
			self.counts_back = 0
		rule_check.check(self)
		versions.prepare(self)

	def on_update(self):
		ladder.store(rule_of(self).steps)
		versions.keep_replaced(self)

	def on_trash(self):
		versions.forget(self.name)

	@frappe.whitelist(methods=["POST"])
	def categories_of_cases(self) -> str | None:
		"""Return the DocType of the categories of the cases to which the rule applies, None when they have none."""
		self.check_permission("read")
		return category_doctype(self.applies_to) if self.applies_to else None

	@frappe.whitelist(methods=["POST"])
	def asks_from_when(self) -> bool:
		"""Tell whether saving the rule as it stands makes a version for which somebody must say from when it counts."""
		self.check_permission("write")
		self.load_doc_before_save()
		return versions.is_changed_while_running(self)

	@frappe.whitelist(methods=["POST"])
	def preview(self, start: str | None = None, length: int | None = None, unit: str | None = None) -> dict:
		"""Tell when a clock of this rule, saved or not, would be due and its steps would come; nothing is saved.

		:param start: when it begins, or the date to which it counts back; now unless given
		:param length: the number that a category says, for a rule that leaves it to the category
		:param unit: the unit that goes with it
		:return: `start`, `due`, `steps` with their times, and `warning` where a calendar is missing
		:raises frappe.ValidationError: the rule can't be counted as it stands
		"""
		self.check_permission("read")
		rule_check.check(self)
		limit = self.limit(length, unit)
		begins = get_datetime(start) if start else now_datetime()
		if self.counts_back:
			limit, begins = replace(limit, before=begins), min(begins, now_datetime())
		return _preview(limit, rule_of(self).steps, begins)

	def limit(self, length: int | None, unit: str | None) -> Limit:
		if self.length_from not in (THE_CATEGORY, THE_CALL):
			return Limit(self.length or 0, self.unit, self.method)
		if not length or not unit:
			frappe.throw(_("Please say for how long the preview is meant."), rule_check.RuleError)
		rule_check.check_limit(length, unit, self.method)
		return Limit(length, unit, self.method)


def _preview(limit: Limit, steps, start: datetime) -> dict:
	calendar = calendars.calendar()
	run = runs.begin(calendar, limit, start)
	pending = ladder.pending(calendar, run, steps)
	last = max([run.due, *(time for time, _step in pending)])
	missing = calendar.missing_years(start, last)
	return {
		"start": start,
		"due": run.due,
		"steps": [
			{
				"on": time,
				"percent": step.percent,
				"hours": step.hours,
				"days_left": step.days_left,
				"does": step.does,
				"tell": list(step.tell),
			}
			for time, step in pending
		],
		"warning": calendars.uncertain_words(missing) if missing else None,
	}
