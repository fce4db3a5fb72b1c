"""Consultations about cases over HTTP."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import consultations
from yumen_governance.dispute_resolution.consultations import DOCTYPE, Call, ConsultationError
from yumen_governance.dispute_resolution.methods import method_of
from yumen_governance.grid_management.minutes import to_the_minute

CASE = "Dispute Case"
MOST = 30


@frappe.whitelist(methods=["POST"])
def call(
	method: str,
	subject: str,
	held_on: str,
	cases: list | str,
	units: list | str | None = None,
	users: list | str | None = None,
	place: str | None = None,
) -> str:
	"""Call a consultation about one or several cases, and return its name; it opens a step in each of them.

	:param held_on: when it is held
	:raises frappe.PermissionError: the person may not change one of the cases
	:raises ConsultationError: nobody is called, or it doesn't fit the type of the method
	"""
	called = {"cases": _names(cases), "units": _names(units), "users": _names(users)}
	for case in called["cases"]:
		frappe.get_doc(CASE, case).check_permission("write")
	if not (called["units"] or called["users"]) or max(map(len, called.values())) > MOST:
		frappe.throw(
			_("Please name 1 to {0} units or persons who are called.").format(MOST), ConsultationError
		)
	wanted = Call(
		method=method,
		consultation_type=method_of(method).consultation_type,
		subject=subject,
		held_on=to_the_minute(held_on),
		place=place,
		**called,
	)
	return consultations.call(wanted, frappe.session.user).name


@frappe.whitelist(methods=["POST"])
def conclude(consultation: str) -> str:
	"""Conclude a consultation whose minutes, opinions and next steps are written, and return its status.

	:raises frappe.PermissionError: the person may not change it
	:raises ConsultationError: something is missing
	"""
	doc = frappe.get_doc(DOCTYPE, consultation, for_update=True)
	doc.check_permission("write")
	consultations.conclude(doc, now_datetime())
	return doc.status


@frappe.whitelist(methods=["POST"])
def cancel(consultation: str, reason: str) -> str:
	"""Call a consultation off, and return its status.

	:raises frappe.PermissionError: the person may not change it
	:raises ConsultationError: it is over, or no reason is given
	"""
	doc = frappe.get_doc(DOCTYPE, consultation, for_update=True)
	doc.check_permission("write")
	if not reason.strip():
		frappe.throw(_("Please say why."), ConsultationError)
	consultations.cancel(doc, reason, now_datetime())
	return doc.status


def _names(names: list | str | None) -> tuple[str, ...]:
	rows = frappe.parse_json(names) if isinstance(names, str) else names
	return tuple(dict.fromkeys(str(name) for name in rows or ()))
