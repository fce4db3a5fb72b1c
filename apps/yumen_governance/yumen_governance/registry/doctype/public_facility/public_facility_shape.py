"""The shape of a public facility."""

from collections.abc import Iterator, Mapping
from datetime import date

from yumen_governance.registry.identifiers import tidy
from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import PHONE, future_problems, phone_problems, position_problems


def derive(record: Record, today: date) -> None:
	"""Tidy the number on the facility."""
	record.update({"facility_number": tidy(record.get("facility_number")) or None})


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from phone_problems(record, "keeper_phone")
	yield from future_problems(record, today, "installed_on", "checked_on")
	yield from position_problems(record)


SHAPE = Shape(
	doctype="Public Facility",
	seals={"keeper_phone": PHONE},
	codes={"facility_kind": "facility_kind"},
	identity=(("facility_number",), ("facility_name", "grid")),
	unique=("facility_number",),
	derive=derive,
	problems=problems,
)
