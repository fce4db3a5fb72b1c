"""The guide of a case: reads what its rules ask in a constant number of queries, and shows what they decide."""

from datetime import date

import frappe
from frappe.utils import getdate

from yumen_governance.dispute_resolution import methods
from yumen_governance.dispute_resolution.guide_rules import (
	Attempt,
	CaseFacts,
	Condition,
	Guide,
	Method,
	Road,
	decide,
)
from yumen_governance.time_limits import memo

CASE, STEP, PARTY = "Dispute Case", "Resolution Step", "Dispute Party"
ATTEMPT_FIELDS = (
	"name",
	"method",
	"form",
	"step_number",
	"workflow_state",
	"stage",
	"outcome",
	"outcome_note",
	"opened_on",
	"ended_on",
	"next_method",
)


def guide(case, today: date | None = None) -> Guide:
	"""Weigh every method in use for a case.

	:param case: the Dispute Case, or a row with its fields
	"""
	return decide(facts_of(case), weighed_methods(), today or getdate())


def show_on(case) -> None:
	"""Give the form of a case its guide, so that it needs no second request."""
	if not case.is_new():
		case.set_onload("guide", {**as_dict(guide(case)), "as_of": str(case.modified)})


def facts_of(case) -> CaseFacts:
	"""Return what the rules ask of a case: one query for its steps, one for who refuses mediation."""
	return CaseFacts(
		stage=case.get("stage") or "",
		dispute_type=case.get("dispute_type"),
		court_has_it=bool(case.get("court_has_it")),
		domestic_violence=bool(case.get("domestic_violence")),
		is_emergency=bool(case.get("is_emergency")),
		limitation_starts_on=_day(case.get("limitation_starts_on")),
		refusers=_refusers(case.name),
		attempts=_attempts(case.name),
	)


def _refusers(case: str) -> tuple[str, ...]:
	party = frappe.qb.DocType(PARTY)
	query = frappe.qb.from_(party).select(party.party_name).orderby(party.creation)
	refusing = (party.dispute_case == case) & (party.refuses_mediation == 1)
	return tuple(query.where(refusing).run(pluck=True))


def _attempts(case: str) -> tuple[Attempt, ...]:
	step = frappe.qb.DocType(STEP)
	query = frappe.qb.from_(step).select(*(step[field] for field in ATTEMPT_FIELDS))
	ordered = query.where(step.dispute_case == case).orderby(step.step_number).orderby(step.creation)
	return tuple(_attempt(row) for row in ordered.run(as_dict=True))


def _attempt(row) -> Attempt:
	return Attempt(
		name=row.name,
		method=row.method,
		form=row.form,
		number=row.step_number,
		state=row.workflow_state,
		stage=row.stage,
		outcome=row.outcome or None,
		note=row.outcome_note or None,
		opened_on=_day(row.opened_on),
		ended_on=_day(row.ended_on),
		next_method=row.next_method or None,
	)


def weighed_methods() -> list[Method]:
	"""Return the methods in use as the rules weigh them, in their order; kept in the process while none changes."""
	return memo.of(
		methods.DOCTYPE, lambda: [_method(row) for row in methods.load().values() if row.is_active], "weighed"
	)


def _method(row) -> Method:
	return Method(
		name=row.name,
		form=row.form,
		group=row.group_label or "",
		summary=row.summary or "",
		sequence=row.sequence or 0,
		consultation_type=row.consultation_type or "",
		dispute_types=frozenset(each.dispute_type for each in row.dispute_types),
		conditions=tuple(
			Condition(
				check=each.check,
				effect=each.effect,
				message=each.message,
				method=each.method or None,
				dispute_type=each.dispute_type or None,
			)
			for each in row.conditions
		),
		may_follow=tuple(each.method for each in row.may_follow),
		documents=tuple((each.document_name, bool(each.is_required)) for each in row.documents),
		limitation_months=row.limitation_months or 0,
		limitation_basis=row.limitation_basis or "",
		limitation_to_be_checked=bool(row.limitation_to_be_checked),
	)


def as_dict(found: Guide) -> dict:
	"""Return a guide as the desk and the interface read it."""
	return {
		"standing": found.standing,
		"proposed": found.proposed,
		"because": found.because,
		"attempts": [_attempt_dict(attempt) for attempt in found.attempts],
		"roads": [_road_dict(road, found.proposed) for road in found.roads],
	}


def _attempt_dict(attempt: Attempt) -> dict:
	return {
		"name": attempt.name,
		"method": attempt.method,
		"form": attempt.form,
		"number": attempt.number,
		"state": attempt.state,
		"is_open": attempt.is_open,
		"outcome": attempt.outcome,
		"note": attempt.note,
		"opened_on": str(attempt.opened_on or ""),
		"ended_on": str(attempt.ended_on or ""),
	}


def _road_dict(road: Road, proposed: str | None) -> dict:
	method = road.method
	return {
		"method": method.name,
		"group": method.group,
		"form": method.form,
		"consultation_type": method.consultation_type,
		"summary": method.summary,
		"status": road.status,
		"step": road.step,
		"can_open": road.can_open,
		"is_proposed": method.name == proposed,
		"reasons": [{"effect": reason.effect, "text": reason.text} for reason in road.reasons],
		"documents": [{"name": name, "is_required": needed} for name, needed in method.documents],
	}


def _day(value) -> date | None:
	return getdate(value) if value else None
