"""Lists of events over HTTP."""

import frappe
from frappe import _

from yumen_governance.events.board.pages import EVENT, Wanted, mark_of, place_at, place_of, read_page
from yumen_governance.permissions.case import refusal
from yumen_governance.time_limits.stages import STAGES

LONGEST_PAGE = 100


@frappe.whitelist(methods=["GET", "POST"])
def list_events(
	stage: str | None = None,
	urgency: str | None = None,
	category: str | None = None,
	mine: bool = False,
	after: str | None = None,
	limit: int = 20,
) -> dict:
	"""List the events that the person sees by due time, those without one last.

	:param stage: one stage; without it the open events, that is all but Closed and Void
	:param category: a category with all under it
	:param mine: only events that the person registered
	:param after: the `next` of the page before
	:param limit: rows of the page, 1 to 100
	:return: `events`, and `next` while there are more
	:raises frappe.PermissionError: no role of the person reads events
	:raises frappe.ValidationError: an unknown stage, urgency or category, or an `after` that no page gave
	"""
	if not frappe.has_permission(EVENT, "read"):
		frappe.throw(refusal(EVENT), frappe.PermissionError)
	wanted = Wanted(stage or None, urgency or None, category or None, mine)
	_validate(wanted)
	limit = max(1, min(limit, LONGEST_PAGE))
	rows = read_page(frappe.session.user, wanted, place_at(after), limit + 1)
	events = rows[:limit]
	return {"events": events, "next": mark_of(place_of(events[-1], wanted)) if len(rows) > limit else None}


def _validate(wanted: Wanted) -> None:
	urgencies = frappe.get_meta(EVENT).get_field("urgency").options.split("\n")
	if wanted.stage not in (None, *STAGES):
		frappe.throw(_("{0} is not a stage.").format(wanted.stage))
	if wanted.urgency not in (None, *urgencies):
		frappe.throw(_("{0} is not an urgency.").format(wanted.urgency))
	if wanted.category and not frappe.db.exists("Event Category", wanted.category):
		frappe.throw(_("There is no event category {0}.").format(wanted.category))
