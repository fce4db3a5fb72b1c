"""The shape of a resident: what is sealed and coded, what follows from the ID number, what must agree."""

from collections.abc import Iterator, Mapping
from datetime import date

from frappe import _
from frappe.utils import getdate

from yumen_governance.registry.code_lists import code_name
from yumen_governance.registry.identifiers import (
	birth_date_of,
	child_until,
	document_problem,
	id_problem,
	normalise_document,
	normalise_id_number,
	normalise_phone,
	sex_of,
)
from yumen_governance.registry.pinyin import initials
from yumen_governance.registry.sealing.masks import mask_all, mask_id_number, mask_phone
from yumen_governance.registry.shape import Problem, Record, Seal, Shape
from yumen_governance.registry.shape_parts import (
	ADDRESS,
	PHONE,
	future_problems,
	order_problems,
	phone_problems,
)

FOREIGN, MERGED = "Foreign", "Merged"
UNTOLD = ("sex-0", "sex-9")
PHONES = ("phone", "family_phone", "guardian_phone")
# Kind: what must be told of a resident of this kind
REQUIRED = {
	"Floating": ("inflow_reason",),
	"Left-behind": ("left_behind_type",),
	FOREIGN: ("nationality", "document_type", "other_document_number"),
}


def derive(record: Record, today: date) -> None:
	"""Fill what the name and the ID number tell, and since when the status holds."""
	number = record.get("id_number") or ""
	if number and not id_problem(number, today):
		told = record.get("sex") if record.get("sex") not in UNTOLD else None
		record.update(
			{
				"birth_date": record.get("birth_date") or birth_date_of(number),
				"sex": told or code_name("sex", sex_of(number)),
			}
		)
	born = record.get("birth_date")
	record.update(
		{
			"pinyin_initials": initials(record.get("resident_name")),
			"child_until": child_until(getdate(born)) if born else None,
			"status": record.get("status") or "Active",
		}
	)
	if record.get("status") != "Active" and not record.get("status_date"):
		record.update({"status_date": today})


def problems(record: Mapping, today: date) -> Iterator[Problem]:
	yield from missing(record)
	yield from id_number_problems(record, today)
	yield from future_problems(record, today, "birth_date", "status_date")
	yield from order_problems(record, "arrived_on", "leaving_on")
	if (number := record.get("other_document_number")) and (message := document_problem(number)):
		yield Problem("other_document_number", mask_all(number), message)
	yield from phone_problems(record, *PHONES)


def missing(record: Mapping) -> Iterator[Problem]:
	"""Name what residents of this kind must tell and this one doesn't."""
	if record.get("status") == MERGED:
		return
	kind = record.get("resident_kind")
	for fieldname in REQUIRED.get(kind, ()):
		if not record.get(fieldname):
			yield Problem(fieldname, "", _("Required for a resident of this kind."))
	if kind != FOREIGN and not record.get("id_number") and not record.get("no_id_reason"):
		yield Problem("id_number", "", _("Enter the number, or why there is none."))
	if record.get("needs_attention") and not record.get("attention_reason"):
		yield Problem("attention_reason", "", _("Say why this resident needs attention."))


def id_number_problems(record: Mapping, today: date) -> Iterator[Problem]:
	"""Say what is wrong with the ID number, or contradicts it."""
	number = record.get("id_number")
	if not number:
		return
	if message := id_problem(number, today):
		yield Problem("id_number", mask_id_number(number), message)
		return
	if record.get("sex") != code_name("sex", sex_of(number)):
		yield Problem(
			"sex", record.get("sex"), _("The ID number says otherwise; empty it to take it from there.")
		)
	if getdate(record.get("birth_date")) != birth_date_of(number):
		yield Problem(
			"birth_date",
			str(record.get("birth_date")),
			_("The ID number says {0}; empty it to take it from there.").format(birth_date_of(number)),
		)


SHAPE = Shape(
	doctype="Resident",
	seals={
		"id_number": Seal("id_number", mask_id_number, normalise_id_number, indexed=True, tail=True),
		"other_document_number": Seal("id_number", mask_id_number, normalise_document, indexed=True),
		"phone": Seal("phone", mask_phone, normalise_phone, indexed=True, tail=True),
		"family_phone": PHONE,
		"guardian_phone": PHONE,
		"registered_address_detail": ADDRESS,
		"address_detail": ADDRESS,
		"health_status": Seal("health", mask_all),
		"health_note": Seal("health", mask_all),
	},
	codes={
		"sex": "sex",
		"ethnic": "ethnic",
		"marital": "marital",
		"political": "political",
		"education": "education",
		"religion": "religion",
		"occupation_kind": "occupation",
		"relation_to_head": "kinship",
		"guardian_relation": "kinship",
		"registration_match": "registration_match",
		"inflow_reason": "inflow_reason",
		"permit_type": "permit_type",
		"lodging_type": "lodging_type",
		"left_behind_type": "left_behind_type",
		"nationality": "nationality",
		"document_type": "document_type",
		"visit_purpose": "visit_purpose",
	},
	child_codes={"family_members": {"relation": "kinship"}},
	identity=(
		("id_number",),
		("nationality", "document_type", "other_document_number"),
		("phone", "resident_name"),
	),
	unique=("id_number",),
	switches={"religion": "record_religion"},
	derive=derive,
	problems=problems,
)
