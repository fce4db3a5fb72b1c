"""The shape of a hazard: found, rectified by a day, closed with a result."""

from collections.abc import Iterator, Mapping
from datetime import date

from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import (
	PHONE,
	close_on,
	closing_problems,
	phone_problems,
	position_problems,
)


def derive(record: Record, today: date) -> None:
	"""Keep the days of finding and closing."""
	close_on(record, "found_on", today)


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from closing_problems(record, "found_on", today)
	yield from phone_problems(record, "responsible_phone")
	yield from position_problems(record)


SHAPE = Shape(
	doctype="Hazard",
	seals={"responsible_phone": PHONE},
	codes={"hazard_kind": "hazard_kind", "hazard_level": "hazard_level"},
	identity=(("title", "grid", "found_on"),),
	derive=derive,
	problems=problems,
)
