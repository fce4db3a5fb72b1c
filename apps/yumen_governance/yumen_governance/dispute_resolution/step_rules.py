"""What a Resolution Step must say and may not say: dates in the order of the procedure, panels, hearings. Pure.

Every sentence names the rule's source, which stands on the method (`procedure_basis`), or in the law that holds for
every method of a form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from frappe import _

from yumen_governance.time_limits.clocks.working_time import Calendar

CONSULTATION, MEDIATION, ARBITRATION, LITIGATION = "Consultation", "Mediation", "Arbitration", "Litigation"
BEFORE_A_PANEL = (ARBITRATION, LITIGATION)
AGREEMENT, NO_AGREEMENT, REFUSED, WITHDRAWN = "Agreement", "No Agreement", "Refused", "Withdrawn"
OPINION_GIVEN, AWARD, JUDGMENT, RULING, SETTLED = "Opinion Given", "Award", "Judgment", "Ruling", "Settled"
CLERK = "Clerk"

# Field of a fact: its label; no fact lies ahead but a hearing
FACTS = {
	"filed_on": "Filed On",
	"accepted_on": "Accepted On",
	"refused_on": "Not Accepted On",
	"served_on": "Served on the Respondent On",
	"defence_on": "Defence Received On",
	"defence_forwarded_on": "Defence Forwarded On",
	"panel_formed_on": "Panel Formed On",
	"panel_told_on": "Parties Told of the Panel On",
	"hearing_notice_on": "Hearing Notice Served On",
	"decided_on": "Decision Dated",
	"decision_served_on": "Decision Served On",
	"sued_on": "Sued On",
	"appealed_on": "Appealed On",
	"in_effect_on": "In Effect On",
	"enforcement_applied_on": "Enforcement Applied For On",
}
LABELS = {**FACTS, "hearing_on": "Hearing On"}
# Each fact, and what it can't be before; what it can't be without stands in NEEDS
ORDER = (
	("accepted_on", "filed_on"),
	("refused_on", "filed_on"),
	("served_on", "accepted_on"),
	("defence_on", "served_on"),
	("defence_forwarded_on", "defence_on"),
	("panel_told_on", "panel_formed_on"),
	("hearing_notice_on", "accepted_on"),
	("hearing_on", "hearing_notice_on"),
	("decided_on", "filed_on"),
	("decided_on", "accepted_on"),
	("decided_on", "hearing_on"),
	("decision_served_on", "decided_on"),
	("sued_on", "decision_served_on"),
	("appealed_on", "decision_served_on"),
	("in_effect_on", "decided_on"),
	("enforcement_applied_on", "in_effect_on"),
)
NEEDS = (
	("accepted_on", "filed_on"),
	("refused_on", "filed_on"),
	("hearing_on", "hearing_notice_on"),
	("decided_on", "accepted_on"),
	("decision_served_on", "decided_on"),
	("sued_on", "decision_served_on"),
	("appealed_on", "decision_served_on"),
	("in_effect_on", "decided_on"),
	("enforcement_applied_on", "in_effect_on"),
)


@dataclass(frozen=True)
class Terms:
	"""What the method of a step says of its procedure.

	hearing_notice_days: working days between the notice and the hearing at least, 0 for none.
	"""

	form: str
	basis: str = ""
	hearing_notice_days: int = 0
	hearing_notice_basis: str = ""


def problems(step: Mapping, terms: Terms, calendar: Calendar, now: datetime) -> Iterator[str]:
	"""Yield what is wrong with a step, each sentence with the rule's source.

	:param step: its fields; dates as date, the hearing as datetime
	"""
	yield from _ahead(step, now.date())
	if terms.form in BEFORE_A_PANEL:
		yield from _out_of_order(step, terms)
		yield from _panel(step, terms)
		yield from _hearing_notice(step, terms, calendar)


def _ahead(step: Mapping, today: date) -> Iterator[str]:
	for fieldname, label in FACTS.items():
		if (day := _day(step, fieldname)) and day > today:
			yield _("{0} lies ahead: only what has happened is recorded.").format(_(label))


def _out_of_order(step: Mapping, terms: Terms) -> Iterator[str]:
	for later, earlier in NEEDS:
		if _day(step, later) and not _day(step, earlier):
			yield _sourced(
				_("{0} can't be recorded without {1}").format(_(LABELS[later]), _(LABELS[earlier])),
				terms.basis,
			)
	for later, earlier in ORDER:
		days = _day(step, later), _day(step, earlier)
		if all(days) and days[0] < days[1]:
			said = _("{0} ({1}) can't be before {2} ({3})")
			words = said.format(_(LABELS[later]), days[0], _(LABELS[earlier]), days[1])
			yield _sourced(words, terms.basis)


def _panel(step: Mapping, terms: Terms) -> Iterator[str]:
	count = len(deciders(step))
	if count and count % 2 == 0:
		yield _sourced(
			_("A panel has one member or an odd number of them, not {0}").format(count), terms.basis
		)


def deciders(step: Mapping) -> list:
	"""Return the members of the panel who decide: all but its clerk."""
	return [row for row in step.get("panel") or () if row.get("post") != CLERK]


def _hearing_notice(step: Mapping, terms: Terms, calendar: Calendar) -> Iterator[str]:
	told, heard = _day(step, "hearing_notice_on"), _day(step, "hearing_on")
	if not (terms.hearing_notice_days and told and heard):
		return
	earliest = calendar.add_working_days(told, terms.hearing_notice_days)
	if heard < earliest:
		said = _(
			"The notice of the hearing is served {0} working days before at least: the hearing can be from {1} on"
		)
		yield _sourced(said.format(terms.hearing_notice_days, earliest), terms.hearing_notice_basis)


def ending_problems(step: Mapping, terms: Terms) -> Iterator[str]:
	"""Yield what a step lacks to end with its outcome."""
	outcome = step.get("outcome")
	if terms.form == MEDIATION and outcome in (NO_AGREEMENT, REFUSED) and not step.get("remedies_told"):
		yield _(
			"When mediation ends without agreement, the parties are told of the other remedies (administrative, arbitration, court); please do so and tick it (People's Mediation Law, art. 26)."
		)
	if (
		terms.form == LITIGATION
		and step.get("decided_on")
		and outcome not in (JUDGMENT, RULING, SETTLED, None, "")
	):
		yield _("A court decides by judgment or ruling; please choose one of them as the outcome.")


def begins_problems(step: Mapping, terms: Terms) -> Iterator[str]:
	"""Yield what a step lacks to be taken in hand, or to be heard."""
	mediators = [row for row in step.get("mediators") or () if not row.get("recused")]
	if terms.form == MEDIATION and step.get("accepted_on") and not (mediators or step.get("court_or_body")):
		yield _(
			"A mediation has one or more mediators, appointed or chosen by the parties; please name them (People's Mediation Law, art. 19)."
		)
	if terms.form in BEFORE_A_PANEL and step.get("hearing_on") and not deciders(step):
		yield _sourced(_("Please name the panel before the hearing is set"), terms.basis)


def _sourced(words: str, basis: str) -> str:
	return _("{0} (basis: {1}).").format(words, basis) if basis else _("{0}.").format(words)


def _day(step: Mapping, fieldname: str) -> date | None:
	value = step.get(fieldname)
	return value.date() if isinstance(value, datetime) else value or None
