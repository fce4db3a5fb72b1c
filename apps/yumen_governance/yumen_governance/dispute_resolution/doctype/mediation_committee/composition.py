"""What a people's mediation committee must be before it is put in use; pure.

People's Mediation Law, art. 8: three to nine members, one of them director, women among them; art. 9: a term lasts three
years.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frappe import _
from frappe.utils import add_days, add_years, getdate

DIRECTOR, FEMALE = "Director", "Female"
FEWEST, MOST = 3, 9
TERM_YEARS = 3


@dataclass(frozen=True)
class Member:
	"""One member: sex and post, as the records say."""

	sex: str | None
	post: str | None


def problems(members: Iterable[Member], term_to: date | None, today: date) -> list[str]:
	"""Return what forbids putting a committee in use, each as a sentence with its source; empty when nothing does."""
	members = list(members)
	return [*_of_members(members), *_of_term(term_to, today)]


def _of_members(members: list[Member]) -> list[str]:
	directors = sum(member.post == DIRECTOR for member in members)
	found = []
	if not FEWEST <= len(members) <= MOST:
		found.append(
			_(
				"A mediation committee has three to nine members; this one has {0} (People's Mediation Law, art. 8)."
			).format(len(members))
		)
	if directors != 1:
		found.append(
			_(
				"A mediation committee has exactly one director; this one has {0} (People's Mediation Law, art. 8)."
			).format(directors)
		)
	if not any(member.sex == FEMALE for member in members):
		found.append(_("A mediation committee has women among its members (People's Mediation Law, art. 8)."))
	return found


def _of_term(term_to: date | None, today: date) -> list[str]:
	if not term_to:
		return [_("Enter when the term begins; it lasts three years (People's Mediation Law, art. 9).")]
	if term_to < today:
		return [
			_(
				"The term ended on {0}; the committee is elected anew (People's Mediation Law, art. 9)."
			).format(term_to)
		]
	return []


def last_day(term_from) -> date:
	"""Return the last day of a term that begins on a day."""
	return getdate(add_days(add_years(getdate(term_from), TERM_YEARS), -1))
