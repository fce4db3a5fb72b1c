"""The run of a clock: begun, paused, resumed, extended, and when each step of its ladder comes. Pure.

A run is a value; each function returns the next one. `replay` makes a run again from what is kept of it, after
the calendar has changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from yumen_governance.time_limits.clocks.counting import Limit, due_after_pause, due_of, later, measured
from yumen_governance.time_limits.clocks.working_time import Calendar

PAUSE, EXTENSION = "Pause", "Extension"


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
	"""What happened to a run: a pause from `at` to `until` (None while it lasts), or a new due time agreed at `at`."""

	kind: str
	at: datetime
	until: datetime | None = None
	due: datetime | None = None


@dataclass(frozen=True)
class Moment:
	"""When a step of a ladder comes: after so many per cent, or so many working hours after the due time."""

	percent: float | None = None
	hours: float | None = None


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
	since = now if run.since else None
	allowed = passed + measured(calendar, run.limit, now, due)
	return replace(run, due=due, allowed=allowed, used=passed, since=since)


def step_time(calendar: Calendar, run: Run, moment: Moment) -> datetime | None:
	"""Return when a step comes if nothing happens to the run, None while it is paused."""
	if not run.since:
		return None
	if moment.hours:
		return calendar.add(_time_at(calendar, run, run.allowed), timedelta(hours=moment.hours))
	return _time_at(calendar, run, run.allowed * moment.percent / 100)


def _time_at(calendar: Calendar, run: Run, passed: timedelta) -> datetime:
	"""When so much of the run's time has passed; the due time itself at all of it, whatever the rounding."""
	if passed == run.allowed and run.due >= run.since:
		return run.due
	if passed <= run.used:
		return run.since
	return later(calendar, run.limit, run.since, passed - run.used)


def replay(calendar: Calendar, limit: Limit, start: datetime, changes: Iterable[Change]) -> Run:
	"""Make a run from its start and everything that happened to it since, in order."""
	run = begin(calendar, limit, start)
	for change in changes:
		if change.kind == EXTENSION:
			run = extend(calendar, run, change.due, change.at)
			continue
		run = pause(calendar, run, change.at)
		if change.until:
			run = resume(calendar, run, change.at, change.until)
	return run
