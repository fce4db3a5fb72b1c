"""Trails: some minutes of where a member was, taken only while a task of theirs was on.

Which DocTypes are such tasks says the hook `position_tasks`, by DocType: a function of a name that returns (user, begun,
ended or None), None where there is no such task. Nothing is reckoned from trails: no distance, no hours.
"""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import get_system_timezone

from yumen_governance.field_work.sync.items import Item, Taken, text_in
from yumen_governance.grid_management.grid_points import city_bounds, lies_within
from yumen_governance.registry.sealing.envelope import unseal

TRAIL = "Position Trail"
MOST_POINTS = 1000
# What a phone's clock may be off after reckoning
TOLERANCE = timedelta(minutes=2)
# Degrees around the city's boundaries in which points are kept, about 20 km
MARGIN = 0.2
DECIMALS = 6

Point = tuple[int, float, float]


class PositionError(frappe.ValidationError):
	pass


def take(item: Item, user: str, now: datetime) -> Taken:
	"""Take points of a task (sync kind `positions`): `task_type`, `task`, `points` [[milliseconds, longitude, latitude]].

	Points from before the task began or after it ended, and outside the city, are not kept.

	:raises PositionError: there is no such task, or the points can't be read
	:raises frappe.PermissionError: it is another's task
	"""
	task_type, task = text_in(item.values, "task_type"), text_in(item.values, "task")
	begun, ended = _task(task_type, task, user)
	kept = _in_city([point for point in _points(item) if _is_within(point, begun, ended or now)])
	if kept and not frappe.db.exists(TRAIL, item.id):
		times = [moment_of(point[0]) for point in kept]
		trail = frappe.new_doc(TRAIL)
		trail.update({"user": user, "task_type": task_type, "task": task})
		trail.update({"begun_on": min(times), "ended_on": max(times)})
		trail.update({"whereabouts": json.dumps(kept, separators=(",", ":"))})
		trail.flags.written_by_code = True
		trail.insert(set_name=item.id, ignore_permissions=True)  # whose task it is was checked
	return Taken("positions", item.id)


def _task(task_type: str, task: str, user: str) -> tuple[datetime, datetime | None]:
	methods = frappe.get_hooks("position_tasks").get(task_type)
	found = frappe.get_attr(methods[-1])(task) if methods else None
	if not found:
		frappe.throw(_("There is no such task to which positions belong."), PositionError)
	owner, begun, ended = found
	if owner != user:
		frappe.throw(_("Positions are told for one's own tasks only."), frappe.PermissionError)
	return begun, ended


def _points(item: Item) -> list[Point]:
	sent = item.values.get("points")
	if not isinstance(sent, list) or len(sent) > MOST_POINTS:
		frappe.throw(_("At most {0} points at once.").format(MOST_POINTS), PositionError)
	try:
		points = [
			(int(moment), round(float(longitude), DECIMALS), round(float(latitude), DECIMALS))
			for moment, longitude, latitude in sent
		]
	except (TypeError, ValueError, OverflowError):
		frappe.throw(_("These positions can't be read."), PositionError)
	return sorted(points)


def _is_within(point: Point, begun: datetime, ended: datetime) -> bool:
	try:
		return begun - TOLERANCE <= moment_of(point[0]) <= ended + TOLERANCE
	except (OverflowError, OSError, ValueError):
		return False


def moment_of(milliseconds: int) -> datetime:
	"""Return a moment in the site's time, without zone as the database keeps it."""
	moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
	return moment.astimezone(ZoneInfo(get_system_timezone())).replace(tzinfo=None)


def _in_city(points: list[Point]) -> list[Point]:
	bounds = city_bounds()
	return [point for point in points if lies_within(bounds, *point[1:], MARGIN)]


def points_of(task_type: str, task: str, user: str) -> list[Point]:
	"""Return all points of somebody's task, the earliest first; whoever calls has checked and logged the look."""
	filters = {"task_type": task_type, "task": task, "user": user}
	rows = frappe.get_all(TRAIL, filters, ["name", "sealed"], order_by="begun_on")
	return sorted(tuple(point) for row in rows for point in _unsealed(row))


def _unsealed(row) -> list[list]:
	return json.loads(unseal(TRAIL, row.name, row.sealed).get("whereabouts") or "[]")
