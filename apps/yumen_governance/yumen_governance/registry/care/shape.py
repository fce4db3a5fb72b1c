"""CareShape: what a group's records consist of, beyond what every registry record has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from frappe import _
from frappe.utils import getdate

from yumen_governance.registry.identifiers import (
	id_problem,
	normalise_id_number,
	normalise_phone,
	phone_problem,
	tidy,
)
from yumen_governance.registry.sealing.masks import mask_address, mask_all, mask_id_number, mask_phone
from yumen_governance.registry.shape import Problem, Seal, Shape

END_REASONS, TEAM_ROLES, SERVICES, SOURCES = "care_end", "care_role", "care_service", "assistance_source"
YES_NO = "yes_no"
# Between several choices of one field
BETWEEN = "、"
# What may be revealed to whom (Reveal Right): how to reach a person, and what only officers are to know
CONTACT, BACKGROUND = "care_contact", "care_background"
PHONE = Seal(CONTACT, mask_phone, normalise_phone)
ID_NUMBER = Seal(CONTACT, mask_id_number, normalise_id_number)
ADDRESS = Seal(CONTACT, mask_address)


@dataclass(frozen=True)
class CareShape(Shape):
	"""The shape of a group's records.

	choices: sealed fields whose plain value is the label of a Code Value, and the Code List each belongs to. multiple:
	those of them that may hold several labels. dates: sealed fields that hold a date, written YYYY-MM-DD. texts:
	the other sealed fields of the background.
	"""

	choices: dict[str, str] = field(default_factory=dict)
	multiple: frozenset[str] = frozenset()
	dates: frozenset[str] = frozenset()
	texts: frozenset[str] = frozenset()


def care_shape(
	doctype: str,
	*,
	choices: dict[str, str],
	dates: Iterable[str] = (),
	texts: Iterable[str] = (),
	seals: dict[str, Seal] | None = None,
	codes: dict[str, str] | None = None,
	multiple: Iterable[str] = (),
	team_roles: str = TEAM_ROLES,
	end_reasons: str = END_REASONS,
) -> CareShape:
	"""Return the shape of a group's records.

	:param seals: sealed fields besides the background; the contact phone is sealed in every group
	:param codes: coded fields besides those that every group has
	"""
	open_seals = {"contact_phone": PHONE, **(seals or {})}
	return CareShape(
		doctype=doctype,
		seals={**open_seals, **_background(choices, dates, texts)},
		codes={"end_reason": end_reasons, **(codes or {})},
		child_codes={"helpers": {"role": team_roles}, "services": {"service": SERVICES, "source": SOURCES}},
		problems=lambda record, today: problems_of(record, today, dates, open_seals),
		choices=choices,
		multiple=frozenset(multiple),
		dates=frozenset(dates),
		texts=frozenset(texts),
	)


def _background(choices: Iterable[str], dates: Iterable[str], texts: Iterable[str]) -> dict[str, Seal]:
	text, day = Seal(BACKGROUND, mask_all), Seal(BACKGROUND, mask_all, _normalise_date)
	return {**dict.fromkeys((*choices, *texts), text), **dict.fromkeys(dates, day)}


def problems_of(
	record: Mapping, today: date, dates: Iterable[str], seals: Mapping[str, Seal]
) -> Iterator[Problem]:
	"""Say what is wrong with the numbers and dates of a record."""
	for fieldname, way in seals.items():
		value = record.get(fieldname)
		message = value and way is PHONE and phone_problem(value)
		message = message or (value and way is ID_NUMBER and id_problem(value, today))
		if message:
			yield Problem(fieldname, way.mask(value), message)
	for fieldname in dates:
		if (value := record.get(fieldname)) and not _is_date(value):
			yield Problem(fieldname, mask_all(value), _("Write a date as 2026-01-31."))
	yield from period_problems(record, today)


def period_problems(record: Mapping, today: date) -> Iterator[Problem]:
	"""Say which of the dates of care contradict each other."""
	started, expected, ended = (
		record.get(name) and getdate(record.get(name)) for name in ("started_on", "expected_end", "ended_on")
	)
	if started and started > today:
		yield Problem("started_on", str(started), _("Care can't have started in the future."))
	if started and expected and expected < started:
		yield Problem("expected_end", str(expected), _("Care can't end before it started."))
	if started and ended and not started <= ended <= today:
		yield Problem("ended_on", str(ended), _("Care ended between its start and today."))
	for row in record.get("helpers") or ():
		if (
			row.get("from_date")
			and row.get("to_date")
			and getdate(row.get("to_date")) < getdate(row.get("from_date"))
		):
			yield Problem(
				"helpers", "", _("Row {0}: help can't end before it starts.").format(row.get("idx"))
			)


def _normalise_date(text: str) -> str:
	"""Return a date as it is stored; what is no date stays, to be refused."""
	text = tidy(text).replace("/", "-").replace(".", "-")
	return str(getdate(text)) if _is_date(text) else text


def _is_date(text: str) -> bool:
	try:
		date.fromisoformat("-".join(part.zfill(2) for part in text.split("-")))
	except ValueError:
		return False
	return True
