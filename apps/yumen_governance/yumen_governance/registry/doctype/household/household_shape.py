"""The shape of a household."""

from collections.abc import Iterator, Mapping
from datetime import date

from yumen_governance.registry.identifiers import tidy
from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import future_problems


def derive(record: Record, today: date) -> None:
	"""Tidy the household number, and keep since when an ended household is ended."""
	since = None if record.get("status") in (None, "", "Active") else record.get("status_date") or today
	record.update({"household_number": tidy(record.get("household_number")) or None, "status_date": since})


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from future_problems(record, today, "status_date")


SHAPE = Shape(
	doctype="Household",
	codes={"household_kind": "household_kind"},
	identity=(("household_number",),),
	unique=("household_number",),
	derive=derive,
	problems=problems,
)
