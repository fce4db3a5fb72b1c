"""Case Consultation: several heads over one case, or one session over several cases; each with its own opinion.

Calling one opens a step in each of its cases; concluding it ends these steps with the opinion of their case.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import frappe
from frappe import _

from yumen_governance.dispute_resolution import access, steps
from yumen_governance.time_limits import effects, outbox
from yumen_governance.time_limits.stages import ENDED

DOCTYPE, CASE, STEP = "Case Consultation", "Dispute Case", "Resolution Step"
INDIVIDUAL, ON_SITE, CENTRALISED, JOINT = "Individual", "On-site", "Centralised", "Joint"
CONVENED, CONCLUDED, CANCELLED = "Convened", "Concluded", "Cancelled"
CONSULTED = "Consulted"


class ConsultationError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Call:
	"""Who is called to consult about which cases, when and where."""

	method: str
	consultation_type: str
	subject: str
	held_on: datetime
	place: str | None
	cases: tuple[str, ...]
	units: tuple[str, ...]
	users: tuple[str, ...] = ()


def call(wanted: Call, user: str):
	"""Call a consultation, which opens a step in each of its cases; return the Case Consultation.

	The right to change the cases is the caller's to check.

	:raises ConsultationError: what is called doesn't fit the type
	:raises StepNotOpenError: a case can't be consulted about now
	"""
	consultation = frappe.new_doc(DOCTYPE)
	consultation.update(
		{
			"method": wanted.method,
			"consultation_type": wanted.consultation_type,
			"subject": wanted.subject,
			"held_on": wanted.held_on,
			"place": wanted.place,
			"host": user,
		}
	)
	for case in wanted.cases:
		consultation.append("cases", {"dispute_case": case})
	for unit in wanted.units:
		consultation.append("invitees", {"unit": unit})
	for each in wanted.users:
		consultation.append("invitees", {"user": each})
	return consultation.insert()


def problems(consultation) -> Iterator[str]:
	"""Yield what doesn't fit the type of a consultation; pure."""
	cases = [row.dispute_case for row in consultation.cases]
	kind = consultation.consultation_type
	if len(set(cases)) != len(cases):
		yield _("A case stands in the consultation twice.")
	if kind == CENTRALISED and len(set(cases)) < 2:
		yield _("A centralised consultation takes several cases in one session; please name two at least.")
	if kind != CENTRALISED and len(cases) > 1:
		yield _("Only a centralised consultation takes several cases; please choose that type or one case.")
	if kind == JOINT and len({row.unit for row in consultation.invitees if row.unit}) < 2:
		yield _("A joint consultation calls several units; please name two at least.")
	if kind == ON_SITE and not consultation.place:
		yield _("A consultation on site needs its place.")
	for row in consultation.invitees:
		if not (row.unit or row.user or row.invitee_name):
			yield _("Row {0}: please name the unit or the person who is called.").format(row.idx)


def lacking(consultation) -> Iterator[str]:
	"""Yield what a consultation lacks to be concluded; pure."""
	if not (consultation.minutes or "").strip():
		yield _("The minutes are missing.")
	if not any(row.attended for row in consultation.invitees):
		yield _("Please tick who attended.")
	for row in consultation.cases:
		if not (row.opinion or "").strip():
			yield _("{0}: the opinion is missing.").format(row.case_title or row.dispute_case)
		if not (row.next_method or (row.next_step or "").strip()):
			yield _("{0}: the next step is missing.").format(row.case_title or row.dispute_case)


def open_its_steps(consultation, user: str, now: datetime) -> None:
	"""Open a step in each case that has none for this consultation, and let in who is called."""
	for row in consultation.cases:
		if not row.step:
			row.db_set("step", _step_for(row.dispute_case, consultation, user, now))
		for grant in _called(consultation.invitees):
			access.grant(row.dispute_case, grant, now)


def _step_for(case: str, consultation, user: str, now: datetime) -> str:
	"""The open step of the case by this method that belongs to no consultation yet, else a new one."""
	waiting = {
		"dispute_case": case,
		"method": consultation.method,
		"stage": ["not in", ENDED],
		"consultation": ["is", "not set"],
	}
	if name := frappe.db.get_value(STEP, waiting):
		frappe.db.set_value(STEP, name, "consultation", consultation.name)
		return name
	values = {"consultation": consultation.name, "consultation_type": consultation.consultation_type}
	return steps.open_step(case, consultation.method, user, now, values).name


def tell_called(consultation) -> None:
	"""Tell the units and persons that they are called; whoever was told of this time isn't told again."""
	values = {"day": consultation.held_on, "place": consultation.place}
	for row in consultation.invitees:
		if row.unit or row.user:
			audience = outbox.unit(row.unit) if row.unit else outbox.users(row.user)
			told = f"{consultation.name} {consultation.held_on} {row.unit} {row.user}"
			key = f"consultation:{sha256(told.encode()).hexdigest()}"
			outbox.post(
				outbox.Notice("Consultation Called", DOCTYPE, consultation.name, audience, values, key)
			)


def _called(invitees: Iterable) -> list:
	units = [access.Grant(unit=row.unit, capacity="Assisting Unit") for row in invitees if row.unit]
	people = [access.Grant(user=row.user, capacity=CONSULTED) for row in invitees if row.user]
	return [*units, *people]


def conclude(consultation, now: datetime) -> None:
	"""Conclude a consultation: each of its steps ends with the opinion of its case.

	:raises ConsultationError: it is over already, or minutes, opinions or next steps are missing
	"""
	_refuse_unless_called(consultation)
	if missing := list(lacking(consultation)):
		frappe.throw("<br>".join(missing), ConsultationError)
	_end(consultation, CONCLUDED, now)
	for row in consultation.cases:
		said = "\n".join(filter(None, [row.opinion, row.next_step]))
		values = {"outcome_note": said, "next_method": row.next_method}
		steps.conclude(row.step, effects.STEP_ADVISES, now, **values)


def cancel(consultation, reason: str, now: datetime) -> None:
	"""Call a consultation off; its steps are withdrawn.

	:raises ConsultationError: it is over already
	"""
	_refuse_unless_called(consultation)
	_end(consultation, CANCELLED, now)
	for row in consultation.cases:
		steps.conclude(row.step, effects.STEP_WITHDRAWN, now, outcome_note=reason)


def _refuse_unless_called(consultation) -> None:
	if consultation.status != CONVENED:
		frappe.throw(_("This consultation is over."), ConsultationError)


def _end(consultation, status: str, now: datetime) -> None:
	consultation.flags.ends = True
	consultation.update({"status": status, "concluded_on": now})
	consultation.save()
