"""The clocks of a case over HTTP."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from yumen_governance.time_limits.clocks import calendars
from yumen_governance.time_limits.clocks.faces import faces_of


@frappe.whitelist(methods=["GET", "POST"])
def of_case(doctype: str, name: str) -> list[dict]:
	"""Return the clocks of a case with what is used and left of each at this moment.

	:raises frappe.PermissionError: the person may not read the case
	"""
	frappe.get_doc(doctype, name).check_permission("read")
	return faces_of(doctype, name, now_datetime())


@frappe.whitelist(methods=["GET", "POST"])
def missing_calendar() -> int | None:
	"""Return the year whose Working Calendar should be recorded by now, None when all is well.

	:raises frappe.PermissionError: the person may not see calendars
	"""
	if not frappe.has_permission(calendars.DOCTYPE, "read"):
		frappe.throw(_("You may not see {0}.").format(_(calendars.DOCTYPE)), frappe.PermissionError)
	return calendars.missing_year(getdate())
