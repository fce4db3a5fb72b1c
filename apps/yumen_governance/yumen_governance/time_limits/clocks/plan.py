"""What a step of a case does to its clocks. Pure: it decides, `clocks` writes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from yumen_governance.time_limits.clocks import runs
from yumen_governance.time_limits.clocks.counting import Limit
from yumen_governance.time_limits.clocks.rules import PAUSES, STARTS, Facts, Rule, own_of, rule_for
from yumen_governance.time_limits.clocks.runs import EXCLUSION, Change, Run
from yumen_governance.time_limits.clocks.working_time import Calendar

RUNNING, PAUSED, STOPPED, LAPSED = "Running", "Paused", "Stopped", "Lapsed"
OPEN = (RUNNING, PAUSED)
START, PAUSE, RESUME, STOP, RERATE = "start", "pause", "resume", "stop", "rerate"


@dataclass(frozen=True)
class Called:
	"""Whose clock it is when it isn't the lead's: the unit or grid that somebody called to a case."""

	unit: str | None = None
	grid: str | None = None
	by: str | None = None


@dataclass(frozen=True)
class Clock:
	"""A clock of a case as it is stored, and what happened to it."""

	name: str
	kind: str
	number: int
	status: str
	rule: str | None
	run: Run
	paused_on: datetime | None = None
	extensions: int = 0
	ladder: str | None = None
	called: Called | None = None
	changes: tuple[Change, ...] = ()
	version: int = 1

	@property
	def is_open(self) -> bool:
		return self.status in OPEN


@dataclass(frozen=True)
class Passage:
	"""The way of a case from stage to stage, the fields that the transition asked for, and its facts.

	`facts_changed`: a field that rules ask about was changed, with or without a transition.
	"""

	from_stage: str | None
	to_stage: str | None
	facts: Facts
	asked: frozenset[str] = field(default_factory=frozenset)
	facts_changed: bool = False

	@property
	def enters(self) -> bool:
		return self.from_stage != self.to_stage


@dataclass(frozen=True)
class Deed:
	"""One thing to do to one clock: `clock` is there but for a start, `run` is what comes of it.

	`at`: when it ended, where that wasn't just now.
	"""

	act: str
	kind: str
	run: Run
	clock: Clock | None = None
	rule: Rule | None = None
	number: int = 1
	at: datetime | None = None


def plan(
	rules: Iterable[Rule], calendar: Calendar, clocks: Iterable[Clock], passage: Passage, now: datetime
) -> list[Deed]:
	"""Return what a passage does to the clocks of a case: to each that is open, or a start where none of its kind is."""
	rules, clocks = tuple(rules), tuple(clocks)
	kinds = dict.fromkeys([rule.kind for rule in rules] + [clock.kind for clock in clocks if clock.is_open])
	deeds = []
	for kind in kinds:
		of_kind = [clock for clock in clocks if clock.kind == kind]
		best = rule_for(rules, kind, passage.facts, now)
		deeds += _of_kind(rules, calendar, of_kind, best, passage, now)
	return [deed for deed in deeds if deed]


def _of_kind(
	rules, calendar, clocks: list[Clock], best: Rule | None, passage: Passage, now
) -> list[Deed | None]:
	deeds, running, begins = [], [clock for clock in clocks if clock.is_open], True
	for clock in running:
		own = own_of(rules, clock.rule, clock.version) or best
		# A rule that has another version by now counts on as it read when the clock began
		by_now = own if best and own.name == best.name else best
		deeds.append(_go_on(calendar, clock, own, by_now, passage, now))
		begins = _is_counted_to_another_date(clock, own, passage)
	if clocks and not running and clocks[-1].status == LAPSED:
		own = own_of(rules, clocks[-1].rule, clocks[-1].version)
		deeds.append(_ended_after_all(calendar, clocks[-1], own, passage, now))
	if begins:
		deeds.append(_start(calendar, clocks, best, passage, now))
	return deeds


def _start(calendar, before: list[Clock], rule: Rule | None, passage: Passage, now: datetime) -> Deed | None:
	if not rule or rule.stages.get(passage.to_stage) != STARTS or _ends(rule, passage):
		return None
	start, limit = rule.start_for(passage.facts, now), rule.limit_for(passage.facts)
	if not start or rule.done_on(passage.facts, now, now) or (before and rule.once):
		return None
	if not _is_occasion(rule, before, passage, start, limit):
		return None
	return Deed(START, rule.kind, runs.begin(calendar, limit, start), rule=rule, number=len(before) + 1)


def _is_occasion(rule: Rule, before: list[Clock], passage: Passage, start: datetime, limit: Limit) -> bool:
	"""Whether a clock begins now: the case comes into a stage, or a fact says so and it never ran.

	Counted from a date it begins with that date, once for each.
	"""
	if not rule.counts_from:
		return passage.enters or (passage.facts_changed and not before)
	lapsed = before and before[-1].status == LAPSED
	same = (
		lapsed
		and (before[-1].run.started == start or limit.before)
		and before[-1].run.limit.before == limit.before
	)
	return (passage.enters or passage.facts_changed) and not same


def _is_counted_to_another_date(clock: Clock, own: Rule | None, passage: Passage) -> bool:
	"""Whether the date to which a clock counts back was moved, so that it ends and another one begins."""
	if not own or not own.counts_back or not passage.facts_changed:
		return False
	limit = own.limit_for(passage.facts)
	return bool(limit and limit.before and limit.before != clock.run.limit.before)


def _go_on(calendar, clock: Clock, own: Rule | None, best: Rule | None, passage: Passage, now) -> Deed | None:
	effect = own.stages.get(passage.to_stage) if own else None
	if not effect or _is_over(clock, own, best, passage):
		at = own and own.done_on(passage.facts, clock.run.due, now)
		return Deed(STOP, clock.kind, runs.pause(calendar, clock.run, at or now), clock, at=at)
	rerated = bool(passage.facts_changed and best and _differs(clock, best, passage.facts))
	if rerated:
		clock, own = _rated(calendar, clock, best, passage), best
	if effect == PAUSES and clock.status == RUNNING:
		return Deed(PAUSE, clock.kind, runs.pause(calendar, clock.run, now), clock, rule=own)
	if effect != PAUSES and clock.status == PAUSED:
		return Deed(RESUME, clock.kind, _resumed(calendar, clock, now), clock, rule=own)
	return Deed(RERATE, clock.kind, clock.run, clock, rule=own) if rerated else None


def _is_over(clock: Clock, own: Rule, best: Rule | None, passage: Passage) -> bool:
	"""Whether nothing keeps a clock going: no rule counts any more, its date is gone, or what it waits for is done."""
	if passage.facts_changed and not best and not own.by_call:
		return True
	if own.counts_from and own.counts_from not in passage.facts.dates:
		return True
	done = any(name in passage.facts.filled for name in own.ends)
	return done or _ends(own, passage) or _is_counted_to_another_date(clock, own, passage)


def _ended_after_all(
	calendar, clock: Clock, own: Rule | None, passage: Passage, now: datetime
) -> Deed | None:
	"""End a clock that had lapsed because nobody had written down that it was done in time."""
	at = own and own.done_on(passage.facts, clock.run.due, now)
	if not at or at > clock.run.due:
		return None
	run = runs.replay(calendar, clock.run.limit, clock.run.started, clock.changes)
	return Deed(STOP, clock.kind, runs.pause(calendar, run, at), clock, at=at)


def _resumed(calendar, clock: Clock, now: datetime) -> Run:
	"""The run after a pause; where time is left out by law as well, counted anew, so that no day counts twice."""
	if not any(change.kind == EXCLUSION for change in clock.changes):
		return runs.resume(calendar, clock.run, clock.paused_on, now)
	changes = [
		change if change.until or change.due else replace(change, until=now) for change in clock.changes
	]
	return runs.replay(calendar, clock.run.limit, clock.run.started, changes)


def _ends(rule: Rule, passage: Passage) -> bool:
	return bool(rule.stops_when_asked_for and rule.stops_when_asked_for in passage.asked)


def _differs(clock: Clock, rule: Rule, facts: Facts) -> bool:
	limit, start = rule.limit_for(facts), _start_of(clock, rule, facts)
	return (clock.rule, clock.run.limit, clock.run.started) != (rule.name, limit, start)


def _start_of(clock: Clock, rule: Rule, facts: Facts) -> datetime:
	return rule.start_for(facts, clock.run.started) or clock.run.started


def _rated(calendar, clock: Clock, rule: Rule, passage: Passage) -> Clock:
	"""The clock counted again by another rule or from another date; what was agreed and the pauses stay."""
	limit, start = rule.limit_for(passage.facts), _start_of(clock, rule, passage.facts)
	run = runs.replay(calendar, limit, start, clock.changes)
	return replace(clock, run=run, rule=rule.name, version=rule.version)


def due_after(clocks: Iterable[Clock], deeds: Iterable[Deed], kinds: Collection[str]) -> datetime | None:
	"""Return the soonest due time of the open clocks of some kinds once the deeds are done, None without one."""
	deeds = [deed for deed in deeds if deed.kind in kinds]
	touched = {deed.clock.name for deed in deeds if deed.clock}
	open_now = [deed.run.due for deed in deeds if deed.act != STOP]
	untouched = [
		clock.run.due
		for clock in clocks
		if clock.kind in kinds and clock.is_open and clock.name not in touched
	]
	return min(open_now + untouched, default=None)
