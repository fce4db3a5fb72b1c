"""The person of a care record: found in the registry by their whole number only, shown to those who see the record.

A record keeps the name of the resident as plain data, never as a link: nothing of the framework that follows links
leads from a resident to a care record.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.registry.code_lists import labels_of
from yumen_governance.registry.identifiers import id_problem, normalise_document, normalise_id_number
from yumen_governance.registry.sealing.blind_index import blind_all
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.sealing.masks import mask_name

RESIDENT = "Resident"
ADULT_YEARS = 18
FIELDS = ("name", "resident_name", "sex", "birth_date", "grid", "status", "merged_into", "id_number", "phone")
GONE = ("Deceased", "Merged")


class PersonError(frappe.ValidationError):
	pass


def find(number: str | None):
	"""Return the resident with a whole ID number, or number of a foreigner's document.

	:raises PersonError: no such resident, or not one to keep records about; says what to do
	"""
	found = _by_number(number or "")
	if not found:
		frappe.throw(_explanation(number or ""), PersonError)
	if len(found) > 1:
		frappe.throw(
			_("Several residents have this document number. Please ask a registry clerk."), PersonError
		)
	person = current(found[0])
	if person.status in GONE:
		frappe.throw(_("The registry says that this person has died or the entry is void."), PersonError)
	return person


def get(name: str | None):
	"""Return the resident of a record as the registry has them now; None when the entry is gone."""
	row = frappe.db.get_value(RESIDENT, name, FIELDS, as_dict=True) if name else None
	return current(row) if row else None


def current(row):
	"""Follow a resident whose entry was merged into another."""
	while row.merged_into:
		row = frappe.db.get_value(RESIDENT, row.merged_into, FIELDS, as_dict=True)
	return row


def phone_of(person) -> str:
	"""Return the plain phone number of a resident, to be sealed in another record; nobody is shown it."""
	sealed = frappe.db.get_value(RESIDENT, person.name, "sealed")
	return unseal(RESIDENT, person.name, sealed).get("phone") or ""


def is_minor(person, day: date) -> bool:
	"""Tell whether a person was under eighteen on a day; who has no birth date isn't taken for one."""
	if not person.birth_date:
		return False
	born = getdate(person.birth_date)
	return (day.year - born.year) - ((day.month, day.day) < (born.month, born.day)) < ADULT_YEARS


def shown_name(person, is_hidden: bool) -> str:
	"""Return a person's name as lists show it."""
	return mask_name(person.resident_name) if is_hidden else person.resident_name


def for_form(found) -> dict:
	"""Return what the form says of a person beside the record: who, born when, where."""
	return {
		"name": found.resident_name,
		"sex": labels_of([found.sex]).get(found.sex),
		"birth_date": found.birth_date,
		"grid": frappe.db.get_value("Grid", found.grid, "grid_name"),
	}


def _by_number(number: str) -> list:
	ways = {"id_number": normalise_id_number, "other_document_number": normalise_document}
	for fieldname, way in ways.items():
		filters = {f"{fieldname}_index": ["in", blind_all("id_number", way(number))]}
		if found := frappe.get_all(RESIDENT, filters, FIELDS, limit=2):
			return found
	return []


def _explanation(number: str) -> str:
	number = normalise_id_number(number)
	problem = id_problem(number, getdate()) if number[:17].isdigit() else None
	return problem or _(
		"No resident with this number is in the registry. Ask a registry clerk to enter the person first."
	)
