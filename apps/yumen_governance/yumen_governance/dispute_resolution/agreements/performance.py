"""Performing an agreement: planned in instalments, received in parts, breached when a day passes, done when all is.

The agreement's row is locked first, so that its sums and its state agree with its instalments whoever writes at once.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import flt, fmt_money, formatdate, getdate

from yumen_governance.dispute_resolution import acts, automatic, moves, recovered, signed_records, steps
from yumen_governance.dispute_resolution.agreements import telling
from yumen_governance.dispute_resolution.agreements.schedule import split
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.stages import ENDED

AGREEMENT, INSTALMENT = "Mediation Agreement", "Performance Instalment"
PLANNED, DUE, PARTLY, PERFORMED, BREACHED, RELEASED = (
	"Planned",
	"Due",
	"Partly Performed",
	"Performed",
	"Breached",
	"Released",
)
OPEN = (DUE, PARTLY, BREACHED)
MOST = 120


class PerformanceError(frappe.ValidationError):
	pass


def plan(agreement, values: dict) -> list[str]:
	"""Plan what a party owes as instalments of a draft; those planned before for the same party stay.

	:param values: liable_party, what, amount (yuan, 0 for what isn't money), count, first_on, every, unit
	:raises PerformanceError: the agreement isn't a draft, or something is missing
	:return: the names of the instalments
	"""
	if agreement.stage != "Intake":
		frappe.throw(
			_("What was signed isn't planned anew. Make a new version and say why."), PerformanceError
		)
	count, every = int(values.get("count") or 1), int(values.get("every") or 1)
	if not values.get("liable_party") or not values.get("first_on"):
		frappe.throw(_("Say who is liable and by when (People's Mediation Law, art. 29)."), PerformanceError)
	if not 1 <= count <= MOST or every < 1 or flt(values.get("amount")) < 0:
		frappe.throw(_("Enter 1 to {0} instalments.").format(MOST), PerformanceError)
	number = frappe.db.count(INSTALMENT, {"agreement": agreement.name})
	parts = split(values.get("amount"), count, values["first_on"], every, values.get("unit") or "Month")
	names = [
		frappe.get_doc(
			{
				"doctype": INSTALMENT,
				"agreement": agreement.name,
				"number": number + part.number,
				"liable_party": values["liable_party"],
				"what": values.get("what") or _("Payment"),
				"amount": float(part.amount),
				"due_on": part.due_on,
			}
		)
		.insert()
		.name
		for part in parts
	]
	refresh_sums(agreement.name)
	return names


def begin(agreement) -> None:
	"""An agreement took effect: what it promises is owed from now on."""
	for row in of_agreement(agreement.name):
		row.status = DUE
		signed_records.write(row)


def release(agreement, user: str, now: datetime) -> None:
	"""An agreement was replaced: what wasn't performed under it is owed under the new version."""
	for row in of_agreement(agreement.name):
		if row.status in (*OPEN, PLANNED):
			row.status = RELEASED
			signed_records.write(row)
	acts.note(agreement, "Release Instalments", user, now)


def receive(name: str, values: dict, user: str, now: datetime):
	"""Note what was received towards an instalment.

	:param values: received_on, amount (yuan), way, receipt (file), note
	:raises PerformanceError: it isn't owed, is more than what is owed, or lies ahead
	:return: the instalment
	"""
	agreement = frappe.get_doc(AGREEMENT, _agreement_of(name), for_update=True)
	row = frappe.get_doc(INSTALMENT, name, for_update=True)
	row.check_permission("write")
	amount, on = flt(values.get("amount"), 2), getdate(values.get("received_on") or now)
	_check_receipt(row, amount, on, now)
	receipt = {key: values.get(key) for key in ("way", "receipt", "note") if values.get(key)}
	row.append("receipts", {"received_on": on, "amount": amount, **receipt})
	row.amount_performed = flt(flt(row.amount_performed) + amount, 2)
	if not row.amount or row.amount_performed >= flt(row.amount, 2):
		row.update({"status": PERFORMED, "performed_on": on})
	elif row.status != BREACHED:
		row.status = PARTLY
	row.receipt = values.get("receipt") or row.receipt
	signed_records.write(row)
	said = _("{0} of instalment {1}, received on {2}").format(_money(amount), row.number, formatdate(on))
	acts.note(agreement, "Receive Payment", user, now, said)
	_follow(agreement, now)
	return row


def _agreement_of(name: str) -> str:
	return frappe.db.get_value(INSTALMENT, name, "agreement")


def _money(amount: float) -> str:
	return fmt_money(amount, 2, "CNY")


def _check_receipt(row, amount: float, on: date, now: datetime) -> None:
	if row.status not in OPEN:
		frappe.throw(
			_("Nothing is owed by instalment {0}: {1}.").format(row.number, _(row.status)), PerformanceError
		)
	if on > now.date():
		frappe.throw(_("Nothing is received on a day that lies ahead."), PerformanceError)
	owed = flt(flt(row.amount) - flt(row.amount_performed), 2)
	if row.amount and not 0 < amount <= owed:
		frappe.throw(
			_("Enter what was received: more than nothing, and at most {0}, which is still owed.").format(
				_money(owed)
			),
			PerformanceError,
		)


def _follow(agreement, now: datetime) -> None:
	"""After a receipt: sums, the state of the agreement, and what the case recovered."""
	rows = of_agreement(agreement.name)
	set_sums(agreement, rows)
	if all(row.status in (PERFORMED, RELEASED) for row in rows):
		automatic.take(agreement, effects.CONFIRM_PERFORMANCE)
	elif not any(row.status == BREACHED for row in rows):
		automatic.take(agreement, effects.RESUME_PERFORMANCE)
	else:
		agreement.save(ignore_permissions=True)  # the receipt that brings it about was checked
	recovered.recount(agreement.dispute_case)


def settle_case(agreement, now: datetime) -> None:
	"""All is performed: the case is resolved, unless something else of it is still open."""
	others = {"dispute_case": agreement.dispute_case, "stage": "Handling", "name": ["!=", agreement.name]}
	if not steps.open_steps(agreement.dispute_case) and not frappe.db.exists(AGREEMENT, others):
		moves.resolve(agreement.dispute_case, "Agreement", _("The agreement was performed."), now)


def of_agreement(agreement: str) -> list:
	"""Return the instalments of an agreement in the order of their days, locked."""
	names = frappe.get_all(INSTALMENT, {"agreement": agreement}, pluck="name", order_by="due_on, number")
	return [frappe.get_doc(INSTALMENT, name, for_update=True) for name in names]


def set_sums(agreement, rows: list | None = None) -> None:
	"""Put what is agreed, what is performed and what comes next on an agreement that is about to be saved."""
	if rows is None:
		fields = ["amount", "amount_performed", "status", "due_on"]
		rows = frappe.get_all(INSTALMENT, {"agreement": agreement.name}, fields)
	counted = [row for row in rows if row.status != RELEASED]
	agreement.amount_agreed = flt(sum(flt(row.amount) for row in counted), 2)
	agreement.amount_performed = flt(sum(flt(row.amount_performed) for row in rows), 2)
	days = [getdate(row.due_on) for row in rows if row.status in (*OPEN, PLANNED)]
	has_begun = agreement.stage not in ("Intake", *ENDED)
	agreement.next_due_on = min(days) if days and has_begun else None


def refresh_sums(agreement: str) -> None:
	"""Bring the sums of a draft in line with its instalments."""
	doc = frappe.get_doc(AGREEMENT, agreement)
	set_sums(doc)
	values = {name: doc.get(name) for name in ("amount_agreed", "amount_performed", "next_due_on")}
	frappe.db.set_value(AGREEMENT, agreement, values, update_modified=False)


def overdue(today: date) -> list[str]:
	"""Return the agreements of which an instalment's day has passed without being breached yet."""
	row = frappe.qb.DocType(INSTALMENT)
	return (
		frappe.qb.from_(row)
		.select(row.agreement)
		.distinct()
		.where(row.status.isin((DUE, PARTLY)) & (row.due_on < today))
		.orderby(row.agreement)
	).run(pluck=True)


def note_breach(name: str, now: datetime) -> list[str]:
	"""Mark the instalments of an agreement whose day has passed, and tell its mediators what is open to the parties.

	Doing it again changes nothing.

	:return: the instalments that are newly breached
	"""
	agreement = frappe.get_doc(AGREEMENT, name, for_update=True)
	rows = of_agreement(name)
	late = [row for row in rows if row.status in (DUE, PARTLY) and getdate(row.due_on) < now.date()]
	if not late or agreement.stage in ENDED:
		return []
	for row in late:
		row.status = BREACHED
		signed_records.write(row)
	agreement.ending_reason = telling.remedies(agreement, late)
	set_sums(agreement, rows)
	automatic.take(agreement, effects.NOTE_BREACH)
	for row in late:
		telling.breached(agreement, row)
	moves.resume(agreement.dispute_case, now)
	return [row.name for row in late]
