"""Settled on the spot by one call: a report that brings its result, with its pictures, once under its key.

The event is written and settled as by the form, so that every rule of the form holds; the keys are those of intake.
"""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.events.handling.steps import EVENT, settlement
from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.intake import pictures
from yumen_governance.events.intake.keys import Entry
from yumen_governance.events.intake.numbers import NUMBERS
from yumen_governance.events.intake.places import location_of
from yumen_governance.events.intake.requests import DEGREES, Request


def settle(request: Request, user: str, now: datetime) -> tuple[Entry, bool]:
	"""Store an event that the person of the session has settled already.

	:param request: one that can be read, with a result
	:return: what holds for its key, and whether it is new
	:raises frappe.PermissionError: no transition of the Workflow lets the person settle on the spot
	:raises frappe.ValidationError: as the form refuses it: no place, no photo, a required field
	"""
	if entry := intake_keys.known([request.key]).get(request.key):
		return entry, False
	step = settlement(frozenset(frappe.get_roles(user)))
	if not step:
		frappe.throw(_("Your account may not settle events on the spot."), frappe.PermissionError)
	(name,) = NUMBERS.take(1, now.year)
	wanted = {request.key: Entry(request.digest, name)}
	held = intake_keys.claim(wanted, now)[request.key]
	if held.event == name:
		_write(request, name, step.to_state)
	return held, held.event == name


def _write(request: Request, name: str, state: str) -> None:
	event = frappe.new_doc(EVENT)
	values = {key: value for key, value in request.values.items() if key not in ("result", *DEGREES)}
	point = [request.values.get(key) for key in DEGREES]
	event.update({"source": request.source, **values})
	if None not in point:
		event.location = location_of(*point)
	event.insert(set_name=name)
	pictures.attach(name, request.pictures)
	event.update({"result": request.values["result"], "workflow_state": state}).save()
