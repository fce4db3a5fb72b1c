"""Whom each member of a grid is to see on an entry day. Pure, and the same for the same facts.

First what concerns somebody: an open event, a need for attention; never so much that nobody is left of those who were not seen
longest. What only one member may know of a household makes it theirs, and the plan says no more than that it needs attention.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

LONGEST, ATTENTION, EVENT, BY_LEADER = (
	"Not Seen Longest",
	"Needs Attention",
	"Event under Way",
	"Added by Leader",
)


@dataclass(frozen=True)
class Household:
	"""A household that may be called on.

	attention: somebody of it needs help, as everybody in charge of the grid may know
	known_to: members who alone know that somebody of it needs attention
	event: an open event about somebody of it
	"""

	name: str
	head_name: str = ""
	address: str = ""
	grid: str = ""
	seen_on: date | None = None
	attention: bool = False
	known_to: frozenset[str] = frozenset()
	event: str | None = None


@dataclass(frozen=True)
class Chosen:
	"""A household in a plan, and why it is there."""

	household: Household
	reason: str


@dataclass
class Share:
	"""What a member gets: at most `room` households."""

	member: str
	room: int
	chosen: list[Chosen] = field(default_factory=list)

	@property
	def left(self) -> int:
		return self.room - len(self.chosen)


def share_out(
	households: Iterable[Household], room_of: dict[str, int], longest_at_least: int
) -> dict[str, list[Chosen]]:
	"""Share the households of a grid among its members, each household to one of them.

	:param room_of: members and how many households each is to see
	:param longest_at_least: how many places of each member are kept for who was not seen longest
	:return: what each member is to see, the most urgent first
	"""
	shares = {member: Share(member, room) for member, room in sorted(room_of.items())}
	rest = sorted(households, key=_by_age)
	kept = {member: min(longest_at_least, share.room) for member, share in shares.items()}
	rest = _urgent(rest, shares, kept)
	_fill(rest, shares, LONGEST, dict.fromkeys(shares, 0))
	return {member: share.chosen for member, share in shares.items()}


def _urgent(households: list[Household], shares: dict[str, Share], kept: dict[str, int]) -> list[Household]:
	"""Share out what concerns somebody, and return what is left."""
	own = defaultdict(list)
	for household in households:
		for member in sorted(household.known_to & shares.keys())[:1]:
			own[member].append(household)
	taken = set()
	for member, known in own.items():
		taken |= _fill(known, {member: shares[member]}, ATTENTION, kept)
	for reason, concerned in ((EVENT, lambda each: each.event), (ATTENTION, lambda each: each.attention)):
		waiting = [each for each in households if concerned(each) and each.name not in taken]
		taken |= _fill(waiting, shares, reason, kept)
	return [each for each in households if each.name not in taken]


def _fill(households, shares: dict[str, Share], reason: str, kept: dict[str, int]) -> set[str]:
	"""Give each household to whoever has least yet for their room, beyond what is kept; return those given."""
	given = set()
	for household in households:
		open_to_more = [each for each in shares.values() if each.left > kept[each.member]]
		if not open_to_more:
			break
		share = min(open_to_more, key=lambda each: len(each.chosen) / each.room)
		share.chosen.append(Chosen(household, EVENT if household.event else reason))
		given.add(household.name)
	return given


def _by_age(household: Household) -> tuple:
	return (household.seen_on is not None, household.seen_on or date.min, household.name)
