"""What was unusual in a day of the Sensitive Access Log: one function for each rule, each one query."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

import frappe
from frappe.query_builder.functions import Count, Max, Sum
from frappe.utils import get_time
from pypika import Order
from pypika.terms import Criterion

LOG = "Sensitive Access Log"
SEEN = ("Reveal", "Open", "Search", "Print")
SATURDAY = 5


@dataclass(frozen=True)
class Day:
	"""A day of the log, as criteria on its table."""

	date: date

	@property
	def begin(self) -> datetime:
		return datetime.combine(self.date, time.min)

	@property
	def end(self) -> datetime:
		return self.begin + timedelta(days=1)

	def of(self, log) -> Criterion:
		return (log.logged_on >= self.begin) & (log.logged_on < self.end)


@dataclass(frozen=True)
class Finding:
	"""Who, or which record, reached the threshold of a rule, and with how many."""

	rule: str
	figure: int
	threshold: int
	user: str | None = None
	user_name: str | None = None
	reference_doctype: str | None = None
	reference_name: str | None = None

	def row(self) -> dict:
		"""Return the fields of an Access Report Finding."""
		return asdict(self)


def findings_of(day: Day) -> Iterator[Finding]:
	"""Yield what the active rules find in a day, rule by rule."""
	rules = frappe.get_all("Access Alert Rule", {"is_active": 1}, ["kind", "threshold"], order_by="kind")
	for rule in rules:
		yield from FINDERS[rule.kind](rule.kind, max(rule.threshold, 1), day)


def _by_person(rule: str, threshold: int, day: Day, criterion: Callable, figure=None) -> Iterator[Finding]:
	"""Group a day's rows by person and keep those who reach the threshold.

	:param criterion: which rows count, as a function of the table
	:param figure: what is counted, as a function of the table; rows unless given
	"""
	log = frappe.qb.DocType(LOG)
	total = figure(log) if figure else Count("*")
	found = (
		frappe.qb.from_(log)
		.select(log.user, Max(log.user_name), total)
		.where(day.of(log) & criterion(log))
		.groupby(log.user)
		.having(total >= threshold)
		.orderby(total, order=Order.desc)
	).run()
	for user, user_name, number in found:
		yield Finding(rule, int(number), threshold, user, user_name)


def _seen(log) -> Criterion:
	return log.action.isin(SEEN) & (log.outcome == "Allowed")


def many_accesses(rule: str, threshold: int, day: Day) -> Iterator[Finding]:
	"""People who saw many values."""
	return _by_person(rule, threshold, day, _seen)


def outside_working_hours(rule: str, threshold: int, day: Day) -> Iterator[Finding]:
	"""People who looked before or after work; at weekends any access, unless the office works then."""
	settings = frappe.get_cached_doc("Privacy Settings")
	if day.date.weekday() >= SATURDAY and not settings.works_at_weekends:
		return _by_person(rule, threshold, day, _seen)
	begin = datetime.combine(day.date, get_time(settings.work_begins))
	end = datetime.combine(day.date, get_time(settings.work_ends))
	return _by_person(
		rule, threshold, day, lambda log: _seen(log) & ((log.logged_on < begin) | (log.logged_on > end))
	)


def outside_own_territory(rule: str, threshold: int, day: Day) -> Iterator[Finding]:
	"""People who looked at records of other grids without naming a case."""
	return _by_person(
		rule,
		threshold,
		day,
		lambda log: _seen(log) & (log.outside_territory == 1) & log.case_name.isnull(),
	)


def many_refusals(rule: str, threshold: int, day: Day) -> Iterator[Finding]:
	"""People who were refused often."""
	return _by_person(rule, threshold, day, lambda log: log.outcome == "Refused")


def large_export(rule: str, threshold: int, day: Day) -> Iterator[Finding]:
	"""People who took many rows out."""
	return _by_person(
		rule,
		threshold,
		day,
		lambda log: (log.action == "Export") & (log.outcome == "Allowed"),
		figure=lambda log: Sum(log.row_count),
	)


def first_access(rule: str, threshold: int, day: Day) -> Iterator[Finding]:
	"""People who saw something for the first time since the log reaches back."""
	earlier = frappe.qb.DocType(LOG).as_("earlier")
	before = (
		frappe.qb.from_(earlier)
		.select(earlier.user)
		.distinct()
		.where((earlier.logged_on < day.begin) & _seen(earlier))
	)
	return _by_person(rule, threshold, day, lambda log: _seen(log) & log.user.notin(before))


def many_people_one_record(rule: str, threshold: int, day: Day) -> Iterator[Finding]:
	"""Records that many people looked at."""
	log = frappe.qb.DocType(LOG)
	people = Count(log.user).distinct()
	found = (
		frappe.qb.from_(log)
		.select(log.reference_doctype, log.reference_name, people)
		.where(day.of(log) & _seen(log) & log.reference_name.isnotnull())
		.groupby(log.reference_doctype, log.reference_name)
		.having(people >= threshold)
		.orderby(people, order=Order.desc)
	).run()
	for doctype, name, number in found:
		yield Finding(rule, int(number), threshold, reference_doctype=doctype, reference_name=name)


FINDERS = {
	"Many Accesses": many_accesses,
	"Outside Working Hours": outside_working_hours,
	"Outside Own Territory": outside_own_territory,
	"Many People, One Record": many_people_one_record,
	"Many Refusals": many_refusals,
	"Large Export": large_export,
	"First Access": first_access,
}
