"""Follow-up calls over HTTP."""

import frappe
from frappe.utils import get_datetime, now_datetime

from yumen_governance.events.handling import follow_up

EVENT = "Governance Event"


@frappe.whitelist(methods=["GET", "POST"])
def questions(event: str) -> list[dict]:
	"""Return the questions of the follow-up call about an event.

	:raises frappe.PermissionError: the person may not read it
	"""
	doc = frappe.get_doc(EVENT, event)
	doc.check_permission("read")
	return follow_up.questions(doc.category)


@frappe.whitelist(methods=["POST"])
def reached(event: str, satisfaction: str, answers: list | str | None = None, comment: str = "") -> str:
	"""Write down a call in which the reporter answered, and return the state of the event afterwards.

	:param answers: {question, answer} each, a list or its JSON
	:raises frappe.PermissionError: the person may not change it
	:raises FollowUpError: the event isn't to be called, or the grade is missing
	"""
	doc = _event_to_write(event)
	rows = frappe.parse_json(answers) if isinstance(answers, str) else answers
	follow_up.reached(doc, satisfaction, rows or [], comment, frappe.session.user, now_datetime())
	return frappe.db.get_value(EVENT, event, "workflow_state")


@frappe.whitelist(methods=["POST"])
def not_reached(event: str, comment: str = "", next_attempt_on: str | None = None) -> str:
	"""Write down a call that nobody answered, and return what becomes of the follow-up.

	:raises frappe.PermissionError: the person may not change it
	:raises FollowUpError: the event isn't to be called, or the next attempt isn't ahead
	"""
	doc = _event_to_write(event)
	again = get_datetime(next_attempt_on) if next_attempt_on else None
	return follow_up.not_reached(doc, comment, again, frappe.session.user, now_datetime())


def _event_to_write(name: str):
	event = frappe.get_doc(EVENT, name)
	event.check_permission("write")
	return event
