"""A page of the events that a person sees, by due time; it costs what the page costs, at any depth.

Each way of seeing events (permissions/case.py) is asked for the next few in the order of its own index
(permissions/case_index.py); the earliest of all are the page. Whatever these lookups bring, a row is shown
only if it meets the conditions that Frappe puts on every list of this person.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce

import frappe
from frappe.desk.reportview import build_match_conditions
from frappe.model import get_permitted_fields
from pypika.terms import Criterion, PseudoColumn, Tuple

from yumen_governance.permissions.case import governance_event_conditions, sights
from yumen_governance.permissions.case_index import DUE, IS_OPEN, NEVER
from yumen_governance.permissions.scope import scope_of
from yumen_governance.time_limits.stages import ENDED

EVENT = "Governance Event"
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
	"""Which of the visible events: without a stage the open ones; a category with all under it."""

	stage: str | None = None
	urgency: str | None = None
	category: str | None = None
	mine: bool = False


@dataclass(frozen=True)
class Place:
	"""A place in the list: the due time and the name of the event after which to go on."""

	due: datetime
	name: str


def place_of(row) -> Place:
	"""Return the place of an event in the list."""
	return Place(row.due_on or NEVER, row.name)


def read_page(user: str, wanted: Wanted, after: Place | None, limit: int) -> list[dict]:
	"""Return up to `limit` events that follow a place, those without a due time last.

	:raises frappe.PermissionError: no role of the user reads events
	"""
	event, permitted = frappe.qb.DocType(EVENT), build_match_conditions(EVENT, user)
	criteria = [*_wanted(event, wanted), *_following(event, after), *_of_others(user, permitted)]
	page = _earliest(_lookups(user, wanted, event), criteria, limit).as_("page")
	readable = set(get_permitted_fields(EVENT, user=user))
	query = (
		frappe.qb.from_(page)
		.from_(event)
		.select(*(event[name] for name in FIELDS if name in readable))
		.where(event.name == page["name"])
		.orderby(page[DUE], page["name"])
	)
	return (query.where(_literally(permitted)) if permitted else query).run(as_dict=True)


def _earliest(lookups: list[list[Criterion]], criteria: list[Criterion], limit: int):
	"""The names and due times of a page: of what each lookup finds first, the first."""
	event = frappe.qb.DocType(EVENT)
	found = [
		frappe.qb.from_(event)
		.select(event.name, event[DUE])
		.where(Criterion.all([*lookup, *criteria]))
		.orderby(event[DUE], event.name)
		.limit(limit)
		for lookup in lookups
	]
	if len(found) == 1:
		return found[0]
	# MySQL's dialect leaves out the brackets that a limited part of a union needs.
	found[0].wrap_set_operation_queries = True
	return reduce(lambda left, right: left.union(right), found).orderby(event[DUE], event.name).limit(limit)


def _lookups(user: str, wanted: Wanted, event) -> list[list[Criterion]]:
	scope = scope_of(user)
	if wanted.mine:
		return [[event.owner == user]]
	return [[]] if scope.sees_all else [[sight] for sight in sights(EVENT, scope)]


def _wanted(event, wanted: Wanted) -> list[Criterion]:
	criteria = [event[IS_OPEN] == int(wanted.stage not in ENDED)]
	if wanted.stage:
		criteria.append(event.stage == wanted.stage)
	if wanted.urgency:
		criteria.append(event.urgency == wanted.urgency)
	if wanted.category:
		under = frappe.db.get_descendants("Event Category", wanted.category)
		criteria.append(event.category.isin([wanted.category, *under]))
	return criteria


def _following(event, after: Place | None) -> list[Criterion]:
	if not after:
		return []
	if after.due == NEVER:
		return [event[DUE] == NEVER, event.name > after.name]
	return [event[DUE] >= after.due, Tuple(event[DUE], event.name) > Tuple(after.due, after.name)]


def _of_others(user: str, permitted: str) -> list[Criterion]:
	"""What else than our rule narrows this person's lists (User Permissions, a site's script).

	The lookups stand for our rule; what others add is asked with them, lest a page comes out short.
	"""
	ours = governance_event_conditions(user).replace("%", "%%")
	return [] if permitted == ours else [_literally(permitted)]


def _literally(conditions: str) -> PseudoColumn:
	return PseudoColumn(f"({conditions})")
