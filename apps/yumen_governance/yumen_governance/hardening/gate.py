"""The door: every request is looked at here after the person is known and before anything runs (auth_hooks).

`before_request` would come too early: people who show a token are known only after it. An exception refuses the request; arguments
may come out narrower than they went in.
"""

import frappe

from yumen_governance.hardening import calls, methods, payloads, printing, queries, records, typed
from yumen_governance.hardening.arguments import mapping
from yumen_governance.hardening.calls import RUN_DOC_METHOD, Call


def check() -> None:
	"""Refuse or narrow the request under way.

	:raises frappe.PermissionError: with a sentence that says what isn't possible
	"""
	form, request, user = frappe.local.form_dict, frappe.local.request, frappe.session.user
	methods.check_path(request.path)
	call = calls.read(request, form)
	if not call:
		return
	methods.check(call, user)
	typed.check(call, form, user)
	if user == "Guest":
		return
	methods.check_doc_method(call, _doctype_of_method(call, form), user)
	records.check(call, form)
	queries.check(call, form)
	payloads.check(call, form, request)
	printing.check(call, form)


def _doctype_of_method(call: Call, form) -> str | None:
	"""Return whose controller's method a request runs."""
	if call.method != RUN_DOC_METHOD:
		return call.doctype
	return form.get("dt") or mapping(form.get("docs")).get("doctype")
