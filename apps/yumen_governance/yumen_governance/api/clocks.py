"""The clocks of a case over HTTP."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import format_date, getdate, now_datetime

from yumen_governance.time_limits import acts, clocks
from yumen_governance.time_limits.clocks import calendars, moving
from yumen_governance.time_limits.clocks.faces import faces_of

LEAVE_OUT, EXTEND = "Leave Time Out", "Extend Time Limit"


@frappe.whitelist(methods=["GET", "POST"])
def of_case(doctype: str, name: str) -> list[dict]:
	"""Return the clocks of a case with what is used and left of each at this moment, and what may be changed.

	:raises frappe.PermissionError: the person may not read the case
	"""
	case = frappe.get_doc(doctype, name)
	case.check_permission("read")
	faces = faces_of(doctype, name, now_datetime())
	offered = any(face["exclusions"] or face["extension"] for face in faces)
	may_change = offered and bool(case.has_permission("write"))
	return [{**face, "may_change": may_change} for face in faces]


@frappe.whitelist(methods=["POST"])
def exclude(doctype: str, name: str, kind: str, reason: str, first_day: date, last_day: date) -> str:
	"""Leave whole days out of a clock of a case, by one of the reasons that its rule names.

	:return: the new due time
	:raises frappe.PermissionError: the person may not change the case
	:raises ExclusionError: the rule leaves no such time out, or the days make no sense
	"""
	case, now = _case_to_change(doctype, name), now_datetime()
	due = clocks.exclude(doctype, name, kind, reason, first_day, last_day, now=now)
	words = _("{0}, {1}: {2} to {3} not counted; due {4}").format(
		_(kind), reason, format_date(first_day), format_date(last_day), format_date(due.date())
	)
	acts.note(case, LEAVE_OUT, frappe.session.user, now, words)
	return str(due)


@frappe.whitelist(methods=["POST"])
def extend(
	doctype: str,
	name: str,
	kind: str,
	new_due: date,
	reason: str,
	approved_by: str,
	told_on: date | None = None,
) -> str:
	"""Give a clock of a case a later last day, which the person whom the law names has approved.

	:param approved_by: who approved it, by name and post
	:param told_on: the day on which the parties were told in writing, where the rule asks for it
	:return: the new due time
	:raises frappe.PermissionError: the person may not change the case
	:raises ExtensionError: the rule doesn't allow it, or something isn't said
	"""
	case, now = _case_to_change(doctype, name), now_datetime()
	due = moving.extend_as_approved(
		doctype, name, kind, getdate(new_due), reason, clocks.Approval(approved_by, told_on), now
	)
	words = _("{0}: due {1}; {2} (approved by {3})").format(
		_(kind), format_date(due.date()), reason, approved_by
	)
	acts.note(case, EXTEND, frappe.session.user, now, words)
	return str(due)


def _case_to_change(doctype: str, name: str):
	case = frappe.get_doc(doctype, name, for_update=True)
	case.check_permission("write")
	return case


@frappe.whitelist(methods=["GET", "POST"])
def missing_calendar() -> int | None:
	"""Return the year whose Working Calendar should be recorded by now, None when all is well.

	:raises frappe.PermissionError: the person may not see calendars
	"""
	if not frappe.has_permission(calendars.DOCTYPE, "read"):
		frappe.throw(_("You may not see {0}.").format(_(calendars.DOCTYPE)), frappe.PermissionError)
	return calendars.missing_year(getdate())
