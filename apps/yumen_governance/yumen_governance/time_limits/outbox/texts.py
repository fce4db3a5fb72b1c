"""Texts of messages: templates with names in braces, put in place without running anything.

`{name}` stands for a value. What is between square brackets is left out when a value in it is empty:
`请办理[，{due_on}前办结]。` There is nothing else: no expressions, no formats, no attributes.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from frappe import _
from frappe.utils import get_datetime

from yumen_governance.registry.plain_values import without_plain_values
from yumen_governance.time_limits.outbox.event_types import TRANSLATED

# The language of the templates, and so of what they show
LANGUAGE = "zh"
PLACE = re.compile(r"\{(\w+)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
STRAY = re.compile(r"[{}\[\]]")
# One SMS of Chinese text, and each part of a longer one
SMS_LENGTH, SMS_PART_LENGTH = 70, 67


def variables_of(text: str | None) -> list[str]:
	"""Return the names that a template puts in braces, in order."""
	return PLACE.findall(text or "")


def is_well_formed(text: str | None) -> bool:
	"""Whether every brace and bracket of a template belongs to a name or to a part that may be left out."""
	return not STRAY.search(OPTIONAL.sub(r"\1", PLACE.sub("", text or "")))


def fill(text: str | None, values: Mapping[str, str]) -> str:
	"""Return a template's text with values in place of names; an unknown name is empty."""
	text = OPTIONAL.sub(lambda part: _part(part[1], values), text or "")
	return PLACE.sub(lambda place: values.get(place[1], ""), text).strip()


def _part(text: str, values: Mapping[str, str]) -> str:
	return text if all(values.get(name) for name in variables_of(text)) else ""


def shown(values: Mapping[str, object]) -> dict[str, str]:
	"""Return the values of a notice as a template shows them: times short, source strings in Chinese."""
	return {name: _shown(name, value) for name, value in values.items()}


def _shown(name: str, value: object) -> str:
	if value in (None, ""):
		return ""
	if name.endswith("_on"):
		return as_time(value)
	return _(str(value), LANGUAGE) if name in TRANSLATED else str(value)


def as_time(value: object) -> str:
	"""Return a moment as it is written in a message: 11月24日 09:30."""
	moment = value if isinstance(value, datetime) else get_datetime(value)
	return f"{moment.month}月{moment.day}日 {moment:%H:%M}" if moment else ""


def fit_to_leave(text: str) -> str:
	"""Return a text without phone and ID numbers, for a channel that leads out of the house."""
	return without_plain_values(text) or ""


def sms_parts(text: str) -> int:
	"""Return as how many text messages a text is charged."""
	if len(text) <= SMS_LENGTH:
		return int(bool(text))
	return -(-len(text) // SMS_PART_LENGTH)


def unknown(names: Iterable[str], allowed: Iterable[str]) -> list[str]:
	"""Return the names that a template may not use, each once."""
	allowed = set(allowed)
	return [name for name in dict.fromkeys(names) if name not in allowed]
