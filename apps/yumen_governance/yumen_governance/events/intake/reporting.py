"""What reporting an event by its form brings about: place, source, required fields, route, settlement on the spot."""

import frappe
from frappe import _

from yumen_governance.events.intake import merging, pictures, telling
from yumen_governance.events.intake import rules as intake_rules
from yumen_governance.events.intake.places import PlaceError, point_of
from yumen_governance.events.routing import routes as routing
from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.grid_management.grid_points import grid_of_point
from yumen_governance.registry.shape_parts import position_problems
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.transitions import Step

# What follows from one another, once it is filled in
TAKEN = ("source", "category", "grid", "urgency")


class IncompleteError(frappe.ValidationError):
	pass


class SourceError(frappe.PermissionError):
	pass


def find_place(event) -> None:
	"""Derive the coordinates from the marker on the map, and the grid where none was chosen.

	:raises PlaceError: as a sentence to the person
	"""
	if not event.is_new() and not event.has_value_changed("location"):
		return
	try:
		point = point_of(event.location)
	except PlaceError as error:
		frappe.throw(str(error), IncompleteError)
	event.longitude, event.latitude = point or (0, 0)
	for problem in position_problems(event):
		frappe.throw(problem.message, IncompleteError)
	if point and not event.grid:
		event.grid = grid_of_point(*point)


def take_defaults(event) -> None:
	"""Fill in what follows from source and category, and refuse a source that the person may not report from.

	:raises SourceError: the source is for others
	"""
	if not event.is_new() and all(event.get(name) and not event.has_value_changed(name) for name in TAKEN):
		return
	known = intake_rules.references([event])
	source = known.sources.get(event.source)
	reporter = intake_rules.person(frappe.session.user)
	if source and event.has_value_changed("source") and not intake_rules.may_use(source, reporter):
		frappe.throw(intake_rules.source_refusal(source), SourceError)
	values = {name: event.get(name) for name in TAKEN}
	intake_rules.complete(values, known)
	event.update(values)


def on_step(event, step: Step) -> None:
	"""React to an event's leaving the hands of whoever registered it."""
	if step.effect == effects.MERGE:
		merging.check(event)
	if not step.leaves("Intake") or step.enters("Void"):
		return
	refuse_incomplete(event)
	if step.enters("Triage"):
		propose(event)
	if step.enters("Feedback"):
		settle(event)


def follow(event, step: Step, user: str, now) -> None:
	"""Tell whoever reported, after the step was written into the timeline."""
	if step.leaves("Intake") and step.enters("Triage"):
		telling.tell_received(event.name)
	if step.effect == effects.MERGE:
		merging.finish(event, user, now)
	if step.enters("Feedback"):
		telling.tell_resolved(event.name, event.get("reopen_count"))


def refuse_incomplete(event) -> None:
	"""Refuse to report an event that lacks what its source or category asks for, naming everything at once.

	:raises IncompleteError: names the missing fields
	"""
	missing = intake_rules.missing_labels(event, intake_rules.references([event]))
	if missing:
		frappe.throw(intake_rules.please_fill_in(missing), IncompleteError)


def propose(event) -> None:
	"""Find the rule for an event; `event.flags.decision` is where it goes."""
	category = frappe.db.get_value("Event Category", event.category, ["lft"], as_dict=True)
	matter = routing.matter_of(event, category, path_of(event.grid))
	decision = event.flags.decision = routing.route(matter, routing.load_rules())
	event.update(routing.proposal(decision))


def settle(event) -> None:
	"""Let an event count as settled in the grid: its place is said, and shown where the category wants it.

	:raises IncompleteError: no place, or no photo
	"""
	if not event.address and not event.longitude:
		frappe.throw(_("Say where it was: the address, or the place on the map."), IncompleteError)
	wants_photo = frappe.db.get_value("Event Category", event.category, "photo_on_spot")
	if wants_photo and not pictures.count_of(event.name):
		frappe.throw(
			_("Attach a photo: events of this category are settled on the spot with one."), IncompleteError
		)
	event.settled_on_spot = 1
