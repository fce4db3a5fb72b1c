"""What a step of a case does to its clocks. Pure: it decides, `clocks` writes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from yumen_governance.time_limits.clocks import runs
from yumen_governance.time_limits.clocks.counting import Limit
from yumen_governance.time_limits.clocks.rules import PAUSES, STARTS, Facts, Rule, rule_for
from yumen_governance.time_limits.clocks.runs import Change, Run
from yumen_governance.time_limits.clocks.working_time import Calendar

RUNNING, PAUSED, STOPPED = "Running", "Paused", "Stopped"
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

	@property
	def is_open(self) -> bool:
		return self.status != STOPPED


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
	"""One thing to do to one clock: `clock` is there but for a start, `run` is what comes of it."""

	act: str
	kind: str
	run: Run
	clock: Clock | None = None
	rule: Rule | None = None
	number: int = 1


def plan(
	rules: Iterable[Rule], calendar: Calendar, clocks: Iterable[Clock], passage: Passage, now: datetime
) -> list[Deed]:
	"""Return what a passage does to the clocks of a case: to each that is open, or a start where none of its kind is."""
	rules, clocks = tuple(rules), tuple(clocks)
	kinds = dict.fromkeys([rule.kind for rule in rules] + [clock.kind for clock in clocks if clock.is_open])
	deeds = []
	for kind in kinds:
		of_kind = [clock for clock in clocks if clock.kind == kind]
		running = [clock for clock in of_kind if clock.is_open]
		best = rule_for(rules, kind, passage.facts)
		for clock in running:
			own = next((rule for rule in rules if rule.name == clock.rule), best)
			deeds.append(_go_on(calendar, clock, own, best, passage, now))
		if not running:
			deeds.append(_start(calendar, len(of_kind), best, passage, now))
	return [deed for deed in deeds if deed]


def _start(calendar, runs_before: int, rule: Rule | None, passage: Passage, now: datetime) -> Deed | None:
	if not rule or rule.stages.get(passage.to_stage) != STARTS or _ends(rule, passage):
		return None
	if not passage.enters and (runs_before or not passage.facts_changed):
		return None
	if runs_before and rule.once:
		return None
	run = runs.begin(calendar, rule.limit_for(passage.facts), now)
	return Deed(START, rule.kind, run, rule=rule, number=runs_before + 1)


def _go_on(calendar, clock: Clock, own: Rule | None, best: Rule | None, passage: Passage, now) -> Deed | None:
	effect = own.stages.get(passage.to_stage) if own else None
	lapsed = passage.facts_changed and not best and not own.by_call if own else True
	if lapsed or not effect or _ends(own, passage):
		return Deed(STOP, clock.kind, runs.pause(calendar, clock.run, now), clock)
	if passage.facts_changed and best and _differs(clock, best, best.limit_for(passage.facts)):
		clock, own = _rated(calendar, clock, best, passage), best
		rerated = True
	else:
		rerated = False
	if effect == PAUSES and clock.status == RUNNING:
		return Deed(PAUSE, clock.kind, runs.pause(calendar, clock.run, now), clock, rule=own)
	if effect != PAUSES and clock.status == PAUSED:
		return Deed(
			RESUME, clock.kind, runs.resume(calendar, clock.run, clock.paused_on, now), clock, rule=own
		)
	return Deed(RERATE, clock.kind, clock.run, clock, rule=own) if rerated else None


def _ends(rule: Rule, passage: Passage) -> bool:
	return bool(rule.stops_when_asked_for and rule.stops_when_asked_for in passage.asked)


def _differs(clock: Clock, rule: Rule, limit: Limit) -> bool:
	return (clock.rule, clock.run.limit) != (rule.name, limit)


def _rated(calendar, clock: Clock, rule: Rule, passage: Passage) -> Clock:
	"""The clock counted again from its start by another rule; what was agreed and the pauses stay."""
	run = runs.replay(calendar, rule.limit_for(passage.facts), clock.run.started, clock.changes)
	return replace(clock, run=run, rule=rule.name)


def due_after(clocks: Iterable[Clock], deeds: Iterable[Deed], kind: str) -> datetime | None:
	"""Return the soonest due time of the open clocks of a kind once the deeds are done, None without one."""
	deeds = [deed for deed in deeds if deed.kind == kind]
	touched = {deed.clock.name for deed in deeds if deed.clock}
	open_now = [deed.run.due for deed in deeds if deed.act != STOP]
	untouched = [
		clock.run.due
		for clock in clocks
		if clock.kind == kind and clock.is_open and clock.name not in touched
	]
	return min(open_now + untouched, default=None)
