"""Which mediators suit a case, in which order, and why the others don't; pure.

What bars a mediator from a case bars them whoever asks. What only speaks against them (load, another committee, no such
speciality) gives way when the parties choose them (People's Mediation Law, art. 19).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from frappe import _

OF_TYPE, ANY_TYPE = 40, 10
OF_PLACE, ANY_PLACE = 25, 10
LANGUAGE, FREE = 15, 20


@dataclass(frozen=True)
class Candidate:
	"""A mediator in use, as the records say today; load counts the open steps."""

	mediator: str
	mediator_name: str
	user: str | None = None
	is_chief: bool = False
	dispute_types: frozenset[str] = frozenset()
	grid_paths: tuple[str, ...] = ()
	languages: frozenset[str] = frozenset()
	load: int = 0
	load_limit: int = 0


@dataclass(frozen=True)
class Wanted:
	"""What a case asks for: its type with those above it, its place, a language, a committee and who is barred.

	members: the mediators of the step's committee, None when it has none
	excluded: accounts that may not see the case; recused: mediators who stepped aside, with the reason
	"""

	dispute_types: frozenset[str] = frozenset()
	grid_path: str | None = None
	language: str | None = None
	committee: str | None = None
	members: frozenset[str] | None = None
	excluded: frozenset[str] = frozenset()
	recused: tuple[tuple[str, str], ...] = ()
	assigned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suited:
	"""A mediator who is proposed, and what speaks for them."""

	candidate: Candidate
	score: int
	reasons: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
	"""A mediator who isn't proposed, and why; barred: not even when the parties choose them."""

	candidate: Candidate
	reason: str
	barred: bool


@dataclass(frozen=True)
class Proposal:
	"""The proposed mediators, the best first, and the others."""

	suited: tuple[Suited, ...]
	left_out: tuple[LeftOut, ...]

	def barred(self, mediator: str) -> str | None:
		"""Return why a mediator may not take the case whoever asks, None when they may."""
		return next(
			(row.reason for row in self.left_out if row.barred and row.candidate.mediator == mediator), None
		)

	def against(self, mediator: str) -> str | None:
		"""Return what speaks against a mediator, None when nothing does."""
		return next((row.reason for row in self.left_out if row.candidate.mediator == mediator), None)


def choose(candidates: Iterable[Candidate], wanted: Wanted) -> Proposal:
	"""Say who suits a case and why, and who doesn't and why not."""
	suited, left_out = [], []
	for candidate in candidates:
		if out := _left_out(candidate, wanted):
			left_out.append(out)
		else:
			suited.append(_suited(candidate, wanted))
	suited.sort(key=lambda row: (-row.score, row.candidate.load, row.candidate.mediator))
	return Proposal(tuple(suited), tuple(left_out))


def _left_out(candidate: Candidate, wanted: Wanted) -> LeftOut | None:
	if reason := _bar(candidate, wanted):
		return LeftOut(candidate, reason, barred=True)
	if reason := _objection(candidate, wanted):
		return LeftOut(candidate, reason, barred=False)
	return None


def _bar(candidate: Candidate, wanted: Wanted) -> str | None:
	if candidate.mediator in wanted.assigned:
		return _("Mediates this case already")
	if candidate.user and candidate.user in wanted.excluded:
		return _("Is excluded from this case")
	recused = dict(wanted.recused).get(candidate.mediator)
	return _("Stepped aside: {0}").format(recused) if recused is not None else None


def _objection(candidate: Candidate, wanted: Wanted) -> str | None:
	if wanted.members is not None and candidate.mediator not in wanted.members:
		return _("Isn't a member of {0}").format(wanted.committee)
	if wanted.language and wanted.language not in candidate.languages:
		return _("Doesn't speak {0}").format(wanted.language)
	if candidate.dispute_types and wanted.dispute_types.isdisjoint(candidate.dispute_types):
		return _("Takes other types of dispute")
	if candidate.grid_paths and not _is_of_place(candidate, wanted):
		return _("Works for other grids")
	if candidate.load_limit and candidate.load >= candidate.load_limit:
		return _("Has {0} open cases, {1} at most").format(candidate.load, candidate.load_limit)
	return None


def _is_of_place(candidate: Candidate, wanted: Wanted) -> bool:
	return bool(wanted.grid_path) and any(wanted.grid_path.startswith(path) for path in candidate.grid_paths)


def _suited(candidate: Candidate, wanted: Wanted) -> Suited:
	points = [*_for_type(candidate), *_for_place(candidate), *_for_language(wanted), _for_load(candidate)]
	reasons = tuple(reason for _score, reason in points if reason)
	return Suited(candidate, sum(score for score, _reason in points), reasons)


def _for_type(candidate: Candidate) -> list[tuple[int, str]]:
	if candidate.dispute_types:
		return [(OF_TYPE, _("Specialised in this type"))]
	return [(ANY_TYPE, _("Takes every type"))]


def _for_place(candidate: Candidate) -> list[tuple[int, str]]:
	if candidate.grid_paths:
		return [(OF_PLACE, _("Works for this grid"))]
	return [(ANY_PLACE, "")]


def _for_language(wanted: Wanted) -> list[tuple[int, str]]:
	return [(LANGUAGE, _("Speaks {0}").format(wanted.language))] if wanted.language else []


def _for_load(candidate: Candidate) -> tuple[int, str]:
	"""The emptier the desk, the more points; without a limit of their own as if they took ten."""
	share = min(1, candidate.load / (candidate.load_limit or 10))
	return round(FREE * (1 - share)), _("{0} open cases").format(candidate.load)
