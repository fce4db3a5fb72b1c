"""Drafting an agreement out of a mediation step, and new versions of a signed one."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution import acts, automatic, signed_records
from yumen_governance.dispute_resolution.agreements import performance
from yumen_governance.dispute_resolution.agreements.signing import AgreementError
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.stages import ENDED

AGREEMENT = "Mediation Agreement"
NEW_VERSION = "New Version"
# What the parties and the committee write anew on each version
SIGNED_ANEW = ("mediator_signed_on", "committee_sealed_on", "reached_on")


def draft(step, user: str):
	"""Draft the agreement of an open mediation step, with its parties and facts filled in.

	:raises AgreementError: the step isn't an open mediation, or has an agreement already
	:return: the draft
	"""
	if step.form != "Mediation" or step.stage in ENDED:
		frappe.throw(_("An agreement is drafted in an open mediation step."), AgreementError)
	if other := frappe.db.exists(AGREEMENT, {"step": step.name, "stage": ["!=", "Void"]}):
		frappe.throw(_("This step has an agreement already: {0}.").format(other), AgreementError)
	agreement = frappe.new_doc(AGREEMENT)
	agreement.update({"step": step.name, "committee": step.committee, "recorder": user})
	agreement.facts = frappe.db.get_value("Dispute Case", step.dispute_case, "facts")
	for party in parties_of(step.dispute_case):
		agreement.append("signatures", {"party": party.name})
	lead = next((row.mediator for row in step.mediators if row.is_lead and not row.recused), None)
	agreement.mediator = lead
	return agreement.insert()


def parties_of(case: str) -> list:
	"""Return who signs an agreement of a case: where a side is represented, those who represent it."""
	rows = frappe.get_all(
		"Dispute Party",
		{"dispute_case": case},
		["name", "party_name", "side", "is_representative"],
		order_by="creation",
	)
	represented = {row.side for row in rows if row.is_representative}
	return [row for row in rows if row.is_representative or row.side not in represented]


def new_version(agreement, reason: str, user: str, now: datetime):
	"""Draft a new version of an agreement in effect; that one stays in effect until the new one is signed.

	:param reason: what changes and why
	:raises AgreementError: the agreement isn't in effect, or a new version is being drafted
	:raises signed_records.SignedRecordError: the reason is missing
	:return: the draft
	"""
	if agreement.stage != "Handling":
		frappe.throw(_("Only an agreement in effect gets a new version."), AgreementError)
	reason = signed_records.need_reason(reason)
	if other := frappe.db.exists(AGREEMENT, {"previous_version": agreement.name, "stage": "Intake"}):
		frappe.throw(_("A new version is being drafted already: {0}.").format(other), AgreementError)
	version = frappe.copy_doc(agreement)
	version.update(dict.fromkeys(SIGNED_ANEW))
	for row in version.signatures:
		row.update({"signed_on": None, "how": None})
	version.update({"workflow_state": None, "stage": None, "version": agreement.version + 1})
	version.update({"previous_version": agreement.name, "version_reason": reason, "recorder": user})
	version.flags[signed_records.CODE_WRITTEN] = True
	version.insert(ignore_permissions=True)  # the door asked whether the signed version may be written
	acts.note(agreement, NEW_VERSION, user, now, reason)
	return version


def replace(agreement, user: str, now: datetime) -> None:
	"""The new version took effect: the one before ends, and what wasn't performed under it is released."""
	if not agreement.previous_version:
		return
	earlier = frappe.get_doc(AGREEMENT, agreement.previous_version, for_update=True)
	if earlier.stage in ENDED:
		return
	performance.release(earlier, user, now)
	performance.set_sums(earlier)
	automatic.take(earlier, effects.REPLACE_AGREEMENT)
