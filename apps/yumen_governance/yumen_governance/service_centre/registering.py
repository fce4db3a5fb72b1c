"""Registering a visitor's matter: what follows by itself, and what the item asks for."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint

from yumen_governance.grid_management import timeline
from yumen_governance.permissions import roles
from yumen_governance.service_centre import windows
from yumen_governance.service_centre.answers import please_fill_in
from yumen_governance.service_centre.queue import serving

# 信访工作条例, art. 20
MOST_REPRESENTATIVES = 5
SEALED = "Sealed"
REGISTER = "Register Request"
# Who holds several roles registers in the first of these
ACTING = (
	roles.WINDOW_CLERK,
	roles.DEPARTMENT_HANDLER,
	roles.ARBITRATION_HANDLER,
	roles.COURT_LIAISON,
	roles.DISPATCHER,
	roles.CENTRE_DIRECTOR,
)


class RegistrationError(frappe.ValidationError):
	pass


class NotOfferedError(frappe.ValidationError):
	pass


class GroupVisitError(frappe.ValidationError):
	pass


def item_of(request):
	"""Return the Service Item of a request.

	:raises RegistrationError: none is chosen, or there is no such item
	"""
	if not request.service_item or not frappe.db.exists("Service Item", request.service_item):
		frappe.throw(please_fill_in(["Service Item"]), RegistrationError)
	return frappe.get_cached_doc("Service Item", request.service_item)


def prepare(request, item, user: str, now: datetime) -> None:
	"""Fill in what nobody should have to type: window, who is responsible, when, the documents, and secrecy."""
	if request.is_new():
		request.first_responsible = user
		request.registered_on = now
		request.service_window = request.service_window or _own_window(item, user)
		list_documents(request, item)
	if request.is_new() or request.has_value_changed("service_window"):
		request.lead_unit = frappe.db.get_value("Service Window", request.service_window, "unit")
	if item.is_sealed or request.involves_minor or request.domestic_violence:
		request.confidentiality = SEALED
	if not cint(request.is_group):
		request.people_count = 0
		request.set("representatives", [])


def _own_window(item, user: str) -> str | None:
	own = windows.windows_of(user)
	offering = [name for name in own if windows.offers(frappe.get_cached_doc("Service Window", name), item)]
	return next(iter(offering), None) or windows.window_for(item.name)


def list_documents(request, item) -> None:
	"""Add the documents of an item that the request doesn't list yet."""
	listed = {row.document_name for row in request.documents}
	for row in item.documents:
		if row.document_name not in listed:
			request.append(
				"documents",
				{"document_name": row.document_name, "is_required": row.is_required, "note": row.note},
			)


def check(request, item) -> None:
	"""Refuse a request that lacks what its item asks for.

	:raises RegistrationError: names everything that is missing
	:raises NotOfferedError: the window doesn't offer the item, or one of both is not in use
	:raises GroupVisitError: too many representatives, or fewer people than represent them
	"""
	_check_missing(request, item)
	if (
		request.is_new()
		or request.has_value_changed("service_window")
		or request.has_value_changed("service_item")
	):
		_check_offered(request, item)
	_check_group(request)


def _check_missing(request, item) -> None:
	missing = [
		label
		for label, value in (
			("Matter", request.matter and request.matter.strip()),
			("Visitor Name", request.visitor_name and request.visitor_name.strip()),
			("Service Window", request.service_window),
			("ID Number", request.id_number or request.no_id_reason or not item.needs_identity),
			("Address", request.address or not item.needs_address),
		)
		if not value
	]
	if missing:
		frappe.throw(please_fill_in(missing), RegistrationError)


def _check_offered(request, item) -> None:
	window = frappe.get_cached_doc("Service Window", request.service_window)
	for record, title in ((item, item.item_name), (window, window.window_name)):
		if not record.is_active:
			frappe.throw(
				_("{0} {1} is not in use.").format(_(record.doctype), frappe.utils.escape_html(title)),
				NotOfferedError,
			)
	if not windows.offers(window, item):
		frappe.throw(
			_("{0} doesn't offer {1}. Choose another window or item.").format(
				frappe.utils.escape_html(window.window_name), frappe.utils.escape_html(item.item_name)
			),
			NotOfferedError,
		)


def _check_group(request) -> None:
	named, people = len(request.representatives), cint(request.people_count)
	if named > MOST_REPRESENTATIVES:
		frappe.throw(
			_(
				"At most {0} people speak for a group (Regulations on Petitions, art. 20); {1} are named. Ask the group to elect them."
			).format(MOST_REPRESENTATIVES, named),
			GroupVisitError,
		)
	if request.is_group and people < max(2, named):
		frappe.throw(
			_("A group has at least two people, and not fewer than its representatives. Check the number."),
			GroupVisitError,
		)


def note(request, user: str, now: datetime) -> None:
	"""Write the registration into the timeline."""
	timeline.note(request, REGISTER, user, timeline.acting_role(user, ACTING), now)
	if request.ticket:
		serving.note_request(request)
