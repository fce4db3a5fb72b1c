"""A page of the events that a person sees, by due time; it costs what the page costs, at any depth.

Each way of seeing events (permissions/case.py) is asked for the next few in the order of its own index
(permissions/case_index.py); the earliest of all are the page. Whatever these lookups bring, a row is shown
only if it meets the conditions that Frappe puts on every list of this person.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

import frappe
from frappe import _
from frappe.desk.reportview import build_match_conditions
from frappe.model import get_permitted_fields
from pypika.terms import Criterion, PseudoColumn, Tuple

from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.permissions.case import governance_event_conditions, sights
from yumen_governance.permissions.case_index import DUE, IS_OPEN, NEVER, PATH_FIELDS, lies_under
from yumen_governance.permissions.scope import scope_of
from yumen_governance.time_limits.stages import ENDED

EVENT = "Governance Event"
# Stages that are looked up one by one; of more, the open events are read by due time
FEW = 2
FIELDS = (
	"name",
	"title",
	"category",
	"grid",
	"source",
	"urgency",
	"workflow_state",
	"stage",
	"reported_on",
	"due_on",
	"lead_grid",
	"lead_unit",
)


@dataclass(frozen=True)
class Wanted:
	"""Which of the visible events: without a stage the open ones; a category with all under it.

	stages, states: any of these; due_from, due_before: due in this time; flag: a field and its value; grid: the event
	lies under it or is led there; text: a part of the title, or the number; order: the column by which the list goes.
	"""

	stage: str | None = None
	urgency: str | None = None
	category: str | None = None
	mine: bool = False
	stages: tuple[str, ...] = ()
	states: frozenset[str] | None = None
	due_from: datetime | None = None
	due_before: datetime | None = None
	flag: tuple[str, str | int] | None = None
	source: str | None = None
	grid: str | None = None
	unit: str | None = None
	text: str | None = None
	order: str = DUE


@dataclass(frozen=True)
class Place:
	"""A place in the list: the time by which it goes and the name of the event after which to go on."""

	due: datetime
	name: str


def place_of(row, wanted: Wanted) -> Place:
	"""Return the place of an event in the list."""
	return Place((row.due_on if wanted.order == DUE else row[wanted.order]) or NEVER, row.name)


def mark_of(place: Place) -> str:
	"""A place as text for a URL; it is no secret, and what lies behind it is asked again."""
	text = f"{place.due.isoformat()} {place.name}"
	return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_at(mark: str | None) -> Place | None:
	"""Return the place that a mark names, None without a mark.

	:raises frappe.ValidationError: no page gave this mark
	"""
	if not mark:
		return None
	try:
		due, _space, name = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)).decode().partition(" ")
		return Place(datetime.fromisoformat(due).replace(tzinfo=None), name)
	except ValueError:
		frappe.throw(_("This place in the list is not known. Please begin with the first page again."))


def read_page(
	user: str, wanted: Wanted, after: Place | None, limit: int, fields: tuple[str, ...] = FIELDS
) -> list[dict]:
	"""Return up to `limit` events that follow a place, those without a due time last.

	:param fields: what to read of each event; those that the user may not read are left out
	:raises frappe.PermissionError: no role of the user reads events
	"""
	event, permitted = frappe.qb.DocType(EVENT), build_match_conditions(EVENT, user)
	criteria = [*_wanted(event, wanted), *_following(event[wanted.order], event.name, after)]
	criteria += _of_others(user, permitted)
	page = _earliest(_lookups(user, wanted, event), criteria, wanted.order, limit).as_("page")
	readable = set(get_permitted_fields(EVENT, user=user))
	query = (
		frappe.qb.from_(page)
		.from_(event)
		.select(*(event[name] for name in fields if name in readable))
		.where(event.name == page["name"])
		.orderby(page[wanted.order], page["name"])
	)
	return (query.where(_literally(permitted)) if permitted else query).run(as_dict=True)


def _earliest(lookups: list[list[Criterion]], criteria: list[Criterion], order: str, limit: int):
	"""The names and times of a page: of what each lookup finds first, the first."""
	event = frappe.qb.DocType(EVENT)
	found = [
		frappe.qb.from_(event)
		.select(event.name, event[order])
		.where(Criterion.all([*lookup, *criteria]))
		.orderby(event[order], event.name)
		.limit(limit)
		for lookup in lookups
	]
	if len(found) == 1:
		return found[0]
	# MySQL's dialect leaves out the brackets that a limited part of a union needs.
	found[0].wrap_set_operation_queries = True
	return reduce(lambda left, right: left.union(right), found).orderby(event[order], event.name).limit(limit)


def _lookups(user: str, wanted: Wanted, event) -> list[list[Criterion]]:
	scope = scope_of(user)
	if wanted.mine:
		return [[event.owner == user]]
	if not scope.sees_all:
		return [[sight] for sight in sights(EVENT, scope)]
	return _lookups_of_the_centre(wanted, event)


def _lookups_of_the_centre(wanted: Wanted, event) -> list[list[Criterion]]:
	"""For those who see everything: by what narrows the list most and has an index."""
	if wanted.flag:
		return [[_flagged(event, wanted)]]
	if wanted.grid:
		path = path_of(wanted.grid)
		return [[lies_under(event, fieldname, path)] for fieldname in PATH_FIELDS]
	if 0 < len(wanted.stages) <= FEW and not (wanted.due_from or wanted.due_before):
		return [[event.stage == stage] for stage in wanted.stages]
	return [[]]


def _flagged(event, wanted: Wanted) -> Criterion:
	fieldname, value = wanted.flag
	return event[fieldname] == value


def _wanted(event, wanted: Wanted) -> list[Criterion]:
	criteria = [event[IS_OPEN] == int(wanted.stage not in ENDED)]
	for fieldname in ("stage", "urgency", "source"):
		if value := getattr(wanted, fieldname):
			criteria.append(event[fieldname] == value)
	if wanted.category:
		under = frappe.db.get_descendants("Event Category", wanted.category)
		criteria.append(event.category.isin([wanted.category, *under]))
	return [*criteria, *_standing(event, wanted), *_searched(event, wanted)]


def _standing(event, wanted: Wanted) -> list[Criterion]:
	"""Where an event must stand in the work: its stages, states, flag and due time."""
	criteria = [event.stage.isin(wanted.stages)] if wanted.stages else []
	if wanted.states is not None:
		criteria.append(event.workflow_state.isin(sorted(wanted.states) or [""]))
	if wanted.flag:
		criteria.append(_flagged(event, wanted))
	if wanted.due_from:
		criteria.append(event[DUE] >= wanted.due_from)
	if wanted.due_before:
		criteria.append(event[DUE] < wanted.due_before)
	return criteria


def _searched(event, wanted: Wanted) -> list[Criterion]:
	criteria = []
	if wanted.grid:
		path = path_of(wanted.grid)
		criteria.append(Criterion.any(lies_under(event, fieldname, path) for fieldname in PATH_FIELDS))
	if wanted.unit:
		criteria.append(event.lead_unit == wanted.unit)
	if wanted.text:
		part = wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
		criteria.append(event.title.like(f"%{part}%") | event.name.like(f"%{part}"))
	return criteria


def _following(time, name, after: Place | None) -> list[Criterion]:
	if not after:
		return []
	if after.due == NEVER:
		return [time == NEVER, name > after.name]
	return [time >= after.due, Tuple(time, name) > Tuple(after.due, after.name)]


def _of_others(user: str, permitted: str) -> list[Criterion]:
	"""What else than our rule narrows this person's lists (User Permissions, a site's script).

	The lookups stand for our rule; what others add is asked with them, lest a page comes out short.
	"""
	ours = governance_event_conditions(user).replace("%", "%%")
	return [] if permitted == ours else [_literally(permitted)]


def _literally(conditions: str) -> PseudoColumn:
	return PseudoColumn(f"({conditions})")
