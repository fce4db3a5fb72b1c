"""What is sealed of a service request: the visitor's ID number and telephone number."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from yumen_governance.registry.shape import Problem, Shape
from yumen_governance.registry.shape_parts import ID_NUMBER, PHONE, id_problems, phone_problems


def _problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from id_problems(record, "id_number", today)
	yield from phone_problems(record, "phone")


SHAPE = Shape(
	"Service Request",
	seals={"id_number": replace(ID_NUMBER, indexed=True, tail=True), "phone": replace(PHONE, indexed=True)},
	problems=_problems,
)


def shape() -> Shape:
	"""Return the shape of a service request (hook `sealed_shapes`)."""
	return SHAPE
