"""Mediation sessions: begun from a step, typed with nothing lost, signed, corrected by a new version."""

from collections.abc import Mapping
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from yumen_governance.dispute_resolution import signed_records
from yumen_governance.dispute_resolution.doctype.mediation_session.mediation_session import (
	DRAFT,
	REPLACED,
	SIGNED,
	SessionError,
)

SESSION = "Mediation Session"
# What is kept while it is typed
TYPED = (
	"cause",
	"statements",
	"evidence_checked",
	"proposal",
	"result",
	"result_note",
	"place",
	"told_rights",
	"remedies_told",
	"open_to_public",
	"ended_on",
)
NO_AGREEMENT = "No Agreement"


def begin(step, user: str, now: datetime):
	"""Begin the record of a new session of a mediation step, with the people who are known already.

	:raises SessionError: the step isn't an open mediation
	:return: the draft
	"""
	facts = frappe.db.get_value("Dispute Case", step.dispute_case, "facts")
	session = frappe.new_doc(SESSION)
	session.update({"step": step.name, "dispute_case": step.dispute_case, "held_on": now.replace(second=0)})
	session.update({"recorder": user, "cause": facts})
	parties = frappe.get_all(
		"Dispute Party", {"dispute_case": step.dispute_case}, ["name", "party_name"], order_by="creation"
	)
	for party in parties:
		session.append("attendees", {"party": party.name, "attendee_name": party.party_name})
	for row in step.mediators:
		if not row.recused:
			session.append("mediators", {"mediator": row.mediator, "user": row.user})
	return session.insert()


def keep(session, values: Mapping) -> str:
	"""Keep what was typed into a draft so far, without asking for more.

	:param values: fields of TYPED; others are left out
	:raises SignedRecordError: it is signed by now
	:return: when the record was changed last, for the form that goes on
	"""
	if session.status != DRAFT:
		frappe.throw(_("This record is signed."), signed_records.SignedRecordError)
	session.update({name: value for name, value in values.items() if name in TYPED})
	session.save()
	return str(session.modified)


def sign(session, user: str, now: datetime):
	"""Close a record: complete, told and signed by all; from now on it is locked.

	:raises SessionError: names everything that is missing, with its source
	:return: the record
	"""
	if session.status != DRAFT:
		frappe.throw(_("This record is signed already."), signed_records.SignedRecordError)
	if missing := problems(session, now):
		frappe.throw("<br>".join(missing), SessionError, title=_("This Record Can't Be Signed Yet"))
	session.update({"status": SIGNED, "signed_on": now, "signed_by": user})
	signed_records.write(session)
	if session.previous_version:
		earlier = frappe.get_doc(SESSION, session.previous_version)
		earlier.status = REPLACED
		signed_records.write(earlier)
	return session


def correct(session, reason: str, user: str):
	"""Begin a new version of a signed record; the signed one stays as it is until the new one is signed.

	:raises SignedRecordError: the record isn't signed, the reason is missing, or a correction is under way
	:return: the draft of the new version
	"""
	if session.status != SIGNED:
		frappe.throw(
			_("Only a signed record is corrected by a new version."), signed_records.SignedRecordError
		)
	reason = signed_records.need_reason(reason)
	if other := frappe.db.exists(SESSION, {"previous_version": session.name}):
		frappe.throw(
			_("A new version is under way already: {0}.").format(other), signed_records.SignedRecordError
		)
	version = frappe.copy_doc(session)
	for row in (*version.attendees, *version.mediators):
		row.has_signed = 0
	version.update({"status": DRAFT, "version": session.version + 1, "number": session.number})
	version.update({"previous_version": session.name, "version_reason": reason, "recorder": user})
	version.flags.update({signed_records.CODE_WRITTEN: True, "is_correction": True})
	return version.insert()


def problems(session, now: datetime) -> list[str]:
	"""Return what a record lacks before it can be signed, each as a sentence."""
	return [*_of_course(session, now), *_of_people(session), *_of_result(session)]


def _of_course(session, now: datetime) -> list[str]:
	found = []
	if not session.held_on or not session.ended_on:
		found.append(_("Enter when the session began and ended."))
	elif get_datetime(session.ended_on) > now:
		found.append(_("A session that lies ahead hasn't ended yet."))
	if not session.place and not session.room:
		found.append(_("Enter where the session was held."))
	if not session.told_rights:
		found.append(
			_("Tell the parties their rights and duties first (People's Mediation Law, arts. 23 and 24).")
		)
	if not (session.statements or "").strip():
		found.append(_("Write down what the parties said."))
	return found


def _of_people(session) -> list[str]:
	found = []
	if not session.mediators:
		found.append(_("A session is held by at least one mediator (People's Mediation Law, art. 19)."))
	if not any(row.capacity in ("Party", "Agent", "Guardian") for row in session.attendees):
		found.append(_("Enter the parties or their agents who were present."))
	unsigned = [_name(row) for row in session.mediators if not row.has_signed]
	unsigned += [row.attendee_name for row in session.attendees if not row.has_signed and not row.remark]
	if unsigned:
		found.append(
			_("Not signed yet: {0}. If somebody refuses to sign or was absent, say so in the remark.").format(
				"、".join(unsigned)
			)
		)
	return found


def _name(row) -> str:
	return frappe.get_cached_value("Mediator", row.mediator, "mediator_name") or row.mediator


def _of_result(session) -> list[str]:
	if not session.result:
		return [_("Enter the result of the session.")]
	if session.result != NO_AGREEMENT:
		return []
	found = []
	if not (session.result_note or "").strip():
		found.append(_("Say why no agreement was reached."))
	if not session.remedies_told:
		found.append(
			_("Mediation failed: tell the parties their other remedies (People's Mediation Law, art. 26).")
		)
	return found
