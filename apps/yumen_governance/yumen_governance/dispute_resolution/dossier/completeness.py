"""Whether a dossier is complete: each item present, missing or not needed, and what to do about it. Reads nothing.

Source of the rules: the ministry's catalogue of a people's-mediation dossier; Article 26 of the People's Mediation Law
(a mediation that fails is ended, and the parties are told their other remedies).
"""

from collections.abc import Callable
from dataclasses import dataclass

from frappe import _

from yumen_governance.dispute_resolution.dossier import contents
from yumen_governance.dispute_resolution.dossier.contents import Item
from yumen_governance.dispute_resolution.dossier.facts import Facts

PRESENT, MISSING, NOT_NEEDED, NONE_THERE = "Present", "Missing", "Not Needed", "None"
AGREED = ("Agreement", "Settled")


@dataclass(frozen=True)
class ItemState:
	"""How one item stands. detail: what is there or what is missing. todo: what to do, for a missing one."""

	item: Item
	state: str
	count: int = 0
	detail: str = ""
	todo: str = ""


@dataclass(frozen=True)
class Found:
	"""What an item's content says: how many papers there are, and what stands against it."""

	count: int
	lacks: str = ""
	detail: str = ""


def judge(items: list[Item], facts: Facts) -> list[ItemState]:
	"""Say of each item how it stands."""
	return [_state(item, facts) for item in items]


def missing(states: list[ItemState]) -> list[ItemState]:
	"""Return the items without which the dossier can't be filed."""
	return [state for state in states if state.state == MISSING]


def is_agreed(facts: Facts) -> bool:
	"""Tell whether the mediation ended, or is about to end, in an agreement."""
	if facts.step.outcome:
		return facts.step.outcome in AGREED
	return any(row.stage not in ("Intake", "Void") for row in facts.agreements)


def _state(item: Item, facts: Facts) -> ItemState:
	attached = len(facts.papers.get(item.name, []))
	found = LOOKS[item.content](item, facts)
	if found.lacks:
		return ItemState(item, MISSING, found.count, found.lacks, item.what_to_do)
	count = max(found.count, attached)
	if count:
		return ItemState(item, PRESENT, count, found.detail)
	if _is_needed(item, facts):
		return ItemState(item, MISSING, 0, _("There is none yet."), item.what_to_do)
	state = NOT_NEEDED if item.need == contents.IF_AGREED else NONE_THERE
	return ItemState(item, state, 0, found.detail)


def _is_needed(item: Item, facts: Facts) -> bool:
	return item.need == contents.MUST or (item.need == contents.IF_AGREED and is_agreed(facts))


def _cover(item: Item, facts: Facts) -> Found:
	return Found(1, detail=_("Made by the system"))


def _application(item: Item, facts: Facts) -> Found:
	if not facts.step.accepted_on and item.need == contents.MUST:
		return Found(0, _("The mediation has no date of acceptance."))
	sides = {party.side for party in facts.parties}
	if item.need == contents.MUST and not {"Applicant", "Respondent"} <= sides:
		return Found(0, _("An applicant and a respondent must be entered."))
	return Found(1, detail=_("Made by the system"))


def _notice(item: Item, facts: Facts) -> Found:
	untold = [party.party_name for party in facts.parties if party.name not in facts.told]
	if untold and item.need == contents.MUST:
		return Found(len(facts.told), _("Not told yet: {0}").format(_listed(untold)))
	return Found(len(facts.told))


def _identity(item: Item, facts: Facts) -> Found:
	shown = {party for party, _title, _file in facts.papers.get(item.name, [])}
	unshown = [party.party_name for party in facts.parties if party.name not in shown]
	if unshown and item.need == contents.MUST:
		return Found(len(shown), _("No identity paper of: {0}").format(_listed(unshown)))
	return Found(len(shown))


def _power(item: Item, facts: Facts) -> Found:
	"""A party who sends an agent gives a power of attorney; the guardian of a minor needs none."""
	sent = [party for party in facts.parties if party.agent_name]
	without = [party.party_name for party in sent if party.name not in facts.powers]
	attached = len(facts.papers.get(item.name, []))
	if without and attached < len(without):
		return Found(
			len(facts.powers),
			_("An agent acts without a power of attorney for: {0}").format(_listed(without)),
		)
	return Found(len(facts.powers))


def _session(item: Item, facts: Facts) -> Found:
	open_ones = [str(row.number or row.name) for row in facts.sessions if row.status != "Signed"]
	if open_ones and item.need == contents.MUST:
		return Found(len(facts.sessions), _("Not signed yet: session {0}").format(_listed(open_ones)))
	return Found(len(facts.sessions))


def _agreement(item: Item, facts: Facts) -> Found:
	if not is_agreed(facts):
		return _failure(item, facts)
	live = [row for row in facts.agreements if row.stage != "Intake"]
	if not live:
		return Found(0, _("The agreement is not signed yet.") if item.need != contents.AS_NEEDED else "")
	unsigned = [row.name for row in live if row.kind == "Written" and not row.signed_file]
	if unsigned:
		return Found(
			len(live), _("The signed agreement has not been uploaded: {0}").format(_listed(unsigned))
		)
	return Found(len(live))


def _failure(item: Item, facts: Facts) -> Found:
	"""A mediation that failed has no agreement, but the reason and the telling of other remedies (Article 26)."""
	if item.need == contents.AS_NEEDED:
		return Found(0)
	if not facts.step.outcome:
		return Found(0, _("The mediation has not ended yet."))
	if not (facts.step.outcome_note or "").strip():
		return Found(0, _("The reason for ending the mediation is missing."))
	if not facts.step.remedies_told:
		return Found(0, _("It is not recorded that the parties were told their other remedies."))
	return Found(0, detail=_("Ended without an agreement: the reason is recorded, other remedies were told."))


def _counted(doctype: str) -> Callable[[Item, Facts], Found]:
	return lambda item, facts: Found(len(facts.counted.get(doctype, [])))


def _attached(item: Item, facts: Facts) -> Found:
	return Found(len(facts.papers.get(item.name, [])))


def _listed(names: list[str]) -> str:
	return "、".join(name or "?" for name in names)


LOOKS: dict[str, Callable[[Item, Facts], Found]] = {
	contents.COVER: _cover,
	contents.APPLICATION: _application,
	contents.NOTICE: _notice,
	contents.IDENTITY: _identity,
	contents.POWER: _power,
	contents.INVESTIGATION: _counted("Investigation Record"),
	contents.EVIDENCE: _counted("Evidence Item"),
	contents.SESSION: _session,
	contents.AGREEMENT: _agreement,
	contents.RECEIPT: lambda item, facts: Found(len(facts.receipts)),
	contents.VISIT: _counted("Return Visit"),
	contents.CONFIRMATION: lambda item, facts: Found(len(facts.confirmations)),
	contents.NOTE: _counted("Situation Note"),
	contents.ATTACHED: _attached,
}
