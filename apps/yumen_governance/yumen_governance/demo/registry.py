"""Residents, homes, organizations and facilities of the demo city, all invented."""

from datetime import date, timedelta
from functools import cache

import frappe
from frappe.utils import getdate

from yumen_governance.demo import homes
from yumen_governance.demo.collection import Collection
from yumen_governance.demo.dataset import read
from yumen_governance.demo.households import People
from yumen_governance.registry.code_lists import code_name
from yumen_governance.registry.identifiers import with_check_digits

LOADED = "governance_demo_registry_loaded"
PRIVATE = "Private Enterprise"


def ensure_registry() -> None:
	"""Insert the registry of the demo city once; a second call finds the mark set in the same transaction."""
	if frappe.db.get_default(LOADED):
		return
	today, city, data = getdate(), Collection(), read("registry")
	people = People(today)
	homes.settle(city, people)
	for number, row in enumerate(data["organizations"], 1):
		_add_organization(city, people, row, number)
	for number, row in enumerate(data["facilities"], 1):
		_add_facility(city, row, today - timedelta(days=5 * number), number)
	for row in data["hazards"]:
		_add_hazard(city, row, today)
	for row in data["key_areas"]:
		_add_key_area(city, row, today)
	city.insert()
	frappe.db.set_default(LOADED, "1")


def _add_organization(city: Collection, people: People, row: dict, number: int) -> None:
	doc = city.add(
		"Organization",
		row["grid"],
		organization_name=row["name"],
		organization_kind=row["kind"],
		uscc=with_check_digits("92990000" if row["kind"] == PRIVATE else "52990000", f"{number:08}"),
		registration_type=_code("registration_type", row.get("registration_type")),
		holding=_code("holding", row.get("holding")),
		social_organization_type=_code("social_organization_type", row.get("type")),
		supervising_unit=row.get("supervisor"),
		staff=row["staff"],
		business=row["business"],
		established_on=people.today - timedelta(days=700 + 97 * number),
		representative_name=people.name(),
		representative_phone=city.phone(),
	)
	for kind in row.get("hazards", ()):
		doc.append("hazard_kinds", {"hazard_kind": _code("hazard_kind", kind)})


def _add_facility(city: Collection, row: dict, checked_on: date, number: int) -> None:
	city.add(
		"Public Facility",
		row["grid"],
		facility_name=row["name"],
		facility_kind=_code("facility_kind", row["kind"]),
		facility_number=f"GG{number:05}",
		location=city.places[row["grid"]].grid_name,
		responsible_unit=_unit(row.get("unit")),
		status=row.get("status", "In Use"),
		checked_on=checked_on,
		keeper_phone=city.phone(),
	)


def _add_hazard(city: Collection, row: dict, today: date) -> None:
	found_on = today - timedelta(days=row["found"])
	city.add(
		"Hazard",
		row["grid"],
		title=row["title"],
		hazard_kind=_code("hazard_kind", row["kind"]),
		hazard_level=_code("hazard_level", row["level"]),
		facility=city.named.get(("Public Facility", row.get("facility"))),
		organization=city.named.get(("Organization", row.get("organization"))),
		found_on=found_on,
		rectify_by=found_on + timedelta(days=row["days"]),
		**_matter(row),
	)


def _add_key_area(city: Collection, row: dict, today: date) -> None:
	city.add(
		"Key Area",
		row["grid"],
		area_name=row["name"],
		area_kind=_code("key_area_kind", row["kind"]),
		problem=_code("public_order_problem", row["problem"]),
		listed_on=today - timedelta(days=row["listed"]),
		rectify_by=today + timedelta(days=30),
		**_matter(row),
	)


def _matter(row: dict) -> dict:
	texts = {key: row.get(key) for key in ("description", "measures", "result", "status")}
	return {**texts, "responsible_unit": _unit(row.get("unit"))}


def _code(code_list: str, code: str | None) -> str | None:
	return code_name(code_list, code) if code else None


@cache
def _unit(unit_name: str | None) -> str | None:
	return frappe.db.get_value("Functional Unit", {"unit_name": unit_name}) if unit_name else None
