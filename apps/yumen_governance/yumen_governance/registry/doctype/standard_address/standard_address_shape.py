"""The shape of a standard address: its parts make the full address, by which it is known."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from frappe import _

from yumen_governance.registry.identifiers import tidy
from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import position_problems

PARTS = ("city", "township", "village", "compound", "building", "unit", "door")
CITY = "玉门市"
LONGEST = 140


def derive(record: Record, today: date) -> None:
	"""Tidy the parts and put them together."""
	parts = {part: tidy(record.get(part)) for part in PARTS}
	parts["city"] = parts["city"] or CITY
	full_address = "".join(parts.values())
	record.update({**parts, "full_address": full_address, "address_key": address_key(full_address)})


def address_key(full_address: str) -> str:
	"""Return an address in the one way of writing by which two are compared: no punctuation, capital letters."""
	return re.sub(r"[\W_]", "", tidy(full_address)).upper()


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	full_address = record.get("full_address") or ""
	if len(full_address) > LONGEST:
		message = _("The whole address has at most {0} characters, this has {1}.")
		yield Problem("full_address", full_address, message.format(LONGEST, len(full_address)))
	for part in ("township", "village"):
		if not record.get(part):
			yield Problem(part, "", _("An address needs its township and its village or community."))
	yield from position_problems(record)


SHAPE = Shape(
	doctype="Standard Address",
	identity=(("address_key",),),
	unique=("address_key",),
	derive=derive,
	problems=problems,
)
