"""What the transitions of a service request bring about: dates, transfer, supplements, extension, becoming another record."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, getdate

from yumen_governance.service_centre import becoming, transfer
from yumen_governance.time_limits import clocks, effects
from yumen_governance.time_limits.transitions import Step

HANDLE = "Handle"


class AcceptanceError(frappe.ValidationError):
	pass


class ResultError(frappe.ValidationError):
	pass


class ExtensionError(frappe.ValidationError):
	pass


def prepare(request, step: Step, user: str, now: datetime) -> None:
	"""React to a transition before the request is stored.

	:raises frappe.ValidationError: the request isn't ready for it; the sentence says what to do
	"""
	item = frappe.get_cached_doc("Service Item", request.service_item)
	if step.enters("Handling") and step.from_stage == "Triage":
		_accept(request, item, now)
	if step.effect in (effects.TRANSFER, effects.SEND_BACK):
		transfer.prepare(request, step, now)
	if step.effect in (effects.REQUEST_EXTENSION, effects.DECIDE_REQUEST):
		_check_extension(request, step, now)
	_keep_dates(request, step, now)
	if step.enters("Feedback"):
		_check_result(request, item)
	if step.effect == effects.BECOME:
		becoming.become(request, item, user, now)


def _keep_dates(request, step: Step, now: datetime) -> None:
	if step.enters("Suspended"):
		request.update({"supplements_asked_on": now, "supplemented_on": None})
	if step.leaves("Suspended") and not step.enters("Void"):
		request.supplemented_on = now
	if step.enters("Feedback"):
		request.completed_on = now
	if step.effect == effects.REOPEN:
		request.update(
			{"completed_on": None, "reply_served_on": None, "satisfaction": None, "closed_on": None}
		)
		request.accepted_on = request.accepted_on or now
	if step.enters("Closed", "Void"):
		request.closed_on = now
	if step.enters("Void") and not request.accepted_on:
		request.refused_on = getdate(now)


def _accept(request, item, now: datetime) -> None:
	"""Accept a request: legal roads were looked at, and the papers are in.

	:raises AcceptanceError: names the roads, or the papers that are missing
	"""
	roads = [row.service_item for row in item.legal_roads]
	if roads and not cint(request.no_legal_road):
		frappe.throw(
			_(
				"A matter with a legal road is sent there first (Regulations on Petitions, art. 31): {0}. Transfer it, or tick that none of them fits."
			).format("、".join(map(frappe.utils.escape_html, roads))),
			AcceptanceError,
		)
	missing = [row.document_name for row in request.documents if row.is_required and not row.is_received]
	if missing and not cint(request.papers_later):
		frappe.throw(
			_(
				"These documents are missing: {0}. Ask for them all at once as supplements, or tick that the papers come later."
			).format("、".join(map(frappe.utils.escape_html, missing))),
			AcceptanceError,
		)
	request.accepted_on = request.accepted_on or now


def _check_result(request, item) -> None:
	known = [row.result_type for row in item.result_types]
	if known and request.result_type not in known:
		frappe.throw(
			_("{0} is no result of {1}. Choose one of: {2}.").format(
				frappe.utils.escape_html(request.result_type or ""),
				frappe.utils.escape_html(item.item_name),
				"、".join(map(frappe.utils.escape_html, known)),
			),
			ResultError,
		)


def _check_extension(request, step: Step, now: datetime) -> None:
	refused = step.effect == effects.DECIDE_REQUEST and request.request_decision != "Granted"
	asked = get_datetime(request.requested_due_on) if request.requested_due_on else None
	request.requested_due_on = asked and asked.replace(microsecond=0)
	if refused:
		return
	if not asked or asked <= now or (request.due_on and asked <= get_datetime(request.due_on)):
		frappe.throw(
			_("The requested due time must lie after the present one and after now."), ExtensionError
		)
	if step.effect == effects.REQUEST_EXTENSION:
		request.request_decision = None


def follow(request, step: Step, user: str, now: datetime) -> None:
	"""React to a transition after the request is stored and its timeline written."""
	if step.effect == effects.DECIDE_REQUEST and request.request_decision == "Granted":
		due = get_datetime(request.requested_due_on)
		told_on = getdate(request.extension_told_on) if request.extension_told_on else None
		approval = clocks.Approval(by=frappe.utils.get_fullname(user), told_on=told_on)
		clocks.extend(
			request.doctype, request.name, HANDLE, due, request.request_reason, user, now, approval=approval
		)
		request.due_on = frappe.db.get_value(request.doctype, request.name, "due_on")
	if step.effect in (effects.TRANSFER, effects.SEND_BACK):
		transfer.follow(request, user, now)
	if step.effect == effects.BECOME:
		becoming.follow(request)
