"""Events from other systems and from the field app, and what is known about a matter while it is written down."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.events.intake import suggestions
from yumen_governance.events.intake import taking_in as intake
from yumen_governance.grid_management.contention import tried_again
from yumen_governance.permissions.case import refusal

EVENT = "Governance Event"


@frappe.whitelist(methods=["POST"])
def take_in(report: dict | str) -> dict:
	"""Take in one event; the same report under the same key again gets the same answer.

	:param report: source, idempotency_key, title, category, grid or longitude and latitude, address, description,
		reporter_name, reporter_phone, external_ticket; result, for what was settled on the spot; pictures, a list of
		file_name and content in Base64, or files of a multipart request under the name pictures; for_dispatcher, so that no
		rule sends it off at once
	:return: `event`, its number, and `outcome`: New or Repeated
	:raises KeyConflictError: 409, the key was used for another report
	:raises IntakeError: 417, names everything that is missing or wrong
	:raises frappe.PermissionError: 403, the account may not report events
	:raises BusyError: 503, somebody else is writing the same rows; nothing was stored
	"""
	_check_permission()
	taken = _taken(intake.take_in, _with_uploads(_parsed(report)))
	return {"event": taken.event, "outcome": taken.outcome}


@frappe.whitelist(methods=["POST"])
def take_in_many(reports: list | str) -> dict:
	"""Take in up to 500 events, each by itself.

	:param reports: see take_in
	:return: `results` in the same order: outcome (New, Repeated, Conflict or Refused), event, problems
	:raises IntakeError: no list, or too long a one
	:raises frappe.PermissionError: the account may not report events
	"""
	_check_permission()
	rows = _parsed(reports)
	if not isinstance(rows, list):
		frappe.throw(_("A list of reports is expected."), intake.IntakeError)
	results = _taken(intake.take_in_many, rows)
	return {
		"results": [
			{"outcome": each.outcome, "event": each.event, "problems": list(each.problems)}
			for each in results
		]
	}


@frappe.whitelist(methods=["POST"])
def related_events(event: dict | str | None = None, name: str | None = None) -> dict:
	"""Return events that may be about the same matter, of those that the person may read.

	:param event: the values of a form that isn't stored
	:param name: the name of a stored event, in place of values
	:return: `events`, likeliest first, and `earlier`: how many of them this reporter reported before
	:raises frappe.PermissionError: no permission on events, or on the named one
	"""
	if name:
		frappe.get_doc(EVENT, name).check_permission("read")
		return suggestions.of_event(name, now_datetime())
	_check_permission("read")
	return suggestions.of_values(_parsed(event or {}), now_datetime())


@frappe.whitelist(methods=["GET", "POST"])
def grid_of_place(longitude: float, latitude: float) -> str | None:
	"""Return the grid in which a point lies, None outside all boundaries.

	:raises frappe.PermissionError: the person may not report events
	"""
	_check_permission()
	return suggestions.grid_of_place(longitude, latitude)


def _with_uploads(report: dict | list | str) -> dict | list | str:
	"""The report with the pictures that came beside it in a multipart request."""
	request = getattr(frappe.local, "request", None)
	files = request.files.getlist("pictures") if request and getattr(request, "files", None) else []
	if not files or not isinstance(report, dict):
		return report
	uploaded = [{"file_name": file.filename, "content": file.stream.read()} for file in files]
	return {**report, "pictures": [*(report.get("pictures") or ()), *uploaded]}


def _check_permission(right: str = "create") -> None:
	if not frappe.has_permission(EVENT, right):
		frappe.throw(refusal(EVENT), frappe.PermissionError)


def _parsed(value: dict | list | str) -> dict | list | str:
	try:
		return frappe.parse_json(value)
	except ValueError:
		frappe.throw(_("This isn't valid JSON."), intake.IntakeError)


def _taken(take: Callable, sent):
	return tried_again(lambda: take(sent, frappe.session.user, now_datetime()))
