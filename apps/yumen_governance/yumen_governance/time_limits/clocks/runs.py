"""The run of a clock: begun, paused, resumed, extended, and when each step of its ladder comes. Pure.

A run is a value; each function returns the next one. `replay` makes a run again from what is kept of it, after
the calendar has changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from yumen_governance.time_limits.clocks.counting import (
	CALENDAR_DAYS,
	COURT,
	WORKING_DAYS,
	Limit,
	days_back,
	due_after_pause,
	due_of,
	end_of,
	last_day_of,
	last_day_without,
	later,
	measured,
)
from yumen_governance.time_limits.clocks.working_time import Calendar, midnight

PAUSE, EXTENSION, EXCLUSION = "Pause", "Extension", "Exclusion"


@dataclass(frozen=True)
class Run:
	"""`due` is the promise; `used` of `allowed` had passed at `since`, from which the clock runs.

	A paused run has no `since`. Used and allowed are time as the limit counts it.
	"""

	limit: Limit
	started: datetime
	due: datetime
	allowed: timedelta
	used: timedelta
	since: datetime | None


@dataclass(frozen=True)
class Change:
	"""What happened to a run.

	A pause from `at` to `until` (None while it lasts); time that the law leaves out, from `at` to `until`; or a new due
	time agreed at `at`. `noted`: when it was written down.
	"""

	kind: str
	at: datetime
	until: datetime | None = None
	due: datetime | None = None
	noted: datetime | None = None


@dataclass(frozen=True)
class Moment:
	"""When a step of a ladder comes.

	After so many per cent, so many working hours after the due time, or with so many days left before it.
	"""

	percent: float | None = None
	hours: float | None = None
	days_left: int | None = None


def begin(calendar: Calendar, limit: Limit, start: datetime) -> Run:
	"""Start a run at a moment."""
	due = due_of(calendar, limit, start)
	return Run(limit, start, due, measured(calendar, limit, start, due), timedelta(), start)


def used(calendar: Calendar, run: Run, now: datetime) -> timedelta:
	"""Return how much of its time a run has used by a moment; more than allowed when it is overdue."""
	return run.used + (measured(calendar, run.limit, run.since, now) if run.since else timedelta())


def left(calendar: Calendar, run: Run, now: datetime) -> timedelta:
	"""Return how much is left, negative when the run is overdue."""
	return run.allowed - used(calendar, run, now)


def pause(calendar: Calendar, run: Run, now: datetime) -> Run:
	"""Stop the time of a running run."""
	return replace(run, used=used(calendar, run, now), since=None)


def resume(calendar: Calendar, run: Run, paused: datetime, now: datetime) -> Run:
	"""Let a run go on that was paused at a moment; its due time moves by the pause."""
	due = due_after_pause(calendar, run.limit, run.due, paused, now)
	allowed = run.allowed
	if run.due > paused:
		allowed = run.used + measured(calendar, run.limit, now, due)
	return replace(run, due=due, allowed=allowed, since=now)


def extend(calendar: Calendar, run: Run, due: datetime, now: datetime) -> Run:
	"""Give a run a later due time, running or paused; steps count in per cent of the whole new time."""
	passed = used(calendar, run, now)
	since = run.since and max(run.since, now)
	allowed = passed + measured(calendar, run.limit, since or now, due)
	return replace(run, due=due, allowed=allowed, used=passed, since=since)


def step_time(calendar: Calendar, run: Run, moment: Moment) -> datetime | None:
	"""Return when a step comes if nothing happens to the run, None while it is paused.

	None as well for days left of a run that never had as many.
	"""
	if not run.since:
		return None
	if moment.days_left:
		return _time_with_left(calendar, run, moment.days_left)
	if moment.hours:
		return calendar.add(_time_at(calendar, run, run.allowed), timedelta(hours=moment.hours))
	return _time_at(calendar, run, run.allowed * moment.percent / 100)


def _time_with_left(calendar: Calendar, run: Run, days: int) -> datetime | None:
	"""The beginning of the day so many days before the last: working days where the limit counts those."""
	unit = WORKING_DAYS if run.limit.unit == WORKING_DAYS else CALENDAR_DAYS
	moment = midnight(days_back(calendar, unit, run.due.date(), days))
	return None if moment < run.started else max(moment, run.since)


def _time_at(calendar: Calendar, run: Run, passed: timedelta) -> datetime:
	"""When so much of the run's time has passed; the due time itself at all of it, whatever the rounding."""
	if passed == run.allowed and run.due >= run.since:
		return run.due
	if passed <= run.used:
		return run.since
	return later(calendar, run.limit, run.since, passed - run.used)


def replay(calendar: Calendar, limit: Limit, start: datetime, changes: Iterable[Change]) -> Run:
	"""Make a run from its start and everything that happened to it since, in order."""
	changes = tuple(changes)
	run, last = begin(calendar, limit, start), None
	if limit.method == COURT and not limit.before and any(change.kind == EXCLUSION for change in changes):
		last = last_day_of(calendar, limit, start)
	for change in _in_order(changes, start):
		if change.kind == EXTENSION:
			run = extend(calendar, run, _agreed(calendar, limit, change, changes), change.at)
			last = last and run.due.date()
		elif change.until:
			run, last = _leave_out(calendar, run, change, last)
		else:
			run = pause(calendar, run, change.at)
	return run


def _leave_out(calendar: Calendar, run: Run, change: Change, last: date | None) -> tuple[Run, date | None]:
	"""Leave a pause or an exclusion out of a run.

	With an exclusion by Court from its last day before that rolled on, so that no roll is counted twice.
	"""
	stopped = pause(calendar, run, change.at)
	if last is None or run.due <= change.at:
		return resume(calendar, stopped, change.at, change.until), last
	last = last_day_without(calendar, run.limit, last, change.at.date(), change.until.date())
	due = end_of(calendar, last)
	allowed = stopped.used + measured(calendar, run.limit, change.until, due)
	return replace(stopped, due=due, allowed=allowed, since=change.until), last


def _agreed(calendar: Calendar, limit: Limit, extension: Change, changes: tuple[Change, ...]) -> datetime:
	"""The due time that an extension gave, moved by time before it that was left out only afterwards."""
	due = extension.due
	for change in changes:
		late = change.noted and change.noted > extension.at
		if change.kind == EXCLUSION and late and change.at < extension.at:
			due = due_after_pause(calendar, limit, due, change.at, change.until)
	return due


def _in_order(changes: tuple[Change, ...], start: datetime) -> list[Change]:
	"""Changes by time, exclusions joined where they meet and without what lies before the start or in a pause."""
	exclusions = sorted((c for c in changes if c.kind == EXCLUSION), key=lambda change: change.at)
	joined: list[Change] = []
	for change in exclusions:
		change = replace(change, at=max(change.at, start))
		if joined and change.at <= joined[-1].until:
			joined[-1] = replace(joined[-1], until=max(joined[-1].until, change.until))
		elif change.at < change.until:
			joined.append(change)
	rest = [change for change in changes if change.kind != EXCLUSION]
	for pause_ in (change for change in rest if change.kind == PAUSE):
		joined = [part for change in joined for part in _outside(change, pause_)]
	return sorted([*rest, *joined], key=lambda change: change.at)


def _outside(change: Change, pause_: Change) -> list[Change]:
	"""The parts of an exclusion before and after a pause."""
	if change.until <= pause_.at or (pause_.until and pause_.until <= change.at):
		return [change]
	before = [replace(change, until=pause_.at)] if change.at < pause_.at else []
	after = [replace(change, at=pause_.until)] if pause_.until and pause_.until < change.until else []
	return before + after
