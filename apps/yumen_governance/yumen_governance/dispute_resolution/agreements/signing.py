"""When a mediation agreement takes effect, and what it must say by then.

People's Mediation Law, art. 29: a written agreement takes effect when the parties have signed, sealed or given their
fingerprint, the mediator has signed and the committee has sealed it; art. 30: an oral one when it is reached.
"""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

WRITTEN, ORAL = "Written", "Oral"
BOTH_SIDES = ("Applicant", "Respondent")


class AgreementError(frappe.ValidationError):
	pass


def effective_on(agreement) -> date | None:
	"""Return the day on which an agreement takes effect; None while something is missing. Pure."""
	if agreement.kind == ORAL:
		return getdate(agreement.reached_on) if agreement.reached_on else None
	days = [
		*(row.signed_on for row in agreement.signatures),
		agreement.mediator_signed_on,
		agreement.committee_sealed_on,
	]
	return max(map(getdate, days)) if agreement.signatures and all(days) else None


def check(agreement, instalments: Iterable, today: date) -> None:
	"""Refuse an agreement that can't take effect as it stands.

	:param instalments: what it promises: rows with liable_party and due_on
	:raises AgreementError: names everything that is missing, with its source
	"""
	found = [
		*_of_content(agreement),
		*_of_promises(agreement, list(instalments)),
		*_of_signatures(agreement, today),
	]
	if found:
		frappe.throw("<br>".join(found), AgreementError, title=_("This Agreement Can't Take Effect Yet"))


def _of_content(agreement) -> list[str]:
	wanted = ("facts", "disputed_items", "terms", "performance_method")
	missing = [
		_(agreement.meta.get_label(name)) for name in wanted if not (agreement.get(name) or "").strip()
	]
	if not missing:
		return []
	return [
		_("Enter {0}: an agreement states facts, disputed items, terms and performance (art. 29).").format(
			"、".join(missing)
		)
	]


def _of_promises(agreement, instalments: list) -> list[str]:
	if not instalments or any(not row.liable_party or not row.due_on for row in instalments):
		return [
			_(
				"Say who is liable, for what and by when: plan at least one instalment with its liable party"
				" and date (People's Mediation Law, art. 29)."
			)
		]
	begins = effective_on(agreement)
	early = [str(row.number) for row in instalments if begins and getdate(row.due_on) < begins]
	if early:
		return [
			_("Instalment {0} is to be performed before the agreement takes effect on {1}.").format(
				"、".join(early), begins
			)
		]
	return []


def _of_signatures(agreement, today: date) -> list[str]:
	found = []
	if set(BOTH_SIDES) - {row.side for row in agreement.signatures}:
		found.append(_("An agreement has parties on both sides: applicant and respondent (art. 29)."))
	if agreement.kind == ORAL:
		return [*found, *_of_oral(agreement, today)]
	unsigned = [row.party_name for row in agreement.signatures if not (row.signed_on and row.how)]
	if unsigned:
		found.append(_("Not signed yet by: {0} (art. 29).").format("、".join(unsigned)))
	if not agreement.mediator or not agreement.mediator_signed_on:
		found.append(_("The mediator hasn't signed (art. 29)."))
	if not agreement.committee_sealed_on:
		found.append(_("The committee hasn't sealed (art. 29)."))
	return [*found, *_of_dates(agreement, today)]


def _of_oral(agreement, today: date) -> list[str]:
	found = []
	if not agreement.reached_on:
		found.append(_("Enter when the oral agreement was reached (art. 30)."))
	if not agreement.mediator:
		found.append(_("Name the mediator who records the oral agreement (art. 28)."))
	return [*found, *_of_dates(agreement, today)]


def _of_dates(agreement, today: date) -> list[str]:
	days = [
		agreement.reached_on,
		agreement.mediator_signed_on,
		agreement.committee_sealed_on,
		*(row.signed_on for row in agreement.signatures),
	]
	if any(day and getdate(day) > today for day in days):
		return [_("Nobody signs on a day that lies ahead.")]
	return []
