"""The shape of a key area: a place with a problem of public order, listed until it is solved."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date

from yumen_governance.grid_management.grid_geometry import BoundaryError, normalised
from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import close_on, closing_problems

NO_BOUNDARY = '{"type": "FeatureCollection", "features": []}'


def derive(record: Record, today: date) -> None:
	"""Keep the day of closing, and the boundary as grids keep theirs."""
	close_on(record, "listed_on", today)
	if boundary := record.get("boundary"):
		with suppress(BoundaryError):
			record.update({"boundary": normalised(boundary)})


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from closing_problems(record, "listed_on", today)
	try:
		normalised(record.get("boundary") or NO_BOUNDARY)
	except BoundaryError as error:
		yield Problem("boundary", "", str(error))


SHAPE = Shape(
	doctype="Key Area",
	codes={"area_kind": "key_area_kind", "problem": "public_order_problem"},
	identity=(("area_name", "grid"),),
	derive=derive,
	problems=problems,
)
