"""Opening a case out of what came before it: an event, a request at a window, a notice of the court.

Once for each origin: whoever opens it again gets the same case, also when two do it at the same time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe

from yumen_governance.dispute_resolution import access, moves

CASE, PARTY = "Dispute Case", "Dispute Party"
OTHER = "其他纠纷"


@dataclass(frozen=True)
class Origin:
	"""The record out of which a case is opened."""

	doctype: str
	name: str

	@property
	def key(self) -> str:
		return f"{self.doctype}:{self.name}"


def open_case(origin: Origin | None, values: Mapping, parties: Sequence[Mapping], user: str, now: datetime):
	"""Open a case and register it; the right to do so is the caller's to check.

	:param values: fields of the Dispute Case
	:param parties: fields of each Dispute Party, ID numbers and telephone numbers plain
	:return: the Dispute Case; the one that there is, when it was opened out of this origin before
	:raises frappe.ValidationError: a value or a party is wrong; then nothing is written
	"""
	if origin and (name := case_of(origin)):
		return frappe.get_doc(CASE, name)
	frappe.db.savepoint("open_case")
	opening, frappe.flags.opening_a_case = frappe.flags.opening_a_case, True
	try:
		case = _insert(origin, values, parties, user, now)
	except frappe.UniqueValidationError:
		frappe.db.rollback(save_point="open_case")
		name = origin and case_of(origin, newest=True)
		if not name:
			raise
		return frappe.get_doc(CASE, name)
	except Exception:
		frappe.db.rollback(save_point="open_case")
		raise
	finally:
		frappe.flags.opening_a_case = opening
	return case


def case_of(origin: Origin, newest: bool = False) -> str | None:
	"""Return the case that was opened out of an origin, None without one.

	:param newest: see also what was committed since this transaction began
	"""
	return frappe.db.get_value(CASE, {"origin_key": origin.key}, "name", for_update=newest)


def _insert(origin: Origin | None, values: Mapping, parties: Sequence[Mapping], user: str, now: datetime):
	case = frappe.new_doc(CASE)
	case.update({key: value for key, value in values.items() if case.meta.has_field(key)})
	case.dispute_type = case.dispute_type or OTHER
	case.case_source = case.case_source or "当事人申请"
	case.registered_by = user
	if origin:
		case.update({"origin_doctype": origin.doctype, "origin": origin.name})
	case.insert(ignore_permissions=True)  # the caller has checked
	for party in parties:
		doc = frappe.new_doc(PARTY)
		doc.update({**party, "dispute_case": case.name})
		doc.insert(ignore_permissions=True)  # belongs to the opening
	moves.register(case.name, now)
	return frappe.get_doc(CASE, case.name)


def let_registrar_in(case, now: datetime) -> None:
	"""Let whoever registers a case, and whoever was asked first, know of it; a mediator works on what they register."""
	access.grant(
		case.name,
		access.Grant(access.capacity_of(case.registered_by), user=case.registered_by),
		now,
		told=False,
	)
	if case.first_responsible and case.first_responsible != case.registered_by:
		access.grant(case.name, access.Grant(access.REGISTRAR, user=case.first_responsible), now, told=False)
