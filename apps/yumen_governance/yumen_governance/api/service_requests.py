"""Registering visitors at the windows, and sending their requests to other windows, over HTTP."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.permissions.case import refusal
from yumen_governance.service_centre import answers, transfer, visitors, windows

REQUEST, ITEM, WINDOW = "Service Request", "Service Item", "Service Window"


@frappe.whitelist(methods=["GET", "POST"])
def opening() -> dict:
	"""Return what the registration of a visitor begins with: the windows in use and what each offers.

	:return: `windows`: name, title, mine, items
	:raises frappe.PermissionError: the person may not register requests
	"""
	_check_create()
	own = windows.windows_of(frappe.session.user)
	rows = frappe.get_list(
		WINDOW, {"is_active": 1}, ["name", "window_name"], order_by="window_number", limit=0
	)
	found = [
		{
			"name": row.name,
			"title": row.window_name,
			"mine": row.name in own,
			"items": windows.items_of(row.name),
		}
		for row in rows
	]
	return {"windows": found}


@frappe.whitelist(methods=["GET", "POST"])
def item(name: str) -> dict:
	"""Return what a Service Item asks for: its questions, documents, results and legal roads.

	:raises frappe.PermissionError: the person may not read it
	"""
	doc = frappe.get_doc(ITEM, name)
	doc.check_permission("read")
	return answers.face_of(doc)


@frappe.whitelist(methods=["POST"])
def visitor(values: dict | str) -> dict:
	"""Return what is known of a visitor while the form is filled in; who was looked up is written down.

	:param values: id_number, phone, service_item, matter, details
	:return: problems by field, the registered person, and earlier requests as far as they may be told
	:raises frappe.PermissionError: the person may not register requests
	"""
	_check_create()
	return visitors.known(frappe.parse_json(values), frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def send_on(name: str, service_item: str, reason: str) -> str:
	"""Transfer a request to the window that offers an item, such as the legal road that goes first.

	:return: the window
	:raises frappe.PermissionError: the person may not change the request
	:raises TransferError: no window in use offers the item
	"""
	request = frappe.get_doc(REQUEST, name)
	request.check_permission("write")
	return transfer.send_on(request, service_item, reason, frappe.get_roles(frappe.session.user))


@frappe.whitelist(methods=["GET", "POST"])
def search_items(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict | str | None = None
) -> list:
	"""Return the items in use that a window offers, for a link field.

	:param filters: `window`; every item without one
	"""
	wanted = frappe.parse_json(filters or "{}")
	named = {"name": ["in", windows.items_of(wanted["window"]) or [""]]} if wanted.get("window") else {}
	return frappe.get_list(
		ITEM,
		{"is_active": 1, **named},
		["name", "window_type"],
		or_filters={"name": ["like", f"%{txt}%"], "window_type": ["like", f"%{txt}%"]},
		order_by="sort_order",
		start=start,
		limit=page_len,
		as_list=True,
	)


def _check_create() -> None:
	if not frappe.has_permission(REQUEST, "create"):
		frappe.throw(refusal(REQUEST), frappe.PermissionError)
