"""What is sealed of a governance event: the telephone number of whoever reported it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from yumen_governance.registry.shape import Problem, Shape
from yumen_governance.registry.shape_parts import PHONE, phone_problems, position_problems


def _problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from phone_problems(record, "reporter_phone")
	yield from position_problems(record)


SHAPE = Shape("Governance Event", seals={"reporter_phone": replace(PHONE, indexed=True)}, problems=_problems)


def shape() -> Shape:
	"""Return the shape of a governance event (hook `sealed_shapes`)."""
	return SHAPE
