"""Merging: an event that tells of the same matter as another goes on in that one, with everybody who reported it."""

import frappe
from frappe import _

from yumen_governance.events.handling import acts
from yumen_governance.events.intake import telling
from yumen_governance.time_limits.stages import ENDED

EVENT = "Governance Event"


class MergeError(frappe.ValidationError):
	pass


def check(event) -> None:
	"""Refuse to merge an event into itself, into one that has ended, or into one that the person may not see.

	:raises MergeError: says which of these
	"""
	into = event.merged_into
	target = frappe.db.get_value(EVENT, into, ["stage", "title"], as_dict=True, for_update=True)
	if not target or not frappe.has_permission(EVENT, "read", into):
		frappe.throw(_("Choose an event that you may read."), MergeError)
	if into == event.name:
		frappe.throw(_("An event can't be merged into itself."), MergeError)
	if target.stage in ENDED or target.stage == "Intake":
		frappe.throw(
			_("Choose an event that is reported and has not ended: {0} isn't.").format(target.title),
			MergeError,
		)


def finish(event, user: str, now) -> None:
	"""Write the merger into the timeline of the event that goes on, and tell everybody who reported the other."""
	target = frappe.get_doc(EVENT, event.merged_into)
	words = _("{0} was merged into this event.").format(f"{event.name} {event.title}")
	acts.note(target, "Merge", user, now, words)
	telling.tell_merged(event.name, target.name)
