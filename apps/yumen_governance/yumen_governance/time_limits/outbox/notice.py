"""Notices and audiences: what is told and to whom, long before anybody asks who that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

USERS, ROLE, NEXT_ACTORS = "users", "role", "next_actors"
MEMBERS, LEADERS, UNIT, REPORTER = "members_of", "leaders_of", "unit", "reporter"


@dataclass(frozen=True)
class Part:
	"""One group of receivers, by what they are; `where` is what was known of the case when it was told."""

	kind: str
	names: tuple[str, ...] = ()
	levels_up: int = 0
	where: tuple[tuple[str, str | None], ...] = ()
	contacts: tuple[tuple[str, str], ...] = field(default=(), repr=False)

	def as_dict(self) -> dict:
		"""Return what is stored of it in the open: everything but a citizen's contacts."""
		return {
			"kind": self.kind,
			"names": list(self.names),
			"levels_up": self.levels_up,
			"where": dict(self.where),
		}


@dataclass(frozen=True)
class Audience:
	"""Who is to be told; `a | b` are both."""

	parts: tuple[Part, ...]

	def __or__(self, other: "Audience") -> "Audience":
		return Audience(self.parts + tuple(part for part in other.parts if part not in self.parts))

	def __iter__(self) -> Iterator[Part]:
		return iter(self.parts)

	@property
	def contacts(self) -> dict[str, str]:
		"""Plain phone and e-mail of a citizen, to be sealed before they are stored."""
		return {way: address for part in self.parts for way, address in part.contacts}


@dataclass(frozen=True)
class Notice:
	"""One thing to tell, whatever the number of receivers.

	event_type: one of event_types.EVENT_TYPES
	doctype, name: the record that it is about; values: what its templates may show, texts and dates
	secrets: what only its receiver may read, such as a code; kept sealed
	key: says what this is once and for ever, at most 140 characters; a second notice with it is none
	urgent: passes quiet hours and digests; None as the event type says
	"""

	event_type: str
	doctype: str | None
	name: str | None
	audience: Audience
	values: Mapping[str, object] = field(default_factory=dict)
	key: str = ""
	urgent: bool | None = None
	secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def users(*names: str) -> Audience:
	"""These accounts."""
	return _audience(USERS, names)


def role(*roles: str) -> Audience:
	"""Everybody who holds one of these roles."""
	return _audience(ROLE, roles)


def next_actors(doc=None) -> Audience:
	"""Whoever may act next on a case.

	:param doc: the case as it stands now; without it the case is read when the notice is expanded
	"""
	if doc is None:
		return _audience(NEXT_ACTORS)
	where = {"state": doc.get("workflow_state"), "grid": doc.get("lead_grid"), "unit": doc.get("lead_unit")}
	return Audience((Part(NEXT_ACTORS, where=tuple(where.items())),))


def members_of(grid: str | None) -> Audience:
	"""Everybody with a post in a grid."""
	return _audience(MEMBERS, (grid,))


def leaders_of(grid: str | None, levels_up: int = 0) -> Audience:
	"""The leaders of a grid, or of the grid so many levels above it."""
	return Audience((Part(LEADERS, tuple(filter(None, (grid,))), levels_up),))


def unit(name: str | None) -> Audience:
	"""The handlers of a functional unit."""
	return _audience(UNIT, (name,))


def reporter(phone: str | None = None, email: str | None = None) -> Audience:
	"""A citizen, by their plain phone number or e-mail address: kept sealed, shown masked."""
	contacts = {"phone": phone, "email": email}
	return Audience((Part(REPORTER, contacts=tuple((way, text) for way, text in contacts.items() if text)),))


def _audience(kind: str, names: tuple[str | None, ...] = ()) -> Audience:
	return Audience((Part(kind, tuple(dict.fromkeys(filter(None, names)))),))
