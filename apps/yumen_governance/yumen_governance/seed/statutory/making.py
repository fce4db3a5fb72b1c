"""How a limit of a law is written down, and made into a Time Limit Rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yumen_governance.time_limits.clocks.counting import CALENDAR_DAYS, COURT, MONTHS, WORKING_DAYS
from yumen_governance.time_limits.clocks.rules import TO_BE_CHECKED, VERIFIED

RULE = "Time Limit Rule"
REQUEST, STEP, AGREEMENT, CASE = "Service Request", "Resolution Step", "Mediation Agreement", "Dispute Case"
CATEGORIES = {REQUEST: "Service Item", STEP: "Resolution Method", CASE: "Dispute Type"}

HANDLER = {"does": "Notify", "tell_handler": 1}
EVERYBODY = {"does": "Notify", "tell_handler": 1, "tell_leader": 1, "tell_centre": 1}
# What an office must do, and what a party may do: the one is overdue, the other is lost
SHORT_DUTY = ({"days_left": 1, **HANDLER}, {"after_percent": 100, **EVERYBODY})
DUTY = ({"days_left": 3, **HANDLER}, {"after_percent": 100, **EVERYBODY})
LONG_DUTY = ({"days_left": 10, **HANDLER}, *DUTY)
RIGHT = ({"days_left": 3, **HANDLER}, {"after_percent": 100, "does": "Lapse", "tell_handler": 1})
LONG_RIGHT = ({"days_left": 10, **HANDLER}, *RIGHT)
YEARS_RIGHT = ({"days_left": 90, **HANDLER}, {"days_left": 30, **HANDLER}, *LONG_RIGHT)


@dataclass(frozen=True)
class Days:
	"""A length and its unit; whether days are working days is always said."""

	length: int
	unit: str


def working(length: int) -> Days:
	return Days(length, WORKING_DAYS)


def calendar(length: int) -> Days:
	return Days(length, CALENDAR_DAYS)


def months(length: int) -> Days:
	return Days(length, MONTHS)


@dataclass(frozen=True)
class Law:
	"""The law by its name without marks, and whether its text was read."""

	name: str
	verified: bool


@dataclass(frozen=True)
class Extension:
	"""How often a limit may be extended, by how much, who approves it, and whether the parties are told in writing."""

	days: Days
	approver: str
	notice: bool = False
	times: int = 1


@dataclass(frozen=True)
class Bound:
	"""A limit of a law: its title, for which cases, from and until which date, how long, and where it stands."""

	title: str
	kind: str
	doctype: str
	category: str | None
	days: Days
	counts_from: str
	ends: Sequence[str]
	law: Law | None
	article: str | None
	stages: Mapping[str, str]
	steps: Sequence[Mapping]
	extension: Extension | None = None
	exclusions: Sequence[tuple[str, str]] = ()
	only_if: tuple[str, str | None] | None = None
	unless: tuple[str, str | None] | None = None
	counts_back: bool = False
	gives_due: bool = False
	order: int = 100
	remark: str | None = None
	more: Mapping = field(default_factory=dict)

	@property
	def category_doctype(self) -> str | None:
		return CATEGORIES.get(self.doctype)

	@property
	def fields(self) -> list[str]:
		"""The fields of the case that it names."""
		conditions = [pair[0] for pair in (self.only_if, self.unless) if pair]
		return [self.counts_from, *self.ends, *conditions]


def rule_values(bound: Bound) -> dict:
	"""Return the Time Limit Rule record of a limit."""
	return {
		"title": bound.title,
		"kind": bound.kind,
		"applies_to": bound.doctype,
		"is_active": 1,
		"rule_order": bound.order,
		"gives_due": int(bound.gives_due),
		"category_doctype": bound.category_doctype if bound.category else None,
		"category": bound.category,
		**_conditions(bound),
		"length_from": "This Rule",
		"length": bound.days.length,
		"unit": bound.days.unit,
		"method": COURT,
		"counts_from": bound.counts_from,
		"counts_back": int(bound.counts_back),
		"ends_when_set": bound.ends[0] if bound.ends else None,
		"or_when_set": bound.ends[1] if len(bound.ends) > 1 else None,
		"legal_basis": bound.remark,
		"stages": [{"stage": stage, "effect": effect} for stage, effect in bound.stages.items()],
		"steps": [dict(step) for step in bound.steps],
		"exclusions": [{"reason": reason, "ground": ground} for reason, ground in bound.exclusions],
		**_law(bound),
		**_extension(bound.extension),
		**bound.more,
	}


def _conditions(bound: Bound) -> dict:
	only_if, unless = bound.only_if or (None, None), bound.unless or (None, None)
	return {
		"only_if_set": only_if[0],
		"only_if_value": only_if[1],
		"unless_set": unless[0],
		"unless_value": unless[1],
	}


def _law(bound: Bound) -> dict:
	if not bound.law:
		return {"law": None, "article": None, "verification": None}
	verification = VERIFIED if bound.law.verified else TO_BE_CHECKED
	return {"law": bound.law.name, "article": bound.article, "verification": verification}


def _extension(extension: Extension | None) -> dict:
	if not extension:
		return {"max_extensions": 0}
	return {
		"max_extensions": extension.times,
		"extension_length": extension.days.length,
		"extension_unit": extension.days.unit,
		"extension_approver": extension.approver,
		"extension_notice": int(extension.notice),
	}
