"""How a dispute may go on: which methods are open now, which not and why, and what is proposed. Pure.

What a method wants are records (Resolution Method); here is only how they are weighed. The way to court is never
blocked: whatever speaks against it is said as a warning. Mediation comes first where nobody refuses it (Civil
Procedure Law, art. 125).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from frappe import _

from yumen_governance.dispute_resolution.step_rules import (
	AGREEMENT,
	AWARD,
	CONSULTATION,
	JUDGMENT,
	LITIGATION,
	MEDIATION,
	RULING,
	SETTLED,
	WITHDRAWN,
)
from yumen_governance.time_limits.clocks.counting import add_months
from yumen_governance.time_limits.stages import ENDED

# Checks of Resolution Method Condition
PARTY_REFUSES, COURT_HAS_IT, COMES_FIRST = (
	"A Party Refuses Mediation",
	"The Court Has It",
	"Another Method Comes First",
)
AWARD_MADE, AGREEMENT_STANDS, DOMESTIC_VIOLENCE = (
	"An Award Was Made",
	"An Agreement Is in Force",
	"Domestic Violence",
)
BLOCKS, WARNS, TELLS = "Blocks", "Warns", "Tells"
OPEN, WARNED, BLOCKED, UNDER_WAY = "Open", "Warned", "Blocked", "Under Way"
NOT_REGISTERED = "Intake"
# A limitation period that ends within so many days is near
NEAR_DAYS = 30
# With these the case is settled, or decided
ENDS_IT = (AGREEMENT, SETTLED, JUDGMENT, RULING)
# In which order forms are tried when nothing else speaks: the mildest first
MILDEST_FIRST = (MEDIATION, "Arbitration", LITIGATION, CONSULTATION)


@dataclass(frozen=True)
class Condition:
	"""A precondition of a method, as its record says it."""

	check: str
	effect: str
	message: str
	method: str | None = None
	dispute_type: str | None = None


@dataclass(frozen=True)
class Method:
	"""A Resolution Method as far as the guide weighs it."""

	name: str
	form: str
	group: str = ""
	summary: str = ""
	sequence: int = 0
	consultation_type: str = ""
	dispute_types: frozenset[str] = frozenset()
	conditions: tuple[Condition, ...] = ()
	may_follow: tuple[str, ...] = ()
	documents: tuple[tuple[str, bool], ...] = ()
	limitation_months: int = 0
	limitation_basis: str = ""
	limitation_to_be_checked: bool = False


@dataclass(frozen=True)
class Attempt:
	"""A step of the case: what was tried, or is being tried."""

	name: str
	method: str
	form: str
	number: int
	state: str
	stage: str
	outcome: str | None = None
	note: str | None = None
	opened_on: date | None = None
	ended_on: date | None = None
	next_method: str | None = None

	@property
	def is_open(self) -> bool:
		return self.stage not in ENDED


@dataclass(frozen=True)
class CaseFacts:
	"""What the guide knows of a case; `refusers` are the names of the parties who refuse mediation."""

	stage: str
	dispute_type: str | None = None
	court_has_it: bool = False
	domestic_violence: bool = False
	is_emergency: bool = False
	limitation_starts_on: date | None = None
	refusers: tuple[str, ...] = ()
	attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True)
class Reason:
	"""Why a method isn't open, or what to bear in mind: BLOCKS, WARNS or TELLS."""

	effect: str
	text: str


@dataclass(frozen=True)
class Road:
	"""A method, and whether this case may take it now."""

	method: Method
	status: str
	reasons: tuple[Reason, ...] = ()
	step: str | None = None
	can_open: bool = False


@dataclass(frozen=True)
class Guide:
	"""Where a case stands, the roads, and the one that is proposed with its reason."""

	standing: str
	attempts: tuple[Attempt, ...]
	roads: tuple[Road, ...]
	proposed: str | None = None
	because: str = ""

	def road(self, method: str) -> Road | None:
		"""Return the road of a method."""
		return next((road for road in self.roads if road.method.name == method), None)


def decide(facts: CaseFacts, methods: Sequence[Method], today: date) -> Guide:
	"""Weigh every method for a case and propose the next one.

	:param methods: those in use, in their order
	"""
	roads = tuple(_road(method, facts, today) for method in methods)
	proposed, because = _propose(facts, {road.method.name: road for road in roads}, today)
	return Guide(_standing(facts), facts.attempts, roads, proposed, because)


def _road(method: Method, facts: CaseFacts, today: date) -> Road:
	open_step = next((a for a in facts.attempts if a.is_open and a.method == method.name), None)
	reasons = tuple(_softened(method, reason) for reason in _reasons(method, facts, today))
	if open_step:
		return Road(method, UNDER_WAY, reasons, open_step.name)
	effects = {reason.effect for reason in reasons}
	status = BLOCKED if BLOCKS in effects else WARNED if WARNS in effects else OPEN
	takes_steps = facts.stage not in (*ENDED, NOT_REGISTERED)
	return Road(method, status, reasons, None, status != BLOCKED and takes_steps)


def _softened(method: Method, reason: Reason) -> Reason:
	"""Nobody's way to court is blocked by the guide."""
	is_hard = method.form == LITIGATION and reason.effect == BLOCKS
	return Reason(WARNS, reason.text) if is_hard else reason


def _reasons(method: Method, facts: CaseFacts, today: date) -> Iterator[Reason]:
	yield from _of_stage(facts)
	if method.dispute_types and facts.dispute_type not in method.dispute_types:
		yield Reason(BLOCKS, _("It isn't for disputes of the type {0}.").format(facts.dispute_type or "–"))
		return
	for condition in method.conditions:
		if _holds(condition, facts):
			yield Reason(condition.effect, _with_names(condition, facts))
	yield from _of_open_steps(method, facts)
	yield from _of_attempts(method, facts)
	yield from _of_limitation(method, facts, today)


def _of_stage(facts: CaseFacts) -> Iterator[Reason]:
	if facts.stage == NOT_REGISTERED:
		yield Reason(BLOCKS, _("The case isn't registered yet."))
	if facts.stage in ENDED:
		yield Reason(BLOCKS, _("The case is closed."))


def _holds(condition: Condition, facts: CaseFacts) -> bool:
	if condition.dispute_type and condition.dispute_type != facts.dispute_type:
		return False
	outcomes = {attempt.outcome for attempt in facts.attempts}
	return {
		PARTY_REFUSES: bool(facts.refusers),
		COURT_HAS_IT: facts.court_has_it,
		COMES_FIRST: not _was_tried(condition.method, facts),
		AWARD_MADE: AWARD in outcomes,
		AGREEMENT_STANDS: AGREEMENT in outcomes,
		DOMESTIC_VIOLENCE: facts.domestic_violence,
	}.get(condition.check, False)


def _with_names(condition: Condition, facts: CaseFacts) -> str:
	if condition.check != PARTY_REFUSES:
		return condition.message
	return _("{0} (refused by: {1})").format(condition.message, "、".join(facts.refusers))


def _was_tried(method: str | None, facts: CaseFacts) -> bool:
	"""Whether a method came to an end of its own: what was withdrawn, or is under way, doesn't count."""
	ended = (a for a in facts.attempts if a.method == method and not a.is_open)
	return any(attempt.outcome != WITHDRAWN for attempt in ended)


def _of_open_steps(method: Method, facts: CaseFacts) -> Iterator[Reason]:
	for attempt in facts.attempts:
		if (
			not attempt.is_open
			or CONSULTATION in (attempt.form, method.form)
			or attempt.method == method.name
		):
			continue
		effect = BLOCKS if attempt.form == method.form else WARNS
		yield Reason(effect, _("{0} is under way ({1}).").format(attempt.method, _(attempt.state)))


def _of_attempts(method: Method, facts: CaseFacts) -> Iterator[Reason]:
	ended = [a for a in facts.attempts if a.method == method.name and not a.is_open]
	if ended and method.form != CONSULTATION:
		last = ended[-1]
		outcome = _(last.outcome or last.state)
		yield Reason(WARNS, _("Tried already: step {0} ended with {1}.").format(last.number, outcome))


def _of_limitation(method: Method, facts: CaseFacts, today: date) -> Iterator[Reason]:
	if not method.limitation_months:
		return
	basis = method.limitation_basis
	if method.limitation_to_be_checked:
		basis = _("{0}; to be checked by the legal office").format(basis)
	if not facts.limitation_starts_on:
		said = _("Limitation: {0} months ({1}). The day from which it counts isn't recorded.")
		yield Reason(TELLS, said.format(method.limitation_months, basis))
		return
	end = limitation_end(method, facts)
	if end < today:
		said = _("The limitation period ended on {0} ({1}); the other side may object.")
		yield Reason(WARNS, said.format(end, basis))
	elif (end - today).days <= NEAR_DAYS:
		said = _("The limitation period ends on {0}, {1} days left ({2}).")
		yield Reason(WARNS, said.format(end, (end - today).days, basis))
	else:
		yield Reason(TELLS, _("The limitation period ends on {0} ({1}).").format(end, basis))


def limitation_end(method: Method, facts: CaseFacts) -> date | None:
	"""Return the last day of a method's limitation period, None without one or while its start isn't known."""
	if not (method.limitation_months and facts.limitation_starts_on):
		return None
	return add_months(facts.limitation_starts_on, method.limitation_months)


def _standing(facts: CaseFacts) -> str:
	if facts.stage in ENDED:
		return _("The case is closed.")
	under_way = [attempt for attempt in facts.attempts if attempt.is_open]
	if under_way:
		steps = "、".join(_("{0} (step {1}, {2})").format(a.method, a.number, _(a.state)) for a in under_way)
		return _("Under way: {0}.").format(steps)
	if not facts.attempts:
		return _("No method has been tried yet.")
	last = facts.attempts[-1]
	return _("Step {0}, {1}, ended with {2}.").format(last.number, last.method, _(last.outcome or last.state))


def _propose(facts: CaseFacts, roads: dict[str, Road], today: date) -> tuple[str | None, str]:
	under_way = [a for a in facts.attempts if a.is_open]
	if facts.stage in (*ENDED, NOT_REGISTERED):
		return None, ""
	if under_way:
		return None, _("{0} is under way; go on with it first.").format(under_way[-1].method)
	ended = [a for a in facts.attempts if a.outcome != WITHDRAWN]
	is_settled = ended and ended[-1].outcome in ENDS_IT
	if not is_settled and (urgent := _urgent(facts, roads, today)):
		return urgent
	return _after(ended[-1], facts, roads) if ended else _first(facts, roads)


def _urgent(facts: CaseFacts, roads: dict[str, Road], today: date) -> tuple[str, str] | None:
	"""The road whose limitation period is about to end, once it can be taken."""
	for road in roads.values():
		end = limitation_end(road.method, facts)
		is_near = end and 0 <= (end - today).days <= NEAR_DAYS
		if is_near and road.can_open and not _was_tried(road.method.name, facts):
			return road.method.name, _("Its limitation period ends on {0}: apply in time.").format(end)
	return None


def _after(last: Attempt, facts: CaseFacts, roads: dict[str, Road]) -> tuple[str | None, str]:
	if last.outcome in (AGREEMENT, SETTLED):
		return None, _("{0} settled the case; watch that what was agreed is performed.").format(last.method)
	if last.outcome in (JUDGMENT, RULING):
		return None, _("The court has decided; what it decided is performed or enforced.")
	if last.next_method and _can(roads, last.next_method):
		return last.next_method, _("{0} proposed it: {1}").format(last.method, last.note or "")
	previous = roads.get(last.method)
	for name in previous.method.may_follow if previous else ():
		if _can(roads, name) and not _was_tried(name, facts):
			said = _("After {0} ended with {1}, it may follow.")
			return name, said.format(last.method, _(last.outcome or last.state))
	return _first(facts, roads)


def _can(roads: dict[str, Road], name: str) -> bool:
	return name in roads and roads[name].can_open


def _first(facts: CaseFacts, roads: dict[str, Road]) -> tuple[str | None, str]:
	"""The mildest form that nothing speaks against; in an emergency several units come together first."""
	joint = [road for road in roads.values() if road.method.consultation_type == "Joint" and road.can_open]
	if facts.is_emergency and joint and not facts.attempts:
		return joint[0].method.name, _("In an emergency the units concerned come together first.")
	untried = [road for road in roads.values() if road.can_open and not _was_tried(road.method.name, facts)]
	if not untried:
		return None, ""
	best = min(untried, key=lambda road: _weight(road))
	return best.method.name, _why(best)


def _weight(road: Road) -> tuple:
	is_warned = road.status == WARNED and road.method.form != LITIGATION
	is_own = bool(road.method.dispute_types)
	return is_warned, MILDEST_FIRST.index(road.method.form), not is_own, road.method.sequence


def _why(road: Road) -> str:
	if road.method.form == MEDIATION:
		return _("Nobody has refused mediation; it is free of charge and leaves every other way open.")
	if road.method.form == LITIGATION:
		return _("What else there is has been tried or isn't open; the court can be turned to.")
	return _("Nothing speaks against it.")
