"""What is sealed of an investigation record: the telephone number of whoever was asked."""

from collections.abc import Iterator, Mapping
from datetime import date

from yumen_governance.registry.shape import Problem, Shape
from yumen_governance.registry.shape_parts import PHONE, phone_problems


def _problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from phone_problems(record, "phone")


SHAPE = Shape("Investigation Record", seals={"phone": PHONE}, problems=_problems)


def shape() -> Shape:
	"""Return the shape of an investigation record (hook `sealed_shapes`)."""
	return SHAPE
