"""Ladders of escalation: what happens when so much of a clock's time is used, and who is told.

A ladder is stored once for every wording it ever had and never changes; a clock keeps the one with which it
began. Pure but for `store` and `ladder_of`.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache

import frappe

from yumen_governance.time_limits.clocks.runs import Moment, Run, step_time
from yumen_governance.time_limits.clocks.working_time import Calendar

DOCTYPE = "Escalation Ladder"
NOTIFY, YELLOW, RED, LISTED = "Notify", "Yellow Order", "Red Order", "Listed Order"
RAISE_LEVEL, TAG, LAPSE = "Raise Level", "Tag", "Lapse"
HANDLER, LEADER, LEVEL_ABOVE, CENTRE = "Handler", "Leader", "Level Above", "Centre"
TOLD = {
	"tell_handler": HANDLER,
	"tell_leader": LEADER,
	"tell_level_above": LEVEL_ABOVE,
	"tell_centre": CENTRE,
}


@dataclass(frozen=True)
class LadderStep:
	"""One step: when it comes (see runs.Moment), what it does, whom it tells."""

	number: int
	percent: int
	hours: float
	does: str
	tell: tuple[str, ...]
	days_left: int = 0

	@property
	def is_late(self) -> bool:
		"""Whether it comes at the due time or after it."""
		return bool(self.hours) or self.percent >= 100

	@property
	def moment(self) -> Moment:
		if self.days_left:
			return Moment(days_left=self.days_left)
		return Moment(hours=self.hours) if self.hours else Moment(percent=self.percent)


def steps_of(rows: Iterable) -> tuple[LadderStep, ...]:
	"""Return the steps that the rows of a rule say, numbered from 1."""
	return tuple(
		LadderStep(
			number=number,
			percent=int(row.get("after_percent") or 0),
			hours=float(row.get("after_hours") or 0),
			does=row.get("does") or NOTIFY,
			tell=tuple(who for field, who in TOLD.items() if row.get(field)),
			days_left=int(row.get("days_left") or 0),
		)
		for number, row in enumerate(rows, 1)
	)


@cache
def name_of(steps: tuple[LadderStep, ...]) -> str | None:
	"""Return under which name a ladder with these steps is stored, None without steps."""
	return hashlib.sha256(_text(steps).encode()).hexdigest()[:20] if steps else None


def store(steps: tuple[LadderStep, ...]) -> None:
	"""Store a ladder with these steps unless there is one."""
	name = name_of(steps)
	if name and not frappe.db.exists(DOCTYPE, name):
		doc = frappe.new_doc(DOCTYPE)
		doc.update({"name": name, "steps": _text(steps)})
		doc.insert(ignore_permissions=True, ignore_if_duplicate=True)  # follows from the rule that was saved


def _text(steps: tuple[LadderStep, ...]) -> str:
	return json.dumps([_plain(step) for step in steps], sort_keys=True, ensure_ascii=False)


def _plain(step: LadderStep) -> dict:
	"""A step without what it doesn't say, so that ladders of earlier versions keep their names."""
	values = asdict(step)
	return values if step.days_left else {key: value for key, value in values.items() if key != "days_left"}


def ladder_of(name: str | None) -> tuple[LadderStep, ...]:
	"""Return the steps of a stored ladder; none of one that is gone."""
	return _ladder(frappe.local.site, name) if name else ()


_known: dict[tuple[str, str], tuple[LadderStep, ...]] = {}


def _ladder(site: str, name: str) -> tuple[LadderStep, ...]:
	if (site, name) not in _known:
		text = frappe.db.get_value(DOCTYPE, name, "steps")
		if not text:
			return ()
		rows = json.loads(text)
		_known[site, name] = tuple(LadderStep(**{**row, "tell": tuple(row["tell"])}) for row in rows)
	return _known[site, name]


def pending(
	calendar: Calendar, run: Run, steps: Iterable[LadderStep], done: Collection[int] = ()
) -> list[tuple[datetime, LadderStep]]:
	"""Return the steps of a run that haven't happened, with their times, in order; none while it is paused."""
	if not run.since:
		return []
	times = [(step_time(calendar, run, step.moment), step) for step in steps if step.number not in done]
	return sorted(((time, step) for time, step in times if time), key=lambda pair: (pair[0], pair[1].number))


def next_time(
	calendar: Calendar, run: Run, steps: Iterable[LadderStep], done: Collection[int] = ()
) -> datetime | None:
	"""Return when the next step of a run comes, None when there is none."""
	return next((time for time, _step in pending(calendar, run, steps, done)), None)
