"""Transfer between windows, and back: whatever was said and shown goes along, and nobody types it again."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.service_centre import answers, registering, windows
from yumen_governance.service_centre.answers import please_fill_in
from yumen_governance.service_centre.queue import serving
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.transitions import Step, next_state_by


class TransferError(frappe.ValidationError):
	pass


def prepare(request, step: Step, now: datetime) -> None:
	"""Move a request to the window that was named, or back to the one from which it came.

	:raises TransferError: there is no other window in use, or it doesn't offer the item
	"""
	if step.effect == effects.SEND_BACK:
		_send_back(request, now)
	else:
		_send(request, now)
	_ask_anew(request)


def _ask_anew(request) -> None:
	"""Let what was said and shown stand under the questions and documents of the item there."""
	item = frappe.get_cached_doc("Service Item", request.service_item)
	request.flags.transferring = True
	answers.check(request, item)
	registering.list_documents(request, item)


def _send(request, now: datetime) -> None:
	window, item = _destination(request)
	request.update(
		{
			"transferred_from": request.service_window,
			"item_before": request.service_item,
			"service_window": window.name,
			"service_item": item,
			"lead_unit": window.unit,
			"transferred_on": now,
			"next_window": None,
			"next_item": None,
		}
	)


def _destination(request) -> tuple:
	if not request.next_window or not frappe.db.exists("Service Window", request.next_window):
		frappe.throw(please_fill_in(["To Window"]), TransferError)
	window = frappe.get_doc("Service Window", request.next_window)
	if window.name == request.service_window:
		frappe.throw(_("The request is at this window already. Choose another one."), TransferError)
	if not window.is_active:
		words = _("{0} {1} is not in use.")
		title = frappe.utils.escape_html(window.window_name)
		frappe.throw(words.format(_("Service Window"), title), TransferError)
	return window, _item_there(request, window)


def _item_there(request, window) -> str:
	"""The item under which a request goes on: the one named, the present one, or the only one of the window."""
	offered = windows.items_of(window.name)
	wanted = request.next_item or (request.service_item if request.service_item in offered else None)
	if not wanted and len(offered) == 1:
		wanted = offered[0]
	if wanted not in offered:
		frappe.throw(
			_("Say as which item {0} takes the request: {1}.").format(
				frappe.utils.escape_html(window.window_name),
				"、".join(map(frappe.utils.escape_html, offered)) or _("it offers none"),
			),
			TransferError,
		)
	return wanted


def _send_back(request, now: datetime) -> None:
	if not request.transferred_from:
		frappe.throw(_("The request came from no other window."), TransferError)
	request.update(
		{
			"service_window": request.transferred_from,
			"service_item": request.item_before or request.service_item,
			"lead_unit": frappe.db.get_value("Service Window", request.transferred_from, "unit"),
			"transferred_from": None,
			"item_before": None,
			"transferred_on": now,
		}
	)


def send_on(request, item: str, reason: str, roles: list[str]) -> str:
	"""Transfer a stored request to the window that offers an item, and return the window.

	:param roles: those of the person who acts
	:raises TransferError: no other window in use offers the item, or the request can't be transferred now
	"""
	window = windows.window_for(item)
	state = next_state_by(request, effects.TRANSFER, roles)
	if not window or not state:
		frappe.throw(
			_("The request can't be sent to a window for {0} now.").format(frappe.utils.escape_html(item)),
			TransferError,
		)
	request.update(
		{"next_window": window, "next_item": item, "transfer_reason": reason, "workflow_state": state}
	)
	request.save()
	return window


def follow(request, user: str, now: datetime) -> None:
	"""Let the visitor's place in the queue go along."""
	serving.follow_request(request.name, request.service_window, user, now)
