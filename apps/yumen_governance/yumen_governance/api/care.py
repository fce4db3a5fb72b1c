"""Special-group records over HTTP: finding the person of a new one, and what its form needs to know."""

import frappe
from frappe import _

from yumen_governance.permissions.care import CARE_DOCTYPES, is_officer
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.care import person
from yumen_governance.registry.identifiers import normalise_id_number
from yumen_governance.registry.sealing.blind_index import blind
from yumen_governance.registry.sensitive_access import record_access
from yumen_governance.registry.shape import shape_of


@frappe.whitelist(methods=["POST"])
def find_resident_by_id_number(record_type: str, id_number: str, legal_purpose: str) -> dict:
	"""Tell an officer whose number this is, before a record is made; every search is logged, also a vain one.

	:param record_type: the kind of record to be made
	:param id_number: the whole number
	:param legal_purpose: the Legal Purpose that the record will be kept for
	:return: `person` (name, sex, birth date, grid), or `problem` in the reader's language
	:raises frappe.PermissionError: the person is no officer of this group in any unit
	"""
	_require_officer(record_type)
	purpose = frappe.db.get_value(
		"Legal Purpose", {"name": legal_purpose, "record_type": record_type}, "purpose"
	)
	if not purpose:
		return {"problem": _("Choose the legal purpose first.")}
	try:
		found = person.find(id_number)
	except person.PersonError as problem:
		frappe.clear_last_message()
		_log_search(record_type, id_number, purpose, found=0)
		return {"problem": str(problem)}
	_log_search(record_type, id_number, purpose, found=1)
	return {"person": person.for_form(found)}


@frappe.whitelist(methods=["GET", "POST"])
def form_of(record_type: str) -> dict:
	"""Return what the form of a kind of record offers: the person's units, and the choices of sealed fields.

	:raises frappe.PermissionError: no permission to read this kind of record
	"""
	if record_type not in CARE_DOCTYPES:
		frappe.throw(_("This is no care record."), frappe.PermissionError)
	frappe.has_permission(record_type, "read", throw=True)
	shape, units = shape_of(record_type), scope_of(frappe.session.user).units
	filters = {"code_list": ["in", [*shape.choices.values(), ""]], "is_active": 1}
	labels = frappe.get_all("Code Value", filters, ["code_list", "label"], order_by="name")
	return {
		"units": list(units) if is_officer(record_type, scope_of(frappe.session.user)) else [],
		"choices": {
			fieldname: [row.label for row in labels if row.code_list == code_list]
			for fieldname, code_list in shape.choices.items()
		},
		"multiple": sorted(shape.multiple),
		"dates": sorted(shape.dates),
		"texts": sorted(shape.texts),
	}


def _require_officer(record_type: str) -> None:
	if record_type not in CARE_DOCTYPES or not is_officer(record_type, scope_of(frappe.session.user)):
		frappe.throw(_("Only officers of this group look for a person here."), frappe.PermissionError)
	frappe.has_permission(record_type, "create", throw=True)


def _log_search(record_type: str, id_number: str, purpose: str, found: int) -> None:
	"""Write a search down without the person: with this purpose the name alone would tell of them.

	The keyed digest in the note lets an inquiry with access to the keys tell whom it was about.
	"""
	digest = blind("id_number", normalise_id_number(id_number))
	record_access(record_type, None, "ID Number", purpose, action="Search", row_count=found, note=digest)
