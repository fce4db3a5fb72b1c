"""Items of the outbox that report an event, or take a step with one (hook `sync_kinds`)."""

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint

from yumen_governance.events.handling import in_hand, phone_steps
from yumen_governance.events.handling.steps import EVENT
from yumen_governance.events.intake import pictures as event_pictures
from yumen_governance.events.intake.pictures import Picture, PictureError
from yumen_governance.field_work.events import reporting
from yumen_governance.field_work.sync.items import Conflict, Item, Taken, text_in
from yumen_governance.field_work.visits import findings

STORE = "events"


class EventGoneError(frappe.ValidationError):
	pass


def take_report(item: Item, user: str, now: datetime) -> Taken:
	"""Take in an event that was reported on a phone (kind report_event).

	:raises IntakeError: says everything that is wrong with it
	:raises frappe.PermissionError: the person may not report events
	"""
	event = reporting.report(item.values, item.photos, item.id, user, now)
	noticed = min(item.happened_on, now)
	frappe.db.set_value(EVENT, event, "noticed_on", noticed, update_modified=False)
	if item.values.get("visit"):
		findings.link_event(str(item.values["visit"]), event, user)
	return Taken(STORE, event)


def take_step(item: Item, user: str, now: datetime) -> Taken:
	"""Take a transition with an event (kind event_step).

	The values say event, action, and as the person saw it: its state, and the newest row of its history (`seen`); the
	others are the answers to what the transition asks for.

	:raises Conflict: somebody else moved the event since the person saw it
	:raises PictureError: more photos than an event may have
	"""
	name, action = text_in(item.values, "event"), text_in(item.values, "action")
	if not frappe.db.exists(EVENT, name):
		frappe.throw(_("This event is no longer there."), EventGoneError)
	event = frappe.get_doc(EVENT, name, for_update=True)
	event.check_permission("read")
	if _was_moved(event, item, user):
		raise Conflict(in_hand.one(event.name, user))
	phone_steps.take(event, action, item.values)
	_attach(event.name, item.photos)
	return Taken(STORE, event.name)


def _was_moved(event, item: Item, user: str) -> bool:
	"""Whether somebody else took a step with the event since; one's own earlier steps are those that came before this one."""
	if item.base and item.base.modified == event.modified:
		return False
	if item.values.get("state") and item.values["state"] != event.workflow_state:
		return True
	last = frappe.db.get_value(
		"Timeline Entry", item.values.get("seen") or "", ["acted_on", "reference_name"]
	)
	if not last or last[1] != event.name:
		return False
	entry = frappe.qb.DocType("Timeline Entry")
	return bool(
		frappe.qb.from_(entry)
		.select(entry.name)
		.where((entry.reference_doctype == EVENT) & (entry.reference_name == event.name))
		.where((entry.acted_on > last[0]) & (entry.actor != user) & (entry.from_state != entry.to_state))
		.limit(1)
		.run()
	)


def _attach(event: str, photos: Sequence[Picture]) -> None:
	most = cint(frappe.db.get_single_value("Event Settings", "pictures_of_an_event"))
	if photos and most and event_pictures.count_of(event) + len(photos) > most:
		frappe.throw(_("An event may have at most {0} pictures.").format(most), PictureError)
	event_pictures.attach(event, tuple(photos))
