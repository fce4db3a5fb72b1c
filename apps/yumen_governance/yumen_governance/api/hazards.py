"""Hazards from the desk: one button reports one as an event."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.field_work.patrols import hazards
from yumen_governance.grid_management.contention import tried_again
from yumen_governance.permissions.case import refusal


@frappe.whitelist(methods=["POST"])
def report(hazard: str) -> str:
	"""Report a hazard as an event, once however often it is asked, and return the event's number.

	:raises frappe.PermissionError: the person may not change the hazard, or not report events
	:raises frappe.ValidationError: no rule says which event a hazard of its kind becomes
	"""
	if not frappe.has_permission(hazards.HAZARD, "write", hazard):
		frappe.throw(refusal(hazards.HAZARD), frappe.PermissionError)
	return tried_again(lambda: hazards.report(hazard, frappe.session.user, now_datetime()))
