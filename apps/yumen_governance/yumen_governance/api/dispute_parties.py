"""The parties of a dispute over HTTP."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import parties
from yumen_governance.permissions.dispute import may_write
from yumen_governance.registry.code_lists import labels_of
from yumen_governance.registry.find import is_whole_number
from yumen_governance.registry.identifiers import normalise_id_number
from yumen_governance.registry.sensitive_access import Case, record_access

CASE, PARTY = "Dispute Case", "Dispute Party"
SHOWN = (
	*("name", "side", "party_kind", "party_name", "id_number", "uscc", "legal_representative", "phone"),
	*("address", "resident", "sex", "birth_date", "age", "ethnicity", "occupation"),
	*("is_representative", "refuses_mediation", "rights_told_on"),
	*("is_minor", "guardian_name", "guardian_relation", "guardian_phone"),
	*("agent_name", "agent_kind", "agent_phone", "agent_authority"),
)
# What a person may fill in; the rest follows
FILLED = tuple(name for name in SHOWN if name not in ("name", "resident"))
CODES = ("sex", "ethnicity", "guardian_relation")


@frappe.whitelist(methods=["GET", "POST"])
def of_case(case: str) -> dict:
	"""Return the parties of a case, masked, with the labels of their codes, and whether the person may change them.

	:raises frappe.PermissionError: the person may not see the case
	"""
	frappe.get_doc(CASE, case).check_permission("read")
	rows = frappe.get_list(PARTY, {"dispute_case": case}, list(SHOWN), order_by="creation", limit=0)
	labels = labels_of(row[field] for row in rows for field in CODES)
	for row in rows:
		row.update({f"{field}_label": labels.get(row[field]) for field in CODES})
	return {"parties": rows, "may_write": may_write(CASE, case, frappe.session.user)}


@frappe.whitelist(methods=["POST"])
def save(case: str, values: dict | str, party: str | None = None) -> str:
	"""Add a party to a case, or change one, and return its name; a mask that came back leaves the stored value.

	:raises frappe.PermissionError: the person may not change the case
	:raises PartyError: says everything that is wrong
	"""
	given = frappe.parse_json(values)
	doc = frappe.get_doc(PARTY, party) if party else frappe.new_doc(PARTY)
	if not party:
		doc.dispute_case = case
	elif doc.dispute_case != case:
		frappe.throw(_("This party belongs to another case."), parties.PartyError)
	doc.check_permission("write" if party else "create")
	doc.update({field: given[field] for field in FILLED if field in given})
	return (doc.save() if party else doc.insert()).name


@frappe.whitelist(methods=["POST"])
def remove(party: str) -> None:
	"""Take a party out of its case, which was put in by mistake.

	:raises frappe.PermissionError: the person may not change the case
	:raises PartyError: the case has ended, or something hangs on the party
	"""
	doc = frappe.get_doc(PARTY, party)
	doc.check_permission("write")
	parties.remove(doc, frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def known(case: str, id_number: str) -> dict:
	"""Return what a party takes from the registered person with a whole ID number; nothing when nobody is known.

	The search is written into the Sensitive Access Log.

	:raises frappe.PermissionError: the person may not change the case
	"""
	frappe.get_doc(CASE, case).check_permission("write")
	number = normalise_id_number(id_number)
	resident = parties.resident_with(number) if is_whole_number(number) else None
	record_access(
		"Resident",
		resident,
		"Whole Number",
		action="Search",
		case=Case(CASE, case),
		row_count=int(bool(resident)),
	)
	if not resident:
		return {}
	values = parties.known_values(resident)
	labels = labels_of(values.get(field) for field in CODES)
	return values | {f"{field}_label": labels.get(values.get(field)) for field in CODES}
