"""Time Limit Rules: which one counts for a case. Pure but for `rules_of`; `versions` says how they once read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

import frappe

from yumen_governance.time_limits import memo
from yumen_governance.time_limits.clocks import ladder, rule_records
from yumen_governance.time_limits.clocks.counting import END_OF_DAY, WORKING_TIME, Limit
from yumen_governance.time_limits.clocks.ladder import LadderStep

DOCTYPE = rule_records.RULE
SIGN, FIRST_RESPONSE, HANDLE, FOLLOW_UP, EMERGENCY, JOINT_ACTION = (
	"Sign",
	"First Response",
	"Handle",
	"Follow Up",
	"Emergency",
	"Joint Action",
)
STARTS, RUNS, PAUSES = "Starts", "Runs", "Pauses"
THE_CATEGORY, THE_CALL = "The Category", "The Call"
VERIFIED, TO_BE_CHECKED = "Verified", "To Be Checked by the Legal Office"
# What a Rule takes from its record as it stands there
AS_WRITTEN = (
	"category",
	"urgency",
	"source",
	"grid",
	"only_if_set",
	"only_if_value",
	"unless_set",
	"unless_value",
	"unit",
	"counts_from",
	"stops_when_asked_for",
)


@dataclass(frozen=True)
class Facts:
	"""What rules ask of a case: categories and grids from its own to the highest, and the filled fields.

	`limit` is the length and unit that its category says; `values` are the fields that rules name, `dates` those of
	them that are dates or times.
	"""

	categories: tuple[str, ...] = ()
	urgency: str | None = None
	source: str | None = None
	grids: tuple[str, ...] = ()
	filled: frozenset[str] = frozenset()
	limit: tuple[int, str] | None = None
	values: Mapping[str, str] = field(default_factory=dict)
	dates: Mapping[str, date | datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Basis:
	"""What a rule rests on, as people read it: of the law, and of exclusions (reason, ground) and extensions."""

	title: str | None = None
	law: str | None = None
	article: str | None = None
	verification: str | None = None
	exclusions: tuple[tuple[str, str], ...] = ()
	extension_approver: str | None = None
	extension_notice: bool = False


@dataclass(frozen=True)
class Rule:
	"""A version of a Time Limit Rule as the cases need it.

	`counts_from`: the field of the case from whose date it counts, `counts_back` to it; `ends`: the fields that end it.
	"""

	name: str
	kind: str
	order: int = 100
	category: str | None = None
	urgency: str | None = None
	source: str | None = None
	grid: str | None = None
	only_if_set: str | None = None
	only_if_value: str | None = None
	unless_set: str | None = None
	unless_value: str | None = None
	by_category: bool = False
	by_call: bool = False
	length: int = 0
	unit: str | None = None
	method: str = WORKING_TIME
	counts_from: str | None = None
	counts_back: bool = False
	stages: Mapping[str, str] = field(default_factory=dict)
	once: bool = False
	stops_when_asked_for: str | None = None
	ends: tuple[str, ...] = ()
	gives_due: bool = False
	max_extensions: int = 0
	extension: tuple[int, str] | None = None
	steps: tuple[LadderStep, ...] = ()
	version: int = 1
	valid_from: date | None = None
	is_active: bool = True
	basis: Basis = field(default_factory=Basis)

	def limit_for(self, facts: Facts) -> Limit | None:
		"""Return the limit that the rule gives a case, None where its category or a call should say it and doesn't."""
		length, unit = (facts.limit or (0, None)) if self.by_category else (self.length, self.unit)
		if self.counts_back:
			return Limit(length, unit, self.method, self._counted_from(facts)) if unit else None
		return Limit(length, unit, self.method) if length and unit else None

	def start_for(self, facts: Facts, now: datetime) -> datetime | None:
		"""Return when a clock of this rule begins: now, or the date from which it counts; None without that date."""
		if not self.counts_from or self.counts_back:
			return now if not self.counts_from or self.counts_from in facts.dates else None
		return self._counted_from(facts)

	def _counted_from(self, facts: Facts) -> datetime | None:
		value = facts.dates.get(self.counts_from)
		return value if value is None or isinstance(value, datetime) else datetime.combine(value, time.min)

	def done_on(self, facts: Facts, due: datetime, now: datetime) -> datetime | None:
		"""Return when the fields that end the rule's clocks say that it was done, None while they are empty.

		A day that was written down later counts as that day, whatever the hour; a tick counts as now.
		"""
		done = next((name for name in self.ends if name in facts.filled), None)
		if not done:
			return None
		value = facts.dates.get(done, now)
		if isinstance(value, datetime):
			return min(value, now)
		moment = min(datetime.combine(value, END_OF_DAY), now)
		return min(moment, due) if value == due.date() else moment

	def fits(self, facts: Facts) -> bool:
		"""Tell whether every condition of the rule holds for a case, and the rule has a limit for it."""
		return self.is_met(facts) and self.limit_for(facts) is not None

	def is_met(self, facts: Facts) -> bool:
		"""Tell whether every condition of the rule holds for a case."""
		return (
			(not self.category or self.category in facts.categories)
			and (not self.urgency or self.urgency == facts.urgency)
			and (not self.source or self.source == facts.source)
			and (not self.grid or self.grid in facts.grids)
			and (not self.only_if_set or _says(facts, self.only_if_set, self.only_if_value))
			and not (self.unless_set and _says(facts, self.unless_set, self.unless_value))
		)

	def narrowness(self, facts: Facts) -> int:
		"""Return how narrow the conditions are: the deeper a category or grid, the narrower."""
		depth = _depth(self.category, facts.categories) + _depth(self.grid, facts.grids)
		asked = (self.urgency, self.source, self.only_if_set, self.only_if_value, self.unless_set)
		return depth + sum(map(bool, asked))

	@property
	def fields(self) -> tuple[str, ...]:
		"""The fields of the case that it asks about, beside category, urgency, source and grid."""
		return tuple(filter(None, (self.only_if_set, self.unless_set, self.counts_from, *self.ends)))


def _says(facts: Facts, fieldname: str, value: str | None) -> bool:
	return facts.values.get(fieldname) == value if value else fieldname in facts.filled


def _depth(name: str | None, line: tuple[str, ...]) -> int:
	return len(line) - line.index(name) if name else 0


def rule_for(rules: Iterable[Rule], kind: str, facts: Facts, now: datetime) -> Rule | None:
	"""Return the rule of a kind that counts for a case: the lowest order, then the narrowest, then by name.

	:param now: when a clock of a rule without a date of its own would begin; each rule counts as it reads then
	"""
	of_kind = in_force([rule for rule in rules if rule.kind == kind], facts, now)
	return _first([rule for rule in of_kind if rule.fits(facts)], facts)


def rule_for_call(rules: Iterable[Rule], kind: str, facts: Facts, now: datetime) -> Rule | None:
	"""Return the rule of a kind that counts for a call, whose length the call says."""
	of_kind = in_force([rule for rule in rules if rule.kind == kind and rule.by_call], facts, now)
	return _first([rule for rule in of_kind if rule.is_met(facts)], facts)


def in_force(rules: Iterable[Rule], facts: Facts, now: datetime) -> list[Rule]:
	"""Return of each active rule the version that a clock which begins now is counted by, if it has one already.

	:param rules: the versions of a rule newest first
	"""
	found: dict[str, Rule] = {}
	for rule in rules:
		start = rule.start_for(facts, now) or now
		if rule.is_active and rule.name not in found and (rule.valid_from or start.date()) <= start.date():
			found[rule.name] = rule
	return list(found.values())


def own_of(rules: Iterable[Rule], name: str | None, version: int) -> Rule | None:
	"""Return the version of a rule by which a clock began, None when the rule is gone."""
	return next((rule for rule in rules if (rule.name, rule.version) == (name, version)), None)


def due_kinds(rules: Iterable[Rule]) -> frozenset[str]:
	"""Return the kinds of clock whose due time is that of the case."""
	return frozenset({HANDLE, *(rule.kind for rule in rules if rule.gives_due)})


def _first(rules: list[Rule], facts: Facts) -> Rule | None:
	return min(rules, key=lambda rule: (rule.order, -rule.narrowness(facts), rule.name), default=None)


def rules_of(doctype: str) -> tuple[Rule, ...]:
	"""Return the rules of a DocType with all their versions, newest first; kept in the process while none changes.

	Inactive ones are among them, for the clocks that run by them.
	"""
	return memo.of(DOCTYPE, _load).get(doctype, ())


def _load() -> dict[str, tuple[Rule, ...]]:
	found: dict[str, list[Rule]] = {}
	for record in rule_records.every():
		found.setdefault(record.applies_to, []).append(rule_of(record))
	return {doctype: tuple(rules) for doctype, rules in found.items()}


def rule_of(doc) -> Rule:
	"""Return the Rule that a Time Limit Rule says: the document, or a row with its tables."""
	return Rule(
		name=doc.name,
		kind=doc.kind,
		order=doc.rule_order or 0,
		by_category=doc.length_from == THE_CATEGORY,
		by_call=doc.length_from == THE_CALL,
		length=doc.length or 0,
		method=doc.method or WORKING_TIME,
		counts_back=bool(doc.counts_from and doc.counts_back),
		stages={row.stage: row.effect for row in doc.stages},
		once=bool(doc.once),
		ends=tuple(filter(None, (doc.ends_when_set, doc.or_when_set))),
		gives_due=bool(doc.gives_due),
		max_extensions=doc.max_extensions or 0,
		extension=(doc.extension_length, doc.extension_unit) if doc.extension_length else None,
		steps=ladder.steps_of(doc.steps),
		version=doc.version or 1,
		valid_from=frappe.utils.getdate(doc.valid_from) if doc.valid_from else None,
		is_active=bool(doc.is_active),
		basis=_basis_of(doc),
		**{name: doc.get(name) or None for name in AS_WRITTEN},
	)


def _basis_of(doc) -> Basis:
	return Basis(
		title=doc.title,
		law=doc.law or None,
		article=doc.article or None,
		verification=doc.verification or None,
		exclusions=tuple((row.reason, row.ground or "") for row in doc.exclusions or ()),
		extension_approver=doc.extension_approver or None,
		extension_notice=bool(doc.extension_notice),
	)
