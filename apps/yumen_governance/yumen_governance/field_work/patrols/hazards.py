"""Hazards found in the field: kept in the registry, made an event by one tap or by rule, and told as rectified."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.events.intake.pictures import KINDS, Picture, attach_to
from yumen_governance.field_work.events import reporting
from yumen_governance.field_work.sync.items import Item, Taken, check_base, text_in
from yumen_governance.hardening.file_types import extension_of

HAZARD, RULE, EVENT = "Hazard", "Hazard Event Rule", "Governance Event"
RECTIFYING, RECTIFIED = "Rectifying", "Rectified"
# What a phone says of a hazard; everything else follows or is filled in on the desk
FIELDS = ("title", "hazard_kind", "hazard_level", "description", "location", "grid", "rectify_by", "measures")
LINKS = ("facility", "key_area", "organization", "rental_house", "building")
DEGREES = ("longitude", "latitude")
MOST_PICTURES = 9
# Phones tell places as satellites do
COORD_SYS = "WGS-84"


class HazardError(frappe.ValidationError):
	pass


def take(item: Item, user: str, now: datetime) -> Taken:
	"""Take a hazard that was found (sync kind `hazard`).

	Values: FIELDS, LINKS, DEGREES, `patrol` on which it was found, `as_event` to report it as an event as well.

	:raises frappe.ValidationError: the registry refuses it, or the event can't be reported
	:raises frappe.PermissionError: it lies in another's grid
	"""
	hazard = found(item.values, item.photos, item.happened_on)
	if item.values.get("as_event") or is_event_by_rule(hazard):
		report(hazard.name, user, now)
	return Taken("hazards", hazard.name)


def take_event(item: Item, user: str, now: datetime) -> Taken:
	"""Report a known hazard as an event (sync kind `hazard_event`, value `hazard`)."""
	name = text_in(item.values, "hazard")
	report(name, user, now)
	return Taken("hazards", name)


def take_rectified(item: Item, user: str, now: datetime) -> Taken:
	"""Take that a hazard is being rectified, or is (sync kind `hazard_rectified`).

	Values: `hazard`, `status` (Rectifying or Rectified), `measures`, `result`.

	:raises Conflict: somebody changed the hazard since the person saw it
	"""
	hazard = frappe.get_doc(HAZARD, text_in(item.values, "hazard"), for_update=True)
	hazard.check_permission("write")
	check_base(hazard, item)
	status = item.values.get("status") or RECTIFIED
	if status not in (RECTIFYING, RECTIFIED):
		frappe.throw(_("Say whether it is being rectified or is rectified."), HazardError)
	values = {key: item.values[key] for key in ("measures", "result") if item.values.get(key)}
	closed = {"closed_on": getdate(item.happened_on)} if status == RECTIFIED else {}
	hazard.update({"status": status, **values, **closed}).save()
	attach_to(HAZARD, hazard.name, item.photos)
	return Taken("hazards", hazard.name)


def found(values: Mapping, photos: Iterable[Picture], happened_on: datetime):
	"""Put a hazard that was found into the registry, as the person of the session.

	:raises frappe.PermissionError: it lies in another's grid, or on another's patrol
	"""
	hazard = frappe.new_doc(HAZARD)
	hazard.update({key: text_in(values, key) or None for key in (*FIELDS, *LINKS)})
	if all(values.get(key) for key in DEGREES):
		hazard.update({key: values[key] for key in DEGREES} | {"coord_sys": COORD_SYS})
	_place(hazard)
	if patrol := text_in(values, "patrol"):
		hazard.patrol = _own(patrol)
	hazard.found_on = getdate(happened_on)
	hazard.insert()
	attach_to(HAZARD, hazard.name, photos)
	return hazard


def _own(patrol: str) -> str:
	"""Return the name of a patrol of the person of the session, which may have ended since."""
	doc = frappe.get_doc("Patrol", patrol)
	doc.check_permission("read")
	if doc.user != frappe.session.user:
		frappe.throw(_("This patrol is another member's."), frappe.PermissionError)
	return doc.name


def _place(hazard) -> None:
	"""Fill in where a hazard lies from what it was found at."""
	place_type, name = (
		("Public Facility", hazard.facility) if hazard.facility else ("Key Area", hazard.key_area)
	)
	if not name:
		return
	place = frappe.get_doc(place_type, name)
	place.check_permission("read")
	hazard.update({"grid": hazard.grid or place.grid, "location": hazard.location or _where(place)})
	if not hazard.longitude and place.get("longitude"):
		hazard.update({key: place.get(key) for key in (*DEGREES, "coord_sys")})


def _where(place) -> str:
	location, title = place.get("location") or "", place.get_title()
	return (f"{location} {title}" if location and title not in location else title)[:140]


def is_event_by_rule(hazard) -> bool:
	"""Tell whether a hazard is reported as an event without being asked: its level is the rule's or a higher one."""
	rule = _rule_of(hazard.hazard_kind)
	return bool(rule and rule.at_once_from and hazard.hazard_level >= rule.at_once_from)


def report(name: str, user: str, now: datetime) -> str:
	"""Report a hazard as an event, once however often it is asked; return the event.

	:raises HazardError: no rule says which event a hazard of its kind becomes
	:raises frappe.PermissionError: the person may not change the hazard, or not report events
	"""
	hazard = frappe.get_doc(HAZARD, name, for_update=True)
	hazard.check_permission("write")
	if hazard.governance_event:
		return hazard.governance_event
	if not (rule := _rule_of(hazard.hazard_kind)):
		kind = frappe.db.get_value("Code Value", hazard.hazard_kind, "label")
		frappe.throw(
			_("No rule says which event a hazard of the kind {0} becomes.").format(kind), HazardError
		)
	values = {
		"title": hazard.title,
		"category": rule.event_category,
		"text": hazard.description or hazard.title,
	}
	photos, key = pictures_of(HAZARD, hazard.name), f"hazard-{hazard.name}"
	event = reporting.report(values, photos, key, user, now, _place_of(hazard))
	hazard.db_set("governance_event", event)
	return event


def follow_event(event, method: str | None = None) -> None:
	"""Mark the hazard of an event that is closed with a result as rectified (Governance Event, on_update)."""
	if event.stage != "Closed" or not event.result or not event.has_value_changed("stage"):
		return
	filters = {"governance_event": event.name, "status": ["!=", RECTIFIED]}
	for name in frappe.get_all(HAZARD, filters, pluck="name"):
		hazard = frappe.get_doc(HAZARD, name, for_update=True)
		hazard.update({"status": RECTIFIED, "result": hazard.result or event.result})
		hazard.save(ignore_permissions=True)  # whoever may close the event says what came of its hazard


def _rule_of(hazard_kind: str):
	filters = {"hazard_kind": hazard_kind, "is_active": 1}
	return frappe.db.get_value(RULE, filters, ["event_category", "at_once_from"], as_dict=True)


def _place_of(hazard) -> dict:
	point = {key: hazard.get(key) for key in DEGREES} if hazard.longitude and hazard.latitude else {}
	address = hazard.location or frappe.db.get_value("Grid", hazard.grid, "grid_name")
	return {"grid": hazard.grid, "address": address, **point}


def pictures_of(doctype: str, name: str) -> list[Picture]:
	"""Return the pictures that hang on a record, the first ones; whoever calls has checked who may see them."""
	filters = {"attached_to_doctype": doctype, "attached_to_name": name, "is_folder": 0}
	files = frappe.get_all("File", filters, ["name", "file_name"], order_by="creation", limit=50)
	pictures = [file for file in files if extension_of(file.file_name) in KINDS][:MOST_PICTURES]
	return [Picture(file.file_name, _content(file.name)) for file in pictures]


def _content(file: str) -> bytes:
	content = frappe.get_doc("File", file).get_content()
	return content if isinstance(content, bytes) else b""
