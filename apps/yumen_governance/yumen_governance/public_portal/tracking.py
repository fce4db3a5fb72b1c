"""What the sender of a tip-off learns by its tracking code: in plain words, never of a person."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, get_datetime

from yumen_governance.events.handling.steps import EVENT
from yumen_governance.public_portal import codes, guesses
from yumen_governance.public_portal.doctype.public_portal_settings.public_portal_settings import settings
from yumen_governance.registry.plain_values import without_plain_values
from yumen_governance.seed.portal import ADDED
from yumen_governance.time_limits.stages import ENDED, stages_by_state, workflow_of

TIP_OFF = "Public Tip-off"
ANSWERED = ("Feedback", "Closed")
UNSATISFIED = ("Dissatisfied", "Very Dissatisfied")


class UnknownCodeError(frappe.ValidationError):
	http_status_code = 404


def find(code: str, address: str, now: datetime):
	"""Return the tip-off of a tracking code.

	:param address: the internet address that asks, which is locked out after too many wrong codes
	:raises UnknownCodeError: there is none; the guess is counted, so the caller answers and doesn't let it roll back
	:raises limits.TooManyError: too many wrong ones
	"""
	guesses.check(address, now)
	index = codes.index_of(code)
	name = index and frappe.db.get_value(TIP_OFF, {"code_index": index})
	if not name:
		guesses.note(address, now)
		frappe.throw(
			_("There is no report with this tracking code. Please check each letter."), UnknownCodeError
		)
	return frappe.get_doc(TIP_OFF, name)


def view(tip_off, now: datetime) -> dict:
	"""Return all that the sender is told, and what they may do."""
	event = event_of(tip_off)
	handler = handler_of(event)
	return {
		"number": tip_off.event,
		"title": frappe.db.get_value(EVENT, tip_off.event, "title"),
		"category": frappe.db.get_value("Event Category", event.category, "category_name"),
		"reported_on": _moment(event.reported_on),
		"stage": event.stage,
		"status": status_of(event, handler, asks=may_rate(tip_off, event)),
		"handler": handler,
		"promised_on": _moment(event.due_on) if event.stage not in (*ANSWERED, *ENDED) else None,
		"answer": without_plain_values(event.result) if event.stage in ANSWERED else None,
		"timeline": timeline(tip_off, event),
		"satisfaction": tip_off.satisfaction,
		"reopened_on": _moment(tip_off.reopened_on),
		"appeal": _appeal(tip_off),
		"may": {
			"add": event.stage not in ENDED,
			"rate": may_rate(tip_off, event),
			"appeal": may_appeal(tip_off, event, now),
		},
	}


def event_of(tip_off):
	"""Return the event of a tip-off, or the one into which it was merged."""
	event, seen = frappe.get_doc(EVENT, tip_off.event), set()
	while event.merged_into and event.stage == "Void" and event.name not in seen:
		seen.add(event.name)
		event = frappe.get_doc(EVENT, event.merged_into)
	return event


def handler_of(event) -> str | None:
	"""Return which unit or grid has an event, by its name; never who in it."""
	if event.lead_unit:
		return frappe.db.get_value("Functional Unit", event.lead_unit, "unit_name")
	return frappe.db.get_value("Grid", event.lead_grid, "grid_name") if event.lead_grid else None


def status_of(event, handler: str | None, asks: bool = False) -> str:
	"""Say how an event stands, and ask how satisfied the sender is where they may still say so."""
	words = {
		"Intake": _("Received. The centre looks at it."),
		"Triage": _("Received. The centre decides who handles it."),
		"Assigned": _("Handed to {0}."),
		"Handling": _("{0} is handling it."),
		"Review": _("{0} has reported a result; the centre checks it."),
		"Feedback": _("Settled by {0}. Are you satisfied?") if asks else _("Settled by {0}."),
		"Suspended": _("Paused for now; it goes on when the reason has passed."),
		"Closed": _("Closed."),
		"Void": _("The centre did not take this up. You may appeal once, or call the centre."),
	}
	return words.get(event.stage, words["Triage"]).format(handler or _("the centre"))


def timeline(tip_off, event) -> list[dict]:
	"""Return what happened, from the first: steps from stage to stage, and what the sender added."""
	fields = ["acted_on", "action", "from_state", "to_state", "to_grid", "to_unit", "reference_name"]
	about = {"reference_doctype": EVENT, "reference_name": ["in", {tip_off.event, event.name}]}
	entries = frappe.get_all("Timeline Entry", about, fields, order_by="acted_on, creation", limit=0)
	stages, names = stages_by_state(workflow_of(EVENT)), _names(entries)
	rows = [{"on": _moment(event.reported_on), "words": _("You reported it.")}]
	for entry in entries:
		before, after = stages.get(entry.from_state), stages.get(entry.to_state)
		words = _added(entry, tip_off) if entry.action == ADDED else _words(before, after)
		if words:
			handler = names.get(entry.to_unit or entry.to_grid) or _("the centre")
			rows.append({"on": _moment(entry.acted_on), "words": words.format(handler)})
	return rows


def _added(entry, tip_off) -> str:
	"""Say who added: to what one's own report was merged into, others add as well."""
	mine = entry.reference_name == tip_off.event
	return _("You added information.") if mine else _("Information was added.")


def _words(before: str | None, after: str | None) -> str | None:
	"""Say what a step from one stage to another means; None for what stays inside the house."""
	if before == after or (before, after) == ("Intake", "Triage"):
		return None
	if after == "Assigned":
		return _("Reopened, and handed back to {0}.") if before == "Feedback" else _("Handed to {0}.")
	return {
		"Triage": _("Back at the centre, which decides anew."),
		"Handling": _("{0} began to handle it.") if before == "Assigned" else None,
		"Feedback": _("Settled."),
		"Suspended": _("Paused."),
		"Closed": _("Closed."),
		"Void": _("Goes on with another report of the same matter, or was not taken up."),
	}.get(after)


def _names(entries: list) -> dict[str, str]:
	units = {entry.to_unit for entry in entries if entry.to_unit}
	grids = {entry.to_grid for entry in entries if entry.to_grid}
	found = frappe.get_all(
		"Functional Unit", {"name": ["in", units or [""]]}, ["name", "unit_name"], as_list=True
	)
	return dict(found) | dict(
		frappe.get_all("Grid", {"name": ["in", grids or [""]]}, ["name", "grid_name"], as_list=True)
	)


def may_rate(tip_off, event) -> bool:
	"""Whether the sender may say how satisfied they are: once for each time it was settled."""
	if event.stage not in ANSWERED:
		return False
	settled = event.resolved_on and get_datetime(event.resolved_on)
	return not tip_off.rated_on or bool(settled and get_datetime(tip_off.rated_on) < settled)


def may_appeal(tip_off, event, now: datetime) -> bool:
	"""Whether the sender may turn to the centre once more: not satisfied after it was reopened, or not taken up."""
	if tip_off.appealed_on:
		return False
	refused = event.stage == "Void" and event.name == tip_off.event
	again_unsatisfied = tip_off.satisfaction in UNSATISFIED and not may_rate(tip_off, event)
	answered = event.stage in ANSWERED and again_unsatisfied
	last = get_datetime(event.closed_on or event.resolved_on or event.modified)
	return (refused or answered) and now <= last + timedelta(days=cint(settings().appeal_days) or 30)


def _appeal(tip_off) -> dict | None:
	if not tip_off.appeal_event:
		return None
	event = frappe.get_doc(EVENT, tip_off.appeal_event)
	status = status_of(event, handler_of(event))
	return {"number": event.name, "on": _moment(tip_off.appealed_on), "status": status}


def _moment(value) -> str | None:
	return get_datetime(value).strftime("%Y-%m-%d %H:%M") if value else None
