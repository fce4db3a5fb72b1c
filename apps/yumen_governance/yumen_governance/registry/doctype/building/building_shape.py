"""The shape of a building."""

from collections.abc import Iterator, Mapping
from datetime import date

from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import PHONE, phone_problems, position_problems


def derive(record: Record, today: date) -> None:
	"""Name the building with its compound: 玉关苑小区3号楼."""
	record.update({"title": f"{record.get('compound_name') or ''}{record.get('building_name') or ''}"})


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from phone_problems(record, "head_phone")
	yield from position_problems(record)


SHAPE = Shape(
	doctype="Building",
	seals={"head_phone": PHONE},
	codes={"building_use": "building_use"},
	identity=(("compound_name", "building_name", "grid"),),
	derive=derive,
	problems=problems,
)
