"""A service request becomes a Governance Event, a Dispute Case or a Resolution Step: once, with everything taken along."""

from collections.abc import Callable
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution.opening import Origin, open_case
from yumen_governance.dispute_resolution.steps import open_step
from yumen_governance.events.handling.steps import arrival
from yumen_governance.events.intake.rules import usable_sources
from yumen_governance.permissions.case import refusal
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.service_centre.answers import YES_OR_NO
from yumen_governance.time_limits import outbox

REQUEST, EVENT, CASE, STEP = "Service Request", "Governance Event", "Dispute Case", "Resolution Step"
# The sources from which a request is reported, the first that the person may use
SOURCES = ("Window", "Department Report")
SEXES = {"Male": "sex-1", "Female": "sex-2"}
LONGEST_TITLE = 140


class BecomingError(frappe.ValidationError):
	pass


def become(request, item, user: str, now: datetime) -> None:
	"""Make the record that an item's requests become, and note it on the request.

	:raises BecomingError: it became one before, or its item becomes nothing
	:raises frappe.PermissionError: the person may not make such a record
	"""
	if request.became:
		frappe.throw(
			_("This request became {0} {1} already.").format(_(request.became_doctype), request.became),
			BecomingError,
		)
	make = MAKERS.get(item.becomes)
	if not make:
		frappe.throw(
			_(
				"Requests of the item {0} become nothing else. Transfer it to the window that is in charge."
			).format(frappe.utils.escape_html(item.item_name)),
			BecomingError,
		)
	record = make(request, item, user, now)
	request.update({"became_doctype": record.doctype, "became": record.name})
	_take_files_along(request, record)


def _event(request, item, user: str, now: datetime):
	_require_create(EVENT)
	if request.confidentiality == "Sealed":
		frappe.throw(_("A sealed request can't become an event, which more people see."), BecomingError)
	if not request.grid:
		frappe.throw(_("Enter the grid: an event lies in one."), BecomingError)
	usable = usable_sources(SOURCES, user)
	values = {
		"doctype": EVENT,
		"title": request.matter,
		"category": item.event_category,
		"source": next((source for source in SOURCES if source in usable), SOURCES[0]),
		"description": words_of(request),
		"reporter_name": request.visitor_name,
		"reporter_phone": plain_of(request).get("phone"),
		"is_group_case": request.is_group,
		"representatives": [_representative(row) for row in request.representatives],
		**_alike(
			request, "grid", "address", "resident", "people_count", "mass_incident", "skip_level_petition"
		),
	}
	event = frappe.get_doc(values).insert()
	step = arrival(frozenset(frappe.get_roles(user)))
	if step:
		event.workflow_state = step.to_state
		event.save()
	return event


def _case(request, item, user: str, now: datetime):
	_require_create(CASE)
	values = {
		"title": request.matter,
		"dispute_type": item.dispute_type,
		"facts": words_of(request),
		"claim": request.matter,
		"is_group_case": request.is_group,
		**_alike(
			request,
			"grid",
			"address",
			"people_count",
			"mass_incident",
			"skip_level_petition",
			"confidentiality",
			"involves_minor",
			"domestic_violence",
			"first_responsible",
		),
	}
	return open_case(Origin(REQUEST, request.name), values, _parties(request), user, now)


def _step(request, item, user: str, now: datetime):
	case = _case(request, item, user, now)
	return open_step(case.name, item.method, user, now)


MAKERS: dict[str, Callable] = {EVENT: _event, CASE: _case, STEP: _step}


def _require_create(doctype: str) -> None:
	if not frappe.has_permission(doctype, "create"):
		frappe.throw(refusal(doctype), frappe.PermissionError)


def _alike(request, *names: str) -> dict:
	return {name: request.get(name) for name in names}


def _representative(row) -> dict:
	return {"representative_name": row.representative_name, "resident": row.resident}


def plain_of(request) -> dict[str, str]:
	"""Return the plain numbers of a stored request, for the record that it becomes."""
	return unseal(REQUEST, request.name, request.sealed)


def words_of(request) -> str:
	"""Return what was said at the window: facts and the answers to the item's questions."""
	given = [row for row in request.answers if row.value and (row.fieldtype, row.value) != (YES_OR_NO, "0")]
	answers = [f"{row.label}：{_shown(row)}" for row in given]
	return "\n".join(filter(None, [request.details or request.matter, *answers]))


def _shown(row) -> str:
	return _("Yes") if row.fieldtype == YES_OR_NO and row.value == "1" else row.value


def _parties(request) -> list[dict]:
	applicant = {
		"side": "Applicant",
		"party_kind": "Person",
		"party_name": request.visitor_name,
		"sex": SEXES.get(request.sex),
		"address": request.address,
		"resident": request.resident,
		"is_representative": int(bool(request.is_group)),
		**{name: value for name, value in plain_of(request).items() if name in ("id_number", "phone")},
	}
	others = [
		{
			"side": "Applicant",
			"party_kind": "Person",
			"party_name": row.representative_name,
			"resident": row.resident,
			"is_representative": 1,
		}
		for row in request.representatives
		if row.representative_name != request.visitor_name
	]
	return [applicant, *others]


def _take_files_along(request, record) -> None:
	"""Attach the files of a request to what it became, without storing them again."""
	files = frappe.get_all(
		"File",
		{"attached_to_doctype": REQUEST, "attached_to_name": request.name},
		["file_name", "file_url", "is_private"],
		limit=0,
	)
	for file in files:
		attached = {"attached_to_doctype": record.doctype, "attached_to_name": record.name}
		frappe.get_doc({"doctype": "File", **file, **attached}).insert(
			ignore_permissions=True  # whoever hands a request over may read its files
		)


def follow(request) -> None:
	"""Tell whoever was asked first what their request became, once it is stored."""
	if request.became and request.first_responsible:
		values = {"state": request.workflow_state}
		key = f"became:{request.name}"
		audience = outbox.users(request.first_responsible)
		outbox.post(outbox.Notice("Resolved", request.doctype, request.name, audience, values, key=key))


def settled(name: str, case, now: datetime) -> None:
	"""Note on a request how the case that came of it ended, and tell whoever was asked first (hook `origin_settled`)."""
	first, state = frappe.db.get_value(REQUEST, name, ["first_responsible", "workflow_state"])
	words = _("{0} {1}: {2}").format(_(case.doctype), case.name, _(case.outcome or case.workflow_state))
	frappe.db.set_value(REQUEST, name, {"result": words, "completed_on": now}, update_modified=False)
	if first:
		key = f"settled:{name}:{case.name}"
		outbox.post(outbox.Notice("Resolved", REQUEST, name, outbox.users(first), {"state": state}, key=key))
