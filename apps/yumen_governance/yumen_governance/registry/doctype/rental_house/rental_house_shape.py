"""The shape of a rental house."""

from collections.abc import Iterator, Mapping
from datetime import date

from yumen_governance.registry.identifiers import document_problem, tidy
from yumen_governance.registry.sealing.masks import mask_id_number
from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import (
	ADDRESS,
	DOCUMENT_NUMBER,
	PHONE,
	id_problems,
	order_problems,
	phone_problems,
	position_problems,
)

CITIZEN_ID = "document_type-111"


def derive(record: Record, today: date) -> None:
	"""Tidy the number under which the house is filed."""
	record.update({"house_number": tidy(record.get("house_number")) or None})


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from phone_problems(record, "landlord_phone")
	yield from landlord_number_problems(record, today)
	yield from position_problems(record)
	for row in record.get("tenants") or ():
		yield from order_problems(row, "from_date", "to_date")


def landlord_number_problems(record: Mapping, today: date) -> Iterator[Problem]:
	"""Check a citizen ID by its rules; a document of another type has none."""
	if record.get("landlord_document_type") in (None, "", CITIZEN_ID):
		yield from id_problems(record, "landlord_id_number", today)
	elif (number := record.get("landlord_id_number")) and (message := document_problem(number)):
		yield Problem("landlord_id_number", mask_id_number(number), message)


SHAPE = Shape(
	doctype="Rental House",
	seals={
		"landlord_phone": PHONE,
		"landlord_id_number": DOCUMENT_NUMBER,
		"landlord_address_detail": ADDRESS,
	},
	codes={
		"building_use": "building_use",
		"rental_use": "rental_use",
		"hazard_kind": "hazard_kind",
		"landlord_document_type": "document_type",
	},
	identity=(("house_number",), ("address",)),
	unique=("house_number",),
	derive=derive,
	problems=problems,
)
