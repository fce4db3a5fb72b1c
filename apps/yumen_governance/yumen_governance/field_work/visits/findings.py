"""What was found on a visit becomes an event or a hazard with one tap, and the visit keeps which."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.events.intake.pictures import Picture
from yumen_governance.field_work.events import reporting
from yumen_governance.field_work.patrols import hazards
from yumen_governance.field_work.visits.rules import VisitError
from yumen_governance.field_work.visits.states import VISIT

EVENT, HAZARD = "Event", "Hazard"
FIELD = {EVENT: "event", HAZARD: "hazard"}


def become(
	visit, becomes: str, values: Mapping, photos: Sequence[Picture], key: str, user: str, now: datetime
) -> str:
	"""Make an event or a hazard of what was found; once for each visit and kind.

	A hazard becomes an event as well where the office's rule says so, or the person.

	:param values: text, title; category for an event; hazard_kind, hazard_level and as_event for a hazard
	:param key: the same under the same key again is the same event
	:return: the name of the event or hazard
	:raises VisitError: it became one already, or nothing of the kind
	:raises frappe.PermissionError: the visit isn't the person's to change, or they may not report
	"""
	visit.check_permission("write")
	if becomes not in FIELD:
		frappe.throw(_("Choose whether the finding becomes an event or a hazard."), VisitError)
	if made := visit.get(FIELD[becomes]):
		frappe.throw(_("This finding became {0} already.").format(made), VisitError)
	text = str(values.get("text") or "").strip() or visit.findings
	if not text:
		frappe.throw(_("Write what was found, also where all is well."), VisitError)
	make = _event if becomes == EVENT else _hazard
	name = make(visit, {**values, "text": text}, photos, key, user, now)
	visit.db_set(FIELD[becomes], name)
	return name


def link_event(visit: str, event: str, user: str) -> None:
	"""Note on a visit which event was reported from it; nothing where the visit isn't the person's.

	:param visit: its name, as a phone sent it
	"""
	stored = frappe.db.get_value(VISIT, str(visit), ["name", "visited_by", "event"], as_dict=True)
	if stored and stored.visited_by == user and not stored.event:
		frappe.db.set_value(VISIT, stored.name, "event", event)


def _event(visit, values: Mapping, photos, key: str, user: str, now: datetime) -> str:
	address = frappe.db.get_value("Household", visit.household, "address")
	may_read = address and frappe.has_permission("Standard Address", "read", address)
	place = {"standard_address": address} if may_read else {"address": visit.address, "grid": visit.grid}
	report = {key: values[key] for key in ("category", "text", "title") if values.get(key)}
	return reporting.report({**report, **place}, photos, key, user, now)


def _hazard(visit, values: Mapping, photos, key: str, user: str, now: datetime) -> str:
	title = str(values.get("title") or "").strip() or values["text"].splitlines()[0]
	hazard = hazards.found(
		{
			"title": title[:140],
			"hazard_kind": values.get("hazard_kind"),
			"hazard_level": values.get("hazard_level"),
			"description": values["text"],
			"location": visit.address,
			"grid": visit.grid,
		},
		photos or hazards.pictures_of(VISIT, visit.name),
		now,
	)
	if values.get("as_event") or hazards.is_event_by_rule(hazard):
		_tell_as_event(visit, hazard, user, now)
	return hazard.name


def _tell_as_event(visit, hazard, user: str, now: datetime) -> None:
	"""Let a hazard be an event as well: the one that was made of the visit already, or a new one."""
	if visit.event:
		hazard.db_set("governance_event", visit.event)
	else:
		visit.db_set("event", hazards.report(hazard.name, user, now))
