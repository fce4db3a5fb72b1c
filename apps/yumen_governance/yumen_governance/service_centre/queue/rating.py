"""What a visitor gives at the window: one of five grades, one touch, about the number that is or was just served there."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.grid_management.code_written import write
from yumen_governance.service_centre.queue.life import DONE, GRADES, SERVING, SETTINGS, SHIFT, TICKET
from yumen_governance.service_centre.windows import REQUEST


class RatingError(frappe.ValidationError):
	pass


def to_rate(window: str, now: datetime) -> dict | None:
	"""Return the visit that can be rated at a window: the one under way, else the last one while its time runs."""
	found = _candidate(window, now)
	if not found:
		return None
	return {"ticket": found.name, "number": found.shown_number, "rated": bool(found.satisfaction)}


def rate(window: str, name: str, grade: str, now: datetime) -> None:
	"""Store what a visitor gives, once; the request that the visit led to gets it too.

	:raises RatingError: there is no such grade, it was rated already, or another number is at the window by now
	"""
	if grade not in GRADES:
		frappe.throw(_("There is no such grade."), RatingError)
	found = _candidate(window, now)
	if not found or found.name != name:
		frappe.throw(_("This visit can't be rated any more."), RatingError)
	ticket = frappe.get_doc(TICKET, name, for_update=True)
	if ticket.satisfaction:
		frappe.throw(_("Thank you, this visit has been rated already."), RatingError)
	ticket.update({"satisfaction": grade, "rated_on": now})
	write(ticket)
	if ticket.request:
		frappe.db.set_value(REQUEST, ticket.request, "satisfaction", grade)


def _candidate(window: str, now: datetime):
	fields = ["name", "shown_number", "status", "satisfaction"]
	at_window = frappe.db.get_value(SHIFT, {"open_window": window}, "ticket")
	if at_window:
		found = frappe.db.get_value(TICKET, at_window, fields, as_dict=True)
		return found if found and found.status == SERVING else None
	since = now - timedelta(minutes=frappe.get_cached_doc(SETTINGS).rating_minutes)
	last = frappe.get_all(
		TICKET,
		{"service_window": window, "day": getdate(now), "status": DONE, "done_on": [">=", since]},
		fields,
		order_by="done_on desc",
		limit=1,
	)
	return last[0] if last else None
