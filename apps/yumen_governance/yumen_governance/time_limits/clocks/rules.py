"""Time Limit Rules: which one counts for a case. Pure but for `rules_of`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import frappe

from yumen_governance.time_limits import memo
from yumen_governance.time_limits.clocks import ladder
from yumen_governance.time_limits.clocks.counting import WORKING_TIME, Limit
from yumen_governance.time_limits.clocks.ladder import LadderStep

DOCTYPE = "Time Limit Rule"
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


@dataclass(frozen=True)
class Facts:
	"""What rules ask of a case: categories and grids from its own to the highest, and the filled fields.

	`limit` is the length and unit that its category says.
	"""

	categories: tuple[str, ...] = ()
	urgency: str | None = None
	source: str | None = None
	grids: tuple[str, ...] = ()
	filled: frozenset[str] = frozenset()
	limit: tuple[int, str] | None = None


@dataclass(frozen=True)
class Rule:
	"""A Time Limit Rule as the cases need it."""

	name: str
	kind: str
	order: int = 100
	category: str | None = None
	urgency: str | None = None
	source: str | None = None
	grid: str | None = None
	only_if_set: str | None = None
	by_category: bool = False
	by_call: bool = False
	length: int = 0
	unit: str | None = None
	method: str = WORKING_TIME
	stages: Mapping[str, str] = field(default_factory=dict)
	once: bool = False
	stops_when_asked_for: str | None = None
	max_extensions: int = 0
	extension: tuple[int, str] | None = None
	steps: tuple[LadderStep, ...] = ()

	def limit_for(self, facts: Facts) -> Limit | None:
		"""Return the limit that the rule gives a case, None where its category or a call should say it and doesn't."""
		length, unit = (facts.limit or (0, None)) if self.by_category else (self.length, self.unit)
		return Limit(length, unit, self.method) if length and unit else None

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
			and (not self.only_if_set or self.only_if_set in facts.filled)
		)

	def narrowness(self, facts: Facts) -> int:
		"""Return how narrow the conditions are: the deeper a category or grid, the narrower."""
		depth = _depth(self.category, facts.categories) + _depth(self.grid, facts.grids)
		return depth + sum(map(bool, (self.urgency, self.source, self.only_if_set)))


def _depth(name: str | None, line: tuple[str, ...]) -> int:
	return len(line) - line.index(name) if name else 0


def rule_for(rules: Iterable[Rule], kind: str, facts: Facts) -> Rule | None:
	"""Return the rule of a kind that counts for a case: the lowest order, then the narrowest, then by name."""
	return _first([rule for rule in rules if rule.kind == kind and rule.fits(facts)], facts)


def rule_for_call(rules: Iterable[Rule], kind: str, facts: Facts) -> Rule | None:
	"""Return the rule of a kind that counts for a call, whose length the call says."""
	return _first(
		[rule for rule in rules if rule.kind == kind and rule.by_call and rule.is_met(facts)], facts
	)


def _first(rules: list[Rule], facts: Facts) -> Rule | None:
	return min(rules, key=lambda rule: (rule.order, -rule.narrowness(facts), rule.name), default=None)


def rules_of(doctype: str) -> tuple[Rule, ...]:
	"""Return the active rules of a DocType; kept in the process while no rule changes."""
	return memo.of(DOCTYPE, _load).get(doctype, ())


def _load() -> dict[str, tuple[Rule, ...]]:
	found: dict[str, list[Rule]] = {}
	for name in frappe.get_all(DOCTYPE, {"is_active": 1}, pluck="name", order_by="rule_order, name"):
		doc = frappe.get_doc(DOCTYPE, name)
		found.setdefault(doc.applies_to, []).append(rule_of(doc))
	return {doctype: tuple(rules) for doctype, rules in found.items()}


def rule_of(doc) -> Rule:
	"""Return the Rule that a document of the DocType Time Limit Rule says."""
	return Rule(
		name=doc.name,
		kind=doc.kind,
		order=doc.rule_order or 0,
		category=doc.category or None,
		urgency=doc.urgency or None,
		source=doc.source or None,
		grid=doc.grid or None,
		only_if_set=doc.only_if_set or None,
		by_category=doc.length_from == THE_CATEGORY,
		by_call=doc.length_from == THE_CALL,
		length=doc.length or 0,
		unit=doc.unit or None,
		method=doc.method or WORKING_TIME,
		stages={row.stage: row.effect for row in doc.stages},
		once=bool(doc.once),
		stops_when_asked_for=doc.stops_when_asked_for or None,
		max_extensions=doc.max_extensions or 0,
		extension=(doc.extension_length, doc.extension_unit) if doc.extension_length else None,
		steps=ladder.steps_of(doc.steps),
	)
