"""The shape of an organization: a private enterprise or a social organization."""

from collections.abc import Iterator, Mapping
from datetime import date

from frappe import _

from yumen_governance.registry.identifiers import normalise_uscc, uscc_problem
from yumen_governance.registry.shape import Problem, Record, Shape
from yumen_governance.registry.shape_parts import (
	ID_NUMBER,
	PHONE,
	future_problems,
	id_problems,
	phone_problems,
	position_problems,
)

SOCIAL = "Social Organization"


def derive(record: Record, today: date) -> None:
	"""Tidy the unified social credit code, and keep since when the organization is not operating."""
	since = None if record.get("status") in (None, "", "Operating") else record.get("status_date") or today
	record.update({"uscc": normalise_uscc(record.get("uscc")) or None, "status_date": since})


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	if (code := record.get("uscc")) and (message := uscc_problem(code)):
		yield Problem("uscc", code, message)
	if record.get("organization_kind") == SOCIAL and not record.get("social_organization_type"):
		yield Problem("social_organization_type", "", _("Required for a social organization."))
	yield from phone_problems(record, "representative_phone", "contact_phone")
	yield from id_problems(record, "representative_id_number", today)
	yield from future_problems(record, today, "established_on", "status_date")
	yield from position_problems(record)


SHAPE = Shape(
	doctype="Organization",
	seals={
		"representative_id_number": ID_NUMBER,
		"representative_phone": PHONE,
		"contact_phone": PHONE,
	},
	codes={
		"registration_type": "registration_type",
		"holding": "holding",
		"social_organization_type": "social_organization_type",
		"attention_level": "attention_level",
	},
	child_codes={"hazard_kinds": {"hazard_kind": "hazard_kind"}},
	identity=(("uscc",), ("organization_name", "grid")),
	unique=("uscc",),
	derive=derive,
	problems=problems,
)
