"""What comes from a phone about visits (hook `sync_kinds`)."""

from collections.abc import Mapping
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, flt

from yumen_governance.events.intake.pictures import attach_to
from yumen_governance.field_work.sync.clock import read_time
from yumen_governance.field_work.sync.items import Item, Taken, check_base, text_in
from yumen_governance.field_work.visits import findings, needs
from yumen_governance.field_work.visits.rules import VisitError
from yumen_governance.field_work.visits.states import PURPOSE_SET, VISIT
from yumen_governance.grid_management.grid_points import in_city

STORE = "visits"
TEXTS = ("purpose", "met", "met_names", "findings", "help_wanted", "feedback", "repeat_reason")
LINKS = ("household", "plan", "unit", "met_resident")
FEEDBACK = ("feedback", "repeat_reason")
MOST_PHOTOS = 9


def take(item: Item, user: str, now: datetime) -> Taken:
	"""Take a visit (kind visit): its purpose, or what was found; its name is the item's id.

	:raises VisitError: says what is missing or impossible
	:raises frappe.PermissionError: the household isn't the person's to call on
	"""
	if len(item.photos) > MOST_PHOTOS:
		frappe.throw(_("A visit may have at most {0} pictures.").format(MOST_PHOTOS), VisitError)
	visit = _going_on(item, user) if item.values.get("visit") else _new(item)
	_say(visit, item)
	visit.flags.from_phone = True
	if visit.is_new():
		visit.insert(set_name=item.id)
	else:
		visit.save()
	attach_to(VISIT, visit.name, item.photos)
	return Taken(STORE, visit.name)


def take_feedback(item: Item, user: str, now: datetime) -> Taken:
	"""Take the feedback of a visit, or the reason for a second one (kind visit_feedback).

	:raises Conflict: somebody else gave one since the person saw the visit
	"""
	visit = _visit(item)
	visit.check_permission("write")
	said = {name: text for name in FEEDBACK if (text := text_in(item.values, name))}
	if not said:
		frappe.throw(_("Write the feedback."), VisitError)
	# What else was noted on the visit meanwhile, an event or an answer to its need, stands beside it
	if any(visit.get(name) for name in said):
		check_base(visit, item)
	visit.update(said)
	visit.flags.from_phone = True
	visit.save()
	return Taken(STORE, visit.name)


def take_finding(item: Item, user: str, now: datetime) -> Taken:
	"""Make an event or a hazard of what was found (kind visit_finding)."""
	visit = _visit(item)
	findings.become(visit, text_in(item.values, "becomes"), item.values, item.photos, item.id, user, now)
	return Taken(STORE, visit.name)


def take_need(item: Item, user: str, now: datetime) -> Taken:
	"""Take a leader's answer to a need for help (kind follow_need)."""
	visit = _visit(item)
	visit.check_permission("write")
	check_base(visit, item)
	values = item.values
	event = text_in(values, "event") or None
	needs.answer(visit, text_in(values, "decision"), text_in(values, "answer"), user, now, event)
	return Taken(STORE, visit.name)


def _new(item: Item):
	visit = frappe.new_doc(VISIT)
	visit.check_permission("create")
	visit.update({name: text_in(item.values, name) or None for name in LINKS})
	visit.about_event = text_in(item.values, "event") or None
	visit.flags.purpose_on = _moment(item.values.get("purpose_on"), item.happened_on)
	return visit


def _going_on(item: Item, user: str):
	"""A visit whose purpose was set before, to be gone on with by its visitor."""
	visit = frappe.get_doc(VISIT, text_in(item.values, "visit"), for_update=True)
	visit.check_permission("write")
	if visit.visited_by != user or visit.status != PURPOSE_SET:
		frappe.throw(_("What was found on this visit is written down already."), VisitError)
	return visit


def _visit(item: Item):
	name = text_in(item.values, "visit")
	if not frappe.db.exists(VISIT, name):
		frappe.throw(_("This visit isn't there any more."), VisitError)
	return frappe.get_doc(VISIT, name, for_update=True)


def _say(visit, item: Item) -> None:
	values = item.values
	visit.update({name: text_in(values, name) for name in TEXTS if text_in(values, name)})
	visit.needs_help = cint(values.get("needs_help"))
	if visit.met:
		visit.visited_on = item.happened_on
	if isinstance(values.get("knowledge"), list):
		visit.set("knowledge", [_known(row) for row in values["knowledge"]])
	longitude, latitude = flt(values.get("longitude")), flt(values.get("latitude"))
	if in_city(longitude, latitude):
		visit.longitude, visit.latitude = longitude, latitude


def _known(row: object) -> dict:
	if isinstance(row, Mapping):
		return {"item": text_in(row, "item"), "note": text_in(row, "note")}
	return {"item": str(row or "")}


def _moment(sent: object, latest: datetime) -> datetime:
	"""When the purpose was written by the phone's reckoning, never after the visit."""
	return min(read_time(sent) or latest, latest)
