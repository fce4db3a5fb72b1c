"""Rounds as the phone tells them: begun, a place looked at, ended; each by an item of its own, so that none is lost."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, getdate

from yumen_governance.events.intake.pictures import attach_to
from yumen_governance.field_work.doctype.patrol.patrol import NOT_LOOKED_AT, WRONG
from yumen_governance.field_work.sync.items import Item, Taken

PATROL, TASK, FACILITY = "Patrol", "Patrol Task", "Public Facility"
PLACES = (FACILITY, "Key Area")
STATES = ("In Order", WRONG, NOT_LOOKED_AT)
UNDER_WAY, DONE = "Under Way", "Done"
MOST_CHECKS, LONGEST_TEXT = 50, 1000


class PatrolError(frappe.ValidationError):
	pass


def take(item: Item, user: str, now: datetime) -> Taken:
	"""Take a step of a round (sync kind `patrol`): values are `step` (begin, look or end) and what it says.

	begin: `grid`, or `task`. look: `patrol`, `place_type`, `place`, `state`, `checks` [{item, ok, note}], `finding`; photos.
	end: `patrol`, `findings`.

	:raises PatrolError: the step or what it says can't be read
	:raises frappe.PermissionError: the grid, the round or the place is another's
	"""
	steps = {"begin": _begin, "look": _look, "end": _end}
	step = steps.get(item.values.get("step"))
	if not step:
		frappe.throw(_("This step of a patrol isn't known."), PatrolError)
	return Taken("patrols", step(item, user))


def task_of(name: str) -> tuple[str, datetime, datetime | None] | None:
	"""Return whose round it is, when it began, and when it ended if it has (hook `position_tasks`)."""
	return frappe.db.get_value(PATROL, name, ["user", "started_on", "ended_on"])


def _begin(item: Item, user: str) -> str:
	"""Begin a round; its name is the item's id, so that the phone can name it before it was sent."""
	task = _own_task(item.values.get("task"), user)
	patrol = frappe.new_doc(PATROL)
	patrol.update(
		{
			"grid": task.grid if task else item.values.get("grid"),
			"patrol_task": task and task.name,
			"status": UNDER_WAY,
			"started_on": item.happened_on.replace(microsecond=0),
		}
	)
	patrol.insert(set_name=item.id)
	return patrol.name


def _own_task(name: str | None, user: str):
	if not name:
		return None
	task = frappe.get_doc(TASK, name)
	task.check_permission("read")
	return task


def _look(item: Item, user: str) -> str:
	patrol = _own_patrol(item, user)
	row = _place_row(patrol, item)
	before = next((old for old in patrol.places if old.place == row["place"]), None)
	if before:
		before.update(row)
	else:
		patrol.append("places", row)
	if patrol.status == DONE:
		patrol.ended_on = max(patrol.ended_on, row["looked_at_on"])
	patrol.save()
	attach_to(PATROL, patrol.name, item.photos)
	if row["state"] != NOT_LOOKED_AT and row["place_type"] == FACILITY:
		_note_checked(row["place"], item.happened_on)
	if patrol.status == DONE:
		_fulfil(patrol)
	return patrol.name


def _own_patrol(item: Item, user: str):
	"""Return the round that an item goes on with, locked: the person's own, not ended, or closed by itself only after that."""
	name = str(item.values.get("patrol") or "")
	patrol = frappe.get_doc(PATROL, name, for_update=True)
	was_open = patrol.closed_by_itself_on and item.happened_on <= patrol.closed_by_itself_on
	if patrol.user == user and patrol.status == DONE and not was_open:
		frappe.throw(_("This patrol is ended already."), PatrolError)
	patrol.check_permission("write")
	return patrol


def _place_row(patrol, item: Item) -> dict:
	place_type, place = item.values.get("place_type"), str(item.values.get("place") or "")
	state = item.values.get("state")
	if place_type not in PLACES or state not in STATES:
		frappe.throw(_("Say which place was looked at, and how it was found."), PatrolError)
	doc = frappe.get_doc(place_type, place)
	doc.check_permission("read")
	finding = _text(item.values.get("finding"))
	if state == WRONG and not finding:
		frappe.throw(_("Say what isn't in order at {0}.").format(doc.get_title()), PatrolError)
	return {
		"place_type": place_type,
		"place": place,
		"place_name": doc.get_title(),
		"state": state,
		"looked_at_on": item.happened_on.replace(microsecond=0),
		"checks": checks_as_text(item.values.get("checks")),
		"finding": finding,
	}


def checks_as_text(checks: object) -> str:
	"""Write down what was checked, a line for each: in order, or not and why."""
	lines = []
	for check in checks if isinstance(checks, list) else ():
		if isinstance(check, dict) and check.get("item"):
			note = f"（{_text(check['note'], 140)}）" if check.get("note") else ""
			lines.append(f"{'✓' if cint(check.get('ok')) else '✗'} {_text(check['item'], 140)}{note}")
	return "\n".join(lines[:MOST_CHECKS])


def _note_checked(facility: str, looked_at: datetime) -> None:
	"""Tell the registry when a facility was last looked at."""
	day = getdate(looked_at)
	doc = frappe.get_doc(FACILITY, facility)
	if not doc.checked_on or getdate(doc.checked_on) < day:
		doc.db_set("checked_on", day)


def _end(item: Item, user: str) -> str:
	patrol = _own_patrol(item, user)
	patrol.update(
		{
			"status": DONE,
			"ended_on": item.happened_on.replace(microsecond=0),
			"closed_by_itself_on": None,
			"findings": _text(item.values.get("findings")),
		}
	)
	patrol.save()
	attach_to(PATROL, patrol.name, item.photos)
	if patrol.patrol_task:
		_fulfil(patrol)
	return patrol.name


def _fulfil(patrol) -> None:
	"""Mark the task of a round as done, once something was looked at."""
	task = frappe.get_doc(TASK, patrol.patrol_task, for_update=True)
	if task.status != DONE and patrol.places_looked_at:
		task.update({"status": DONE, "patrol": patrol.name})
		task.save(ignore_permissions=True)  # whoever makes the round fulfils its task


def _text(value: object, longest: int = LONGEST_TEXT) -> str:
	return str(value or "").strip()[:longest]
