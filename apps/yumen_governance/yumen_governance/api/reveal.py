"""Showing one sealed value to a person who says why."""

import json

import frappe
from frappe.utils import now_datetime
from werkzeug.wrappers import Response

from yumen_governance.registry import reveal as revealing
from yumen_governance.registry.doctype.sensitive_access_log import chain
from yumen_governance.registry.sensitive_access import Case


@frappe.whitelist(methods=["POST"])
def reveal(
	doctype: str,
	name: str,
	fieldname: str,
	purpose: str,
	note: str | None = None,
	case_doctype: str | None = None,
	case_name: str | None = None,
) -> Response:
	"""Tell one value once. A refusal is answered, not raised, so that its row in the access log stays.

	:return: {"value": …}, or with status 403 (no right) or 429 (over the limit) {"refusal": …}; never cached
	"""
	_one_at_a_time(frappe.session.user)
	named = Case(case_doctype, case_name) if case_doctype and case_name else None
	case = revealing.case_of(doctype, name) or named
	wish = revealing.Wish(doctype, name, fieldname, purpose, note or "", case)
	answering = revealing.tell if revealing.has_permission(wish) else revealing.refuse
	return _response(answering(wish, frappe.session.user, now_datetime()))


def _one_at_a_time(user: str) -> None:
	"""Let a person's requests come one after another, each seeing what the one before wrote: limits are exact.

	In a request nothing was written yet, but the database answers as of the first question: it is asked anew.
	"""
	if getattr(frappe.local, "request", None):
		frappe.db.rollback()
	chain.lock(user)


def _response(answer: revealing.Answer) -> Response:
	if answer.refusal:
		status, content = 429 if answer.is_limit else 403, {"refusal": answer.refusal}
	else:
		status, content = 200, {"value": answer.value}
	return Response(
		json.dumps(content, ensure_ascii=False),
		status=status,
		mimetype="application/json",
		headers={"Cache-Control": "no-store", "Pragma": "no-cache"},
	)
