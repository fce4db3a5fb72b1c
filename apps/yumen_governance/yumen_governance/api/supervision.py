"""Supervision orders and urging over HTTP."""

import frappe
from frappe.utils import get_datetime, now_datetime

from yumen_governance.events.supervision import orders as supervision
from yumen_governance.events.supervision import urging
from yumen_governance.permissions.case import refusal
from yumen_governance.permissions.scope import scope_of

EVENT, ORDER = "Governance Event", "Supervision Order"


@frappe.whitelist(methods=["POST"])
def issue(event: str, level: str, reason: str, answer_by: str | None = None) -> str:
	"""Issue a supervision order on an event, and return its number.

	:param level: Yellow, Red or Listed
	:param answer_by: until when it is to be answered; without it the hours of the settings count
	:raises frappe.PermissionError: the person is neither of the centre nor a leader above the grid that leads the event
	:raises SupervisionError: the event isn't under way, or something is missing
	"""
	doc = frappe.get_doc(EVENT, event)
	doc.check_permission("read")
	may = frappe.has_permission(ORDER, "create")
	if not may or not supervision.may_issue(doc, scope_of(frappe.session.user)):
		frappe.throw(refusal(EVENT), frappe.PermissionError)
	by = get_datetime(answer_by) if answer_by else None
	return supervision.issue(doc, level, reason, by, frappe.session.user, now_datetime()).name


@frappe.whitelist(methods=["POST"])
def answer(order: str, reply: str) -> str:
	"""Answer an order to the person's grid or unit, and return its status.

	:raises frappe.PermissionError: it isn't theirs
	:raises SupervisionError: it was answered already, or nothing is said
	"""
	doc = _order_to_write(order)
	supervision.answer(doc, reply, frappe.session.user, now_datetime())
	return doc.status


@frappe.whitelist(methods=["POST"])
def lift(order: str, opinion: str) -> str:
	"""Lift an order, and return its status.

	:raises frappe.PermissionError: the person isn't of the centre
	:raises SupervisionError: it was lifted already, or nothing is said
	"""
	doc = _order_to_write(order)
	if not scope_of(frappe.session.user).writes_all:
		frappe.throw(refusal(ORDER), frappe.PermissionError)
	supervision.lift(doc, opinion, frappe.session.user, now_datetime())
	return doc.status


@frappe.whitelist(methods=["POST"])
def urge(event: str, words: str = "") -> None:
	"""Ask whoever has an event to hurry.

	:raises frappe.PermissionError: the person is neither of the centre, nor its registrar, nor above who has it
	:raises UrgeError: within the quiet period, or nobody has it
	"""
	frappe.get_doc(EVENT, event).check_permission("read")
	urging.urge(event, frappe.session.user, now_datetime(), words)


def _order_to_write(name: str):
	order = frappe.get_doc(ORDER, name, for_update=True)
	order.check_permission("write")
	return order
