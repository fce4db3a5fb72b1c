"""Where a case came from, and who must hear of its end: events that the centre took over, requests, notices of the court."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution.opening import Origin, open_case
from yumen_governance.events.handling import handover
from yumen_governance.registry.sealing.envelope import unseal

EVENT, CASE = "Governance Event", "Dispute Case"
# What a case takes from an event as it is
SAME = (
	*("title", "grid", "address", "is_group_case", "people_count", "amount_claimed"),
	*("mass_incident", "skip_level_petition"),
)
# The source of an event, and that of the case which comes of it; others were brought by a department
SOURCES = {
	"Window": "当事人申请",
	"Hotline": "当事人申请",
	"Public Tip-off": "当事人申请",
	"110 Transfer": "公安移送",
	"Grid Member": "主动调解",
	"Field App": "主动调解",
}
FROM_ELSEWHERE = "其他部门移送"


def key_of(case) -> str | None:
	"""Return what of a case's origin no two cases have in common, None without an origin."""
	if case.origin:
		return Origin(case.origin_doctype, case.origin).key
	return f"Court Notice:{case.court_notice_number}" if case.court_notice_number else None


def take_over(event, user: str, now: datetime) -> None:
	"""Open a case out of an event that is handed over to the centre, and say on the event where it went.

	Nothing is typed again: people, place, facts and amounts come along (hook `event_handed_over`).
	"""
	values = {name: event.get(name) for name in SAME}
	values |= {
		"facts": event.description,
		"case_source": SOURCES.get(event.source, FROM_ELSEWHERE),
		"dispute_type": _type_of(event.category),
		"first_responsible": user,
	}
	if event.is_group_case and (event.people_count or 0) < 2:
		values["people_count"] = max(2, len(event.representatives))
	case = open_case(Origin(EVENT, event.name), values, _parties_of(event), user, now)
	handover.note_target(event, case.doctype, case.name)


def _type_of(category: str | None) -> str | None:
	return frappe.db.get_value(
		"Dispute Type", {"event_category": category, "is_active": 1}, order_by="sort_order"
	)


def _parties_of(event) -> list[dict]:
	"""Whoever reported the event, the person whom it is about, and who speaks for the group."""
	people = {}
	if event.reporter_name:
		people[event.reporter_name] = {"phone": unseal(EVENT, event.name, event.sealed).get("reporter_phone")}
	if event.resident and (known := _resident(event.resident)):
		people.setdefault(known.pop("party_name"), {}).update(known)
	for row in event.representatives:
		people.setdefault(row.representative_name, {})["is_representative"] = 1
	return [
		{"side": "Applicant", "party_kind": "Person", "party_name": name, **values}
		for name, values in people.items()
	]


def _resident(name: str) -> dict | None:
	row = frappe.db.get_value("Resident", name, ["resident_name", "sealed"], as_dict=True)
	if not row:
		return None
	plain = unseal("Resident", name, row.sealed)
	told = {field: plain[field] for field in ("id_number", "phone") if plain.get(field)}
	return {"party_name": row.resident_name, **told}


def tell(case, user: str, now: datetime) -> None:
	"""Let the origin of a case that has ended know of it (hook `origin_settled` for those of outer modules)."""
	if not case.origin:
		return
	if case.origin_doctype == EVENT:
		_settle_event(case, user, now)
		return
	for function in frappe.get_hooks("origin_settled").get(case.origin_doctype, ()):
		frappe.get_attr(function)(case.origin, case, now)


def _settle_event(case, user: str, now: datetime) -> None:
	reason = case.outcome_note or case.withdrawal_reason or case.decision_opinion or ""
	said = _("{0}: {1}").format(_(case.outcome), reason) if reason else _(case.outcome)
	words = _("The centre's one-stop process has ended ({0}). {1}").format(case.name, said)
	if case.stage == "Closed":
		handover.settle(case.origin, words, now)
	else:
		handover.give_back(case.origin, words, now)
