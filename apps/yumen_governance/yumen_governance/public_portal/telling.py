"""Telling senders whose number is sealed apart from their event, and keeping a complaint from whom it is about."""

import frappe
from frappe import _

from yumen_governance.events.intake.telling import RESOLVED
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.time_limits import outbox

TIP_OFF = "Public Tip-off"


class ComplainedAboutError(frappe.ValidationError):
	pass


def follow(event, method: str | None = None) -> None:
	"""Tell the sender that their tip-off was settled (Governance Event, on_update)."""
	before = event.get_doc_before_save()
	if event.stage != "Feedback" or not before or before.stage == "Feedback":
		return
	fields = ["name", "sealed", "may_be_named"]
	row = frappe.db.get_value(TIP_OFF, {"event": event.name}, fields, as_dict=True)
	phone = unseal(TIP_OFF, row.name, row.sealed).get("reporter_phone") if row and row.sealed else None
	if phone and not row.may_be_named:
		key = f"report_resolved:{event.name}:{event.reopen_count or 0}"
		audience = outbox.reporter(phone=phone)
		outbox.post(outbox.Notice(RESOLVED, event.doctype, event.name, audience, {"number": event.name}, key))


def refuse_unit_complained_about(event, method: str | None = None) -> None:
	"""Keep a complaint from the unit that it is about: not handed to it, nor merged into what it handles (validate).

	:raises ComplainedAboutError: names the unit
	"""
	if not event.get_doc_before_save():
		return
	given = _units_of(event)
	if event.source == TIP_OFF and event.merged_into:
		given = given | _units_of(frappe.get_doc(event.doctype, event.merged_into))
	if given and (unit := _complained_about(event, given)):
		name = frappe.db.get_value("Functional Unit", unit, "unit_name")
		frappe.throw(
			_("This complaint is about {0}; please give it to another unit.").format(name),
			ComplainedAboutError,
		)


def _units_of(event) -> set[str]:
	return {event.lead_unit, *(row.unit for row in event.get("assisting_units") or ())} - {None, ""}


def _complained_about(event, units: set[str]) -> str | None:
	"""Return which of these units this tip-off, or one merged into this event, is about; asked only where units are new."""
	if event.source != TIP_OFF and units <= _units_of(event.get_doc_before_save()):
		return None
	tip_off, merged = frappe.qb.DocType(TIP_OFF), frappe.qb.DocType(event.doctype)
	others = frappe.qb.from_(merged).select(merged.name).where(merged.merged_into == event.name)
	found = (
		frappe.qb.from_(tip_off)
		.select(tip_off.about_unit)
		.where(tip_off.about_unit.isin(list(units)))
		.where((tip_off.event == event.name) | tip_off.event.isin(others))
		.limit(1)
	).run(pluck=True)
	return found[0] if found else None
