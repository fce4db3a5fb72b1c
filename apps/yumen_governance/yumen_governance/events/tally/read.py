"""Counting what a person sees: the tally of their area, corrected by what moved since."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import frappe
from frappe.desk.reportview import build_match_conditions
from frappe.query_builder.functions import Coalesce
from pypika.terms import Criterion

from yumen_governance.events.board.queues import SOON_IS, Queue
from yumen_governance.events.tally.cells import (
	DUE,
	EVERYWHERE,
	FLAG,
	STATE,
	Standing,
	area_of_grid,
	area_of_unit,
	hour_of,
)
from yumen_governance.events.tally.layout import (
	COUNTED,
	COUNTED_DUE,
	EVENT,
	FLAGS,
	NOW,
	NOW_DUE,
	STANDING,
	TABLE,
	UNCOUNTED,
	UNCOUNTED_EVENTS,
)
from yumen_governance.permissions.case import (
	assisted,
	assisted_asked_once,
	governance_event_conditions,
	sights,
)
from yumen_governance.permissions.case_index import DUE as DUE_ON
from yumen_governance.permissions.case_index import IS_OPEN, PATH_FIELDS
from yumen_governance.permissions.scope import Scope, literal, scope_of, to_sql
from yumen_governance.time_limits.stages import ENDED, RUNNING

HOUR = timedelta(hours=1)
MOVED, BESIDE, EDGE = "moved", "beside", "edge"


@dataclass(frozen=True)
class Counts:
	"""How many events a person sees: the open ones; those who see everything have the ended ones counted too."""

	now: datetime
	cells: Counter
	# Due times in the hours that `now` and the other end of "soon" cut in two
	edges: tuple[datetime, ...]

	def of(self, queue: Queue) -> int:
		"""Return how many events stand in a queue."""
		if queue.due:
			return self.due_between(*queue.due_between(self.now))
		if queue.flag:
			fieldname, value = queue.flag
			return sum(self.cells[FLAG, f"{stage}/{fieldname}={value}"] for stage in queue.stages)
		return self.in_stages(queue.stages, queue.states())

	def in_stages(self, stages: Iterable[str], states: frozenset[str] | None = None) -> int:
		"""Return how many events stand in some stages, and of those in some states."""
		chosen = set(stages)
		found = ((*value.split("/", 1), n) for (measure, value), n in self.cells.items() if measure == STATE)
		return sum(n for stage, state, n in found if stage in chosen and (states is None or state in states))

	def due_between(self, start: datetime | None, end: datetime) -> int:
		"""Return how many events whose time runs are due from `start` on (None: whenever) and before `end`.

		Both must be moments for which the counts were read.
		"""
		first, last = (hour_of(start) if start else -1), hour_of(end)
		whole = sum(
			n for (measure, value), n in self.cells.items() if measure == DUE and first < int(value) < last
		)
		return whole + sum(1 for due in self.edges if (start is None or due >= start) and due < end)


def counts_of(user: str, now: datetime, *moments: datetime) -> Counts:
	"""Count the events that a person sees.

	:param moments: the ends of the times for which `due_between` will be asked; now and the end of "soon" unless given
	:raises frappe.PermissionError: no role of the user reads events
	"""
	with assisted_asked_once():
		return _counted(user, now, moments or (now, now + SOON_IS))


def _counted(user: str, now: datetime, moments: tuple[datetime, ...]) -> Counts:
	permitted, scope = build_match_conditions(EVENT, user), scope_of(user)
	if permitted != governance_event_conditions(user).replace("%", "%%"):
		return _counted_one_by_one(user, now, moments)
	areas = areas_of(scope)
	cells: Counter = Counter()
	for measure, value, n in _sums(areas, moments):
		cells[measure, value] += n
	edges = []
	for kind, counted, counted_due, key, key_due, due, _name in _single_events(scope, areas, moments):
		if kind == EDGE:
			edges.append(due)
		elif kind == MOVED:
			_correct(cells, areas, counted, counted_due, key, key_due)
		else:
			cells.update(dict.fromkeys(Standing.read(key, key_due).measures(), 1))
	return Counts(now, cells, tuple(edges))


def areas_of(scope: Scope) -> frozenset[str]:
	"""Return the areas that together hold no event twice; what else the person sees is counted one by one.

	An event has one unit, but it may lie under one grid and be led from another.
	"""
	if scope.sees_all:
		return frozenset({EVERYWHERE})
	if scope.grid_paths:
		return frozenset({area_of_grid(scope.grid_paths[0])})
	return frozenset(area_of_unit(unit) for unit in scope.units)


def _sums(areas: frozenset[str], moments: tuple[datetime, ...]) -> tuple:
	if not areas:
		return ()
	return frappe.db.sql(
		f"""select measure, value, n from `{TABLE}`
		where area in %s and n <> 0 and (measure <> '{DUE}' or value <= %s)""",
		(tuple(areas), str(hour_of(max(moments)))),
	)


def _correct(cells: Counter, areas: frozenset[str], counted, counted_due, key, key_due) -> None:
	"""Take an event out as what it was counted, and put it in as what it is."""
	if counted is not None:
		was = Standing.read(counted, counted_due)
		if not areas.isdisjoint(was.areas()):
			cells.subtract(dict.fromkeys(was.measures(), 1))
	now = Standing.read(key, key_due)
	if not areas.isdisjoint(now.areas()):
		cells.update(dict.fromkeys(now.measures(), 1))


def _single_events(scope: Scope, areas: frozenset[str], moments: tuple[datetime, ...]) -> tuple:
	"""The events that are looked at one by one, in one statement: their kind, what they were and are counted as."""
	key = f"`{COUNTED}`, `{COUNTED_DUE}`, `{NOW}`, `{NOW_DUE}`, null, name"
	parts = [
		_rows(MOVED, key, f"`{UNCOUNTED}` = 1", UNCOUNTED_EVENTS),
		*(_rows(EDGE, "null, null, null, null, due_on, name", where) for where in _at_edges(scope, moments)),
		*(_rows(BESIDE, key, where) for where in _beside(scope)),
	]
	return frappe.db.sql(" union ".join(parts))


def _rows(kind: str, columns: str, where: str, events: str = f"`tab{EVENT}`") -> str:
	return f"(select '{kind}', {columns} from {events} where {where})"


def _at_edges(scope: Scope, moments: tuple[datetime, ...]) -> Iterator[str]:
	"""Whose time runs and ends within an hour that a moment cuts in two, by each way of seeing it."""
	event = frappe.qb.DocType(EVENT)
	hours = {moment.replace(minute=0, second=0, microsecond=0) for moment in moments}
	within = Criterion.any((event[DUE_ON] >= hour) & (event[DUE_ON] < hour + HOUR) for hour in sorted(hours))
	ways = [[]] if scope.sees_all else [[sight] for sight in sights(EVENT, scope)]
	for seen in ways:
		yield to_sql(Criterion.all([*seen, event[IS_OPEN] == 1, event.stage.isin(RUNNING), within]))


def _beside(scope: Scope) -> Iterator[str]:
	"""Open events that a person sees outside the areas whose tally is read, by each way of seeing them."""
	if scope.sees_all:
		return
	event = frappe.qb.DocType(EVENT)
	further = replace(scope, grid_paths=scope.grid_paths[1:], units=scope.units if scope.grid_paths else ())
	helped = [literal(name) for name in assisted(EVENT, scope)]
	ways = [*sights(EVENT, further, by_task=False), *([event.name.isin(helped)] if helped else [])]
	outside = _outside(event, scope)
	for sight in ways:
		yield to_sql(Criterion.all([sight, event[IS_OPEN] == 1, *outside]))


def _outside(event, scope: Scope) -> list[Criterion]:
	if scope.grid_paths:
		beginning = literal(f"{scope.grid_paths[0]}%")
		return [Coalesce(event[name], "").not_like(beginning) for name in PATH_FIELDS]
	if scope.units:
		return [Coalesce(event.lead_unit, "").notin([literal(unit) for unit in scope.units])]
	return []


def _counted_one_by_one(user: str, now: datetime, moments: tuple[datetime, ...]) -> Counts:
	"""Where others than the app narrow a person's lists (User Permissions), the list itself is counted."""
	fields = (*STANDING, *FLAGS, "due_on")
	rows = frappe.get_list(
		EVENT, {"stage": ["not in", ENDED]}, list(fields), limit=0, order_by=None, user=user
	)
	hours = {hour_of(moment) for moment in moments}
	cells: Counter = Counter()
	edges = []
	for row in rows:
		runs = row.due_on and row.stage in RUNNING
		texts = {name: str(row[name] or "") for name in fields[:-1]}
		texts["came_back"] = "1" if row.came_back else ""
		cells.update(dict.fromkeys(Standing(**texts, due=hour_of(row.due_on) if runs else 0).measures(), 1))
		if runs and hour_of(row.due_on) in hours:
			edges.append(row.due_on)
	return Counts(now, cells, tuple(edges))
