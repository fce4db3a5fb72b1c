"""What comes in from outside as a report of an event: which fields it may have, and one way of writing each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from frappe import _

from yumen_governance.events.intake.keys import LONGEST_KEY, Key, digest_of
from yumen_governance.events.intake.pictures import Picture, read_pictures
from yumen_governance.registry.identifiers import normalise_phone

LONGEST_TEXT = {
	"title": 140,
	"category": 140,
	"grid": 140,
	"address": 140,
	"external_ticket": 140,
	"reporter_name": 140,
	"reporter_phone": 40,
	"description": 10_000,
	"result": 2_000,
}
DEGREES = ("longitude", "latitude")
LABELS = {
	"title": "Title",
	"category": "Category",
	"grid": "Grid",
	"address": "Address",
	"external_ticket": "Ticket Number",
	"reporter_name": "Reporter Name",
	"reporter_phone": "Reporter Phone",
	"description": "Description",
	"longitude": "Longitude",
	"latitude": "Latitude",
	"result": "Result",
}
HEAD = ("source", "idempotency_key", "pictures", "for_dispatcher")
DECIMALS = 6


@dataclass(frozen=True)
class Request:
	"""One report, read: the values of an event, its pictures, and what can't be read in it.

	for_dispatcher: a person decides who handles it, whatever a rule would do at once.
	"""

	source: str
	idempotency_key: str
	values: dict
	problems: tuple[str, ...]
	pictures: tuple[Picture, ...] = ()
	for_dispatcher: bool = False

	@property
	def key(self) -> Key:
		return self.source, self.idempotency_key

	@property
	def digest(self) -> str:
		text = json.dumps(self.values, sort_keys=True, ensure_ascii=False)
		return digest_of("\0".join([text, *(picture.digest for picture in self.pictures)]))


def read(sent: object, is_settled: bool = True) -> Request:
	"""Read one report as it was sent; whatever is wrong with it becomes a sentence.

	:param is_settled: it may bring its result
	"""
	if not isinstance(sent, Mapping):
		return Request("", "", {}, (_("A report is an object of field names and values."),))
	problems: list[str] = []
	values = {name: _value(name, sent[name], problems) for name in LABELS if sent.get(name) not in (None, "")}
	if not is_settled and "result" in values:
		problems.append(_("What was settled on the spot is sent by itself, not with others."))
	unknown = sorted(str(name) for name in set(sent) - set(LABELS) - set(HEAD))
	if unknown:
		problems.append(_("These fields are not known: {0}.").format(", ".join(unknown)[:200]))
	source, key = _text(sent.get("source")), _text(sent.get("idempotency_key"))
	pictures = read_pictures(sent.get("pictures"), problems)
	if not key or len(key) > LONGEST_KEY:
		problems.append(
			_("Every report needs an idempotency_key of its own, at most {0} characters.").format(LONGEST_KEY)
		)
	for_dispatcher = bool(sent.get("for_dispatcher"))
	return Request(
		source[:140], key[:LONGEST_KEY], _tidied(values), tuple(problems), pictures, for_dispatcher
	)


def _tidied(values: dict) -> dict:
	if values.get("reporter_phone"):
		values["reporter_phone"] = normalise_phone(values["reporter_phone"])
	return {name: value for name, value in values.items() if value not in (None, "")}


def _value(name: str, value: object, problems: list[str]) -> str | float | None:
	if name in DEGREES:
		return _degrees(name, value, problems)
	text = _text(value)
	if isinstance(value, dict | list | bool):
		problems.append(_("{0}: a text is expected.").format(_(LABELS[name])))
	elif len(text) > LONGEST_TEXT[name]:
		problems.append(_("{0}: at most {1} characters.").format(_(LABELS[name]), LONGEST_TEXT[name]))
	return text[: LONGEST_TEXT[name]]


def _degrees(name: str, value: object, problems: list[str]) -> float | None:
	try:
		degrees = round(float(value), DECIMALS)
	except (TypeError, ValueError):
		degrees = float("nan")
	if isinstance(value, bool) or not isfinite(degrees):
		problems.append(_("{0}: a number of degrees is expected.").format(_(LABELS[name])))
		return None
	return degrees


def _text(value: object) -> str:
	return "" if value is None else str(value).strip()
