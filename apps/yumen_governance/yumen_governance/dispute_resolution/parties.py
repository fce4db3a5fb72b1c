"""What parties of a case must keep to together, what the registry knows of them, and their entries in its timeline."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution import acts
from yumen_governance.permissions.dispute import SEALED
from yumen_governance.registry.sealing.blind_index import blind_all
from yumen_governance.time_limits.stages import ENDED

CASE, PARTY = "Dispute Case", "Dispute Party"
# 信访工作条例, art. 20
MOST_REPRESENTATIVES = 5
# What a party takes from the registered person with the same ID number, where it says nothing itself
TAKEN = {"sex": "sex", "birth_date": "birth_date", "ethnicity": "ethnic", "occupation": "occupation"}
# What hangs on a party; one that something hangs on can't be removed
HANGING = {
	"Agreement Signature": "party",
	"Confirmation Applicant": "party",
	"Session Attendee": "party",
	"Power of Attorney": "party",
	"Performance Instalment": "liable_party",
}


class PartyError(frappe.ValidationError):
	pass


def resident_with(id_number: str) -> str | None:
	"""Return the registered person with a whole ID number, None when nobody is known."""
	found = frappe.get_all(
		"Resident",
		{"id_number_index": ["in", blind_all("id_number", id_number)], "status": ["!=", "Merged"]},
		pluck="name",
		limit=1,
	)
	return found[0] if found else None


def known_values(resident: str) -> dict:
	"""Return what a party takes from a registered person."""
	row = frappe.db.get_value("Resident", resident, ["resident_name", *TAKEN.values()], as_dict=True)
	return {"party_name": row.resident_name, **{field: row[own] for field, own in TAKEN.items() if row[own]}}


def check_together(party) -> None:
	"""Refuse a party that stands in the case twice, and a sixth representative on a side.

	The row of the case is held, so that two who add at once come one after the other.

	:raises PartyError: says which rule
	"""
	frappe.db.get_value(CASE, party.dispute_case, "name", for_update=True)
	others = {"dispute_case": party.dispute_case, "name": ["!=", party.name or ""]}
	if party.id_number_index and frappe.db.exists(
		PARTY, {**others, "id_number_index": party.id_number_index}
	):
		frappe.throw(_("A party with this ID number stands in the case already."), PartyError)
	if not party.is_representative:
		return
	others |= {"side": party.side, "is_representative": 1}
	if frappe.db.count(PARTY, others) >= MOST_REPRESENTATIVES:
		frappe.throw(
			_(
				"At most {0} people speak for a side (Regulations on Handling Petitions, article 20); there are"
				" {0} already."
			).format(MOST_REPRESENTATIVES),
			PartyError,
		)


def seal_for_minor(party) -> None:
	"""Seal the case of a party who is a minor."""
	if not party.is_minor:
		return
	case = frappe.get_doc(CASE, party.dispute_case)
	if case.involves_minor and case.confidentiality == SEALED:
		return
	case.involves_minor = 1
	case.save(ignore_permissions=True)  # who may name a party seals the case by naming a minor


def note(party, action: str, user: str, now: datetime) -> None:
	"""Write into the timeline of the case what happened to a party, but not what belongs to its registration."""
	case = frappe.get_doc(CASE, party.dispute_case)
	if case.stage == "Intake" or case.flags.opening or frappe.flags.opening_a_case:
		return
	acts.note(case, action, user, now, _("{0} ({1})").format(party.party_name, _(party.side)))


def remove(party, user: str, now: datetime) -> None:
	"""Take a party out of a case, which was put in by mistake.

	:raises PartyError: the case has ended, or something hangs on the party
	"""
	if frappe.db.get_value(CASE, party.dispute_case, "stage") in ENDED:
		frappe.throw(_("The case has ended; its parties stay."), PartyError)
	for doctype, fieldname in HANGING.items():
		if frappe.get_meta(doctype).has_field(fieldname) and frappe.db.exists(
			doctype, {fieldname: party.name}
		):
			frappe.throw(
				_("{0} can't be removed: {1} names this party.").format(party.party_name, _(doctype)),
				PartyError,
			)
	note(party, "Remove Party", user, now)
	frappe.delete_doc(PARTY, party.name, ignore_permissions=True)  # the right to change the case was checked
