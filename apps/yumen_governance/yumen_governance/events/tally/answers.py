"""Counts that the desk asks for by filters (number cards, lists), answered from the tally where it can tell."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import get_datetime, now_datetime

from yumen_governance.events.board.queues import OPEN
from yumen_governance.events.tally.layout import EVENT
from yumen_governance.events.tally.read import counts_of
from yumen_governance.events.tally.recount import PAST_AFTER
from yumen_governance.permissions.case_filters import ALL, Filters, stages_left
from yumen_governance.permissions.scope import scope_of
from yumen_governance.time_limits.stages import RUNNING

INSTANT = timedelta(microseconds=1)
Condition = tuple[str, str, object]


def count(doctype: str | None, filters: Filters) -> int | None:
	"""Count the events that meet filters on stage and due time, None where the tally can't tell.

	:raises frappe.PermissionError: the person reads no events
	"""
	conditions = _conditions(filters) if doctype == EVENT else None
	if conditions is None:
		return None
	stages = [stages_left(operator, value) for field, operator, value in conditions if field == "stage"]
	times = [_times(operator, value) for field, operator, value in conditions if field == "due_on"]
	if None in stages or None in times or len(times) > 1:
		return None
	left = ALL.intersection(*stages)
	return _due(left, *times[0]) if times else _standing(left)


def _standing(stages: frozenset[str]) -> int | None:
	"""The tally of a territory and the registrar's own events are counted while they are open."""
	user = frappe.session.user
	if not (scope_of(user).sees_all or stages <= {*OPEN, ""}):
		return None
	return counts_of(user, now_datetime()).in_stages(stages)


def _due(stages: frozenset[str], start: datetime | None, end: datetime) -> int | None:
	"""Due times are tallied of events whose time runs, by the hour unless they are long past."""
	now = now_datetime()
	moments = tuple(filter(None, (start, end)))
	if stages != frozenset(RUNNING) or min(moments) < now - PAST_AFTER + timedelta(hours=1):
		return None
	return counts_of(frappe.session.user, now, *moments).due_between(start, end)


def _conditions(filters: Filters) -> list[Condition] | None:
	"""The filters as field, operator and value; None when one of them asks for something else."""
	if isinstance(filters, dict):
		rows = [
			(field, *(value[:2] if isinstance(value, list | tuple) else ("=", value)))
			for field, value in filters.items()
		]
	else:
		rows = [tuple(row[1:4] if len(row) > 3 and row[0] == EVENT else row) for row in filters or ()]
	known = all(len(row) == 3 and row[0] in ("stage", "due_on") for row in rows)
	return rows if known and rows else None


def _times(operator: str, value) -> tuple[datetime | None, datetime] | None:
	"""From when until before when, for a condition on the due time."""
	operator = str(operator).lower()
	try:
		if operator == "<":
			return (None, get_datetime(value))
		if operator == "between" and all(len(str(end)) > len("2026-11-23") for end in value):
			start, end = (get_datetime(each) for each in value)
			return (start, end + INSTANT)
	except (ValueError, TypeError, OverflowError):
		return None
	return None
