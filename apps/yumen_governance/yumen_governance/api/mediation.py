"""Mediation over HTTP: who mediates, sessions, agreements and their performance."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import assignment, sessions
from yumen_governance.dispute_resolution.agreements import drafting, performance

STEP, SESSION, AGREEMENT = "Resolution Step", "Mediation Session", "Mediation Agreement"


@frappe.whitelist(methods=["GET", "POST"])
def propose_mediators(step: str, language: str | None = None) -> dict:
	"""Say who suits a step and why, and who doesn't and why not.

	:param language: one that the parties speak, beside Standard Chinese
	:raises frappe.PermissionError: the step isn't the person's to see
	"""
	doc = frappe.get_doc(STEP, step)
	doc.check_permission("read")
	proposal = assignment.propose(doc, language)
	return {
		"suited": [_shown(row.candidate, score=row.score, reasons=row.reasons) for row in proposal.suited],
		"left_out": [
			_shown(row.candidate, reason=row.reason, barred=row.barred) for row in proposal.left_out
		],
	}


def _shown(candidate, **values) -> dict:
	return {
		"mediator": candidate.mediator,
		"mediator_name": candidate.mediator_name,
		"is_chief": candidate.is_chief,
		"load": candidate.load,
		"load_limit": candidate.load_limit,
		**values,
	}


@frappe.whitelist(methods=["POST"])
def assign_mediators(
	step: str, mediators: list | str, chosen_by_parties: bool | int = False, reason: str = ""
) -> None:
	"""Add mediators to an open mediation step.

	:raises frappe.PermissionError: the step isn't the person's to change
	:raises AssignmentError: see assignment.assign
	"""
	doc = _to_write(STEP, step)
	names = frappe.parse_json(mediators)
	chosen = bool(int(chosen_by_parties))
	assignment.assign(doc, names, frappe.session.user, now_datetime(), chosen, reason or "")


@frappe.whitelist(methods=["POST"])
def step_aside(step: str, mediator: str, reason: str, replacement: str | None = None) -> None:
	"""Let a mediator step aside from a step, and put another in place.

	:raises frappe.PermissionError: the step isn't the person's to change
	:raises AssignmentError: see assignment.recuse
	"""
	doc = _to_write(STEP, step)
	assignment.recuse(doc, mediator, reason, frappe.session.user, now_datetime(), replacement or None)


@frappe.whitelist(methods=["POST"])
def begin_session(step: str) -> str:
	"""Begin the record of a new session of a step, and return its name.

	:raises frappe.PermissionError: the step isn't the person's to change
	:raises SessionError: the step isn't an open mediation
	"""
	doc = _to_write(STEP, step)
	return sessions.begin(doc, frappe.session.user, now_datetime()).name


@frappe.whitelist(methods=["POST"])
def keep_session(session: str, values: dict | str) -> str:
	"""Keep what was typed into a draft so far, and return when it was changed last.

	:raises frappe.PermissionError: the session isn't the person's to change
	:raises SignedRecordError: it is signed by now
	"""
	return sessions.keep(_to_write(SESSION, session), frappe.parse_json(values))


@frappe.whitelist(methods=["POST"])
def sign_session(session: str) -> str:
	"""Close the record of a session, and return its status.

	:raises frappe.PermissionError: the session isn't the person's to change
	:raises SessionError: something is missing
	"""
	return sessions.sign(_to_write(SESSION, session), frappe.session.user, now_datetime()).status


@frappe.whitelist(methods=["POST"])
def correct_session(session: str, reason: str) -> str:
	"""Begin a new version of a signed record, and return its name.

	:raises frappe.PermissionError: the session isn't the person's to change
	:raises SignedRecordError: it isn't signed, or no reason is given
	"""
	return sessions.correct(_to_write(SESSION, session), reason, frappe.session.user).name


@frappe.whitelist(methods=["POST"])
def draft_agreement(step: str) -> str:
	"""Draft the agreement of a step, and return its name.

	:raises frappe.PermissionError: the step isn't the person's to change
	:raises AgreementError: the step isn't an open mediation, or has an agreement
	"""
	return drafting.draft(_to_write(STEP, step), frappe.session.user).name


@frappe.whitelist(methods=["POST"])
def new_version(agreement: str, reason: str) -> str:
	"""Draft a new version of an agreement in effect, and return its name.

	:raises frappe.PermissionError: the agreement isn't the person's to change
	:raises AgreementError: it isn't in effect
	"""
	doc = _to_write(AGREEMENT, agreement)
	return drafting.new_version(doc, reason, frappe.session.user, now_datetime()).name


@frappe.whitelist(methods=["POST"])
def plan_performance(
	agreement: str,
	liable_party: str,
	first_on: str,
	what: str = "",
	amount: float | str = 0,
	count: int | str = 1,
	every: int | str = 1,
	unit: str = "Month",
) -> list[str]:
	"""Plan what a party owes under a draft as instalments, and return their names.

	:param amount: yuan altogether; 0 for what isn't money
	:param every: how many units lie between two instalments; unit: Month, Week or Day
	:raises frappe.PermissionError: the agreement isn't the person's to change
	:raises PerformanceError: see performance.plan
	"""
	doc = _to_write(AGREEMENT, agreement)
	values = {"liable_party": liable_party, "first_on": first_on, "what": what, "amount": amount}
	return performance.plan(doc, values | {"count": count, "every": every, "unit": unit})


@frappe.whitelist(methods=["POST"])
def receive_payment(
	instalment: str,
	received_on: str,
	amount: float | str = 0,
	way: str = "",
	receipt: str = "",
	note: str = "",
) -> str:
	"""Note what was received towards an instalment, and return its status.

	:param amount: yuan; receipt: a file
	:raises frappe.PermissionError: the instalment isn't the person's to change
	:raises PerformanceError: see performance.receive
	"""
	frappe.get_doc("Performance Instalment", instalment).check_permission("write")
	values = {"received_on": received_on, "amount": amount, "way": way, "receipt": receipt, "note": note}
	return performance.receive(instalment, values, frappe.session.user, now_datetime()).status


@frappe.whitelist(methods=["GET", "POST"])
def performance_of(agreement: str) -> list[dict]:
	"""Return the instalments of an agreement for its form.

	:raises frappe.PermissionError: the agreement isn't the person's to see
	"""
	frappe.get_doc(AGREEMENT, agreement).check_permission("read")
	fields = ["name", "number", "liable_name", "what", "amount", "amount_performed", "due_on", "status"]
	return frappe.get_list(
		"Performance Instalment",
		{"agreement": agreement},
		[*fields, "performed_on"],
		order_by="due_on, number",
	)


def _to_write(doctype: str, name: str):
	doc = frappe.get_doc(doctype, name, for_update=True)
	doc.check_permission("write")
	return doc
