"""The limit that the law sets for an act on a case, read off the rules without any clock."""

from dataclasses import dataclass
from datetime import datetime

from yumen_governance.time_limits.clocks import runs
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.case_facts import facts_of
from yumen_governance.time_limits.clocks.rules import VERIFIED, Facts, Rule, in_force, rules_of


@dataclass(frozen=True)
class LegalLimit:
	"""Until when something may be done, and by which article of which law."""

	due_on: datetime
	title: str | None
	law: str | None
	article: str | None
	is_verified: bool


def limit_of(doc, ends_when_set: str, now: datetime) -> LegalLimit | None:
	"""Return the limit within which a field of a case is to be filled, such as the day on which a party sues.

	Counted from the date of the case that the rule names; what was left out or agreed later only a clock knows.

	:param ends_when_set: the field that the rule waits for
	:return: None without such a rule, or while its date isn't there
	"""
	rules = [rule for rule in rules_of(doc.doctype) if ends_when_set in rule.ends and rule.counts_from]
	if not rules:
		return None
	facts = facts_of(doc.doctype, rules, [doc])[0]
	fitting = [
		rule for rule in in_force(rules, facts, now) if rule.fits(facts) and rule.start_for(facts, now)
	]
	rule = min(fitting, key=lambda rule: (rule.order, -rule.narrowness(facts), rule.name), default=None)
	return rule and _read(rule, facts, now)


def _read(rule: Rule, facts: Facts, now: datetime) -> LegalLimit:
	due = runs.begin(calendar(), rule.limit_for(facts), rule.start_for(facts, now)).due
	basis = rule.basis
	return LegalLimit(due, basis.title, basis.law, basis.article, basis.verification == VERIFIED)
