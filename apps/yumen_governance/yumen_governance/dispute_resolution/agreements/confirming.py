"""The time for judicial confirmation, and what a court asks for.

People's Mediation Law, art. 33, and Civil Procedure Law, art. 205: both parties together, within 30 days from the day on
which the agreement takes effect. Art. 85: that day isn't counted; a last day that is a day off is followed by the next
working day.
"""

from collections.abc import Collection
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.time_limits.clocks.calendars import calendar

DAYS = 30
# What courts don't confirm, by the field `matter`
REFUSED_MATTERS = {
	"No Matter of a Court": "No court has jurisdiction over this matter.",
	"Personal Status": "Courts don't confirm agreements on status: marriage, kinship, adoption.",
	"Title to Property": "Courts don't confirm agreements that establish title to property.",
	"Other Special Procedure": "Another special procedure is meant for this matter.",
}


class ConfirmationError(frappe.ValidationError):
	pass


def last_day(effective_on) -> date:
	"""Return the last day on which confirmation can be applied for."""
	return calendar().next_working_day(getdate(effective_on) + timedelta(days=DAYS))


def check(confirmation, parties: Collection[str], names: dict[str, str], today: date) -> None:
	"""Refuse an application that a court won't take.

	:param parties: the parties of the agreement; names: what they are called
	:raises ConfirmationError: names everything that is wrong, with its source
	"""
	found = [*_of_time(confirmation, today), *_of_applicants(confirmation, parties, names)]
	if confirmation.matter:
		found.append(_(REFUSED_MATTERS[confirmation.matter]))
	if not confirmation.promise:
		found.append(_("The applicants promise that they act freely and without collusion."))
	if found:
		frappe.throw("<br>".join(found), ConfirmationError, title=_("This Application Can't Be Filed"))


def _of_time(confirmation, today: date) -> list[str]:
	filed, effective = getdate(confirmation.filed_on), getdate(confirmation.effective_on)
	until = last_day(effective)
	if filed > today:
		return [_("Nothing is filed on a day that lies ahead.")]
	if filed < effective:
		return [_("The agreement took effect on {0}; nothing is filed before.").format(effective)]
	if filed > until:
		return [
			_(
				"Confirmation is applied for within 30 days from the day of effect; {0} was the last"
				" (People's Mediation Law, art. 33; Civil Procedure Law, art. 205). The parties may still sue."
			).format(until)
		]
	return []


def _of_applicants(confirmation, parties: Collection[str], names: dict[str, str]) -> list[str]:
	applying = {row.party for row in confirmation.applicants}
	found = []
	if missing := [names.get(party, party) for party in parties if party not in applying]:
		found.append(
			_("All parties apply together; missing: {0} (Civil Procedure Law, art. 205).").format(
				"、".join(missing)
			)
		)
	if unsigned := [row.party_name or row.party for row in confirmation.applicants if not row.has_signed]:
		found.append(_("Not signed by: {0}.").format("、".join(unsigned)))
	return found
