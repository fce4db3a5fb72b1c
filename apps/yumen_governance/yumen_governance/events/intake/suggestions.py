"""What the desk shows beside an event that is being registered or dispatched: related events, repeated complainants."""

from collections.abc import Mapping
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint

from yumen_governance.events.intake import places, related
from yumen_governance.events.intake import rules as intake_rules
from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.grid_management.grid_points import grid_of_point
from yumen_governance.registry.identifiers import normalise_phone, phone_problem
from yumen_governance.registry.sealing.envelope import unseal

EVENT = "Governance Event"
READ = (
	"name",
	"title",
	"description",
	"address",
	"longitude",
	"latitude",
	"grid",
	"grid_path",
	"source",
	"category",
	"external_ticket",
	"reporter_name",
	"reporter_phone",
	"resident",
	"sealed",
	"routing_rule",
	"proposed_lead_grid",
	"proposed_lead_unit",
)
SHOWN = ["name", "title", "workflow_state", "stage", "reported_on", "creation", "grid", "category"]


def of_event(name: str, now: datetime) -> dict:
	"""Return what is related to a stored event that the person of the session may read."""
	event = frappe.db.get_value(EVENT, name, READ, as_dict=True)
	phone = unseal(EVENT, name, event.sealed).get("reporter_phone")
	return {**_answer(event, phone, now), "missing": _missing(event), "proposal": _proposal(event)}


def of_values(values: Mapping, now: datetime) -> dict:
	"""Return what is related to the values of a form that isn't stored yet.

	:param values: the fields of READ, with location in place of longitude and latitude
	"""
	event = {key: str(values.get(key) or "") for key in READ}
	event["grid_path"] = path_of(event["grid"])
	try:
		event["longitude"], event["latitude"] = places.point_of(values.get("location")) or (None, None)
	except places.PlaceError:
		event["longitude"] = event["latitude"] = None
	phone = normalise_phone(str(values.get("reporter_phone") or ""))
	found = _answer(event, phone if phone and not phone_problem(phone) else None, now)
	return {**found, "missing": _missing(event), "proposal": None}


def grid_of_place(longitude: float, latitude: float) -> str | None:
	"""Return the grid in which a point lies, None outside all boundaries."""
	return grid_of_point(longitude, latitude)


def _answer(event: Mapping, phone: str | None, now: datetime) -> dict:
	found = {each.name: each for each in related.find(event, phone, now)}
	rows = frappe.get_list(EVENT, {"name": ["in", list(found)]}, SHOWN, limit=0) if found else []
	shown = [
		{**row, "reasons": found[row.name].reasons, "share": found[row.name].share}
		for row in sorted(rows, key=lambda row: list(found).index(row.name))
	]
	earlier = _seen_of_person(event.get("name"), phone)
	repeats = cint(frappe.db.get_single_value("Event Settings", "repeat_count"))
	return {
		"events": shown,
		"earlier": earlier,
		"is_repeated": bool(repeats) and earlier + 1 >= repeats,
	}


def _proposal(event: Mapping) -> str | None:
	"""Say what the rule that the event met proposes; None without one."""
	rule = event.routing_rule and frappe.db.get_value("Routing Rule", event.routing_rule, "rule_name")
	if not rule:
		return None
	lead = frappe.db.get_value(
		"Functional Unit", event.proposed_lead_unit, "unit_name"
	) or frappe.db.get_value("Grid", event.proposed_lead_grid, "grid_name")
	return _("The rule {0} proposes {1} as its lead.").format(rule, lead)


def _missing(event: Mapping) -> list[str]:
	"""Return the labels of what the event still lacks to be reported."""
	return intake_rules.missing_labels(event, intake_rules.references([event]), intake_rules.NEEDED)


def _seen_of_person(name: str | None, phone: str | None) -> int:
	"""Count the other events that this person reported, of those that the reader may read."""
	names = set(related.reported_by(phone)) - {name} if phone else set()
	return len(frappe.get_list(EVENT, {"name": ["in", list(names)]}, pluck="name", limit=0)) if names else 0
