"""Rounds that nobody ended: closed on a later day, with the last look as their end.

What a phone without a network tells of such a round afterwards is still taken, as far as it happened before.
"""

from datetime import datetime

import frappe
from frappe.query_builder.functions import Coalesce, Max
from frappe.utils import get_datetime, now_datetime

from yumen_governance.field_work.patrols.rounds import DONE, PATROL, TASK, UNDER_WAY

SETTINGS = "Field Work Settings"
BATCH = 500


def is_time(now: datetime) -> bool:
	"""Tell whether the hour is reached from which the rounds of earlier days are closed."""
	return now.hour >= int(frappe.get_cached_doc(SETTINGS).close_rounds_at or 0)


def close(now: datetime) -> int:
	"""Close one batch of the rounds of earlier days that nobody ended, and fulfil the tasks of those that looked at something.

	:return: how many rounds were closed
	"""
	patrol = frappe.qb.DocType(PATROL)
	midnight = get_datetime(now.date())
	names = (
		frappe.qb.from_(patrol)
		.select(patrol.name)
		.where((patrol.status == UNDER_WAY) & (patrol.started_on < midnight))
		.orderby(patrol.started_on)
		.limit(BATCH)
		.for_update()
	).run(pluck=True)
	if names:
		_close(names, now)
		_fulfil_tasks(names)
	return len(names)


def _close(names: list[str], now: datetime) -> None:
	patrol, place = frappe.qb.DocType(PATROL), frappe.qb.DocType("Patrol Place")
	last_look = (
		frappe.qb.from_(place)
		.select(Max(place.looked_at_on))
		.where((place.parent == patrol.name) & (place.parenttype == PATROL))
	)
	(
		frappe.qb.update(patrol)
		.set(patrol.status, DONE)
		.set(patrol.ended_on, Coalesce(last_look, patrol.started_on))
		.set(patrol.closed_by_itself_on, now)
		.set(patrol.modified, now_datetime())
		.where(patrol.name.isin(names))
	).run()


def _fulfil_tasks(names: list[str]) -> None:
	patrol, task = frappe.qb.DocType(PATROL), frappe.qb.DocType(TASK)
	looked = patrol.name.isin(names) & (patrol.places_looked_at > 0)
	tasks = frappe.qb.from_(patrol).select(patrol.patrol_task).where(looked & patrol.patrol_task.isnotnull())
	by = frappe.qb.from_(patrol).select(Max(patrol.name)).where(looked & (patrol.patrol_task == task.name))
	(
		frappe.qb.update(task)
		.set(task.status, DONE)
		.set(task.patrol, Coalesce(by, task.patrol))
		.set(task.modified, now_datetime())
		.where(task.name.isin(tasks) & (task.status != DONE))
	).run()
