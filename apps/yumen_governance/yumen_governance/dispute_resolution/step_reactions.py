"""What a step brings about beyond itself: who is let into the case, what the case learns of it, what comes too late."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution import access, acts, moves
from yumen_governance.dispute_resolution.step_rules import (
	ARBITRATION,
	AWARD,
	JUDGMENT,
	LITIGATION,
	REFUSED,
	RULING,
	SETTLED,
)
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.stages import ENDED
from yumen_governance.time_limits.transitions import Step

CASE, STEP, PARTY = "Dispute Case", "Resolution Step", "Dispute Party"
OPENED, ENDED_DEED = "Open Step", "Step Ended"
# In which capacity the unit of a step comes into the case
CAPACITIES = {ARBITRATION: "Arbitration Handler", LITIGATION: "Court Liaison"}
# What may be done too late, and is then warned of: the deeds of the parties, and accepting
WATCHED = ("accepted_on", "sued_on", "appealed_on", "enforcement_applied_on")
DECIDED = (AWARD, JUDGMENT, RULING, SETTLED)


def note_late_remedy(step, now: datetime) -> None:
	"""Keep on the step what was done after its statutory time limit, and say it; nobody is refused for that."""
	late = [words for fieldname in WATCHED if (words := _late(step, fieldname, now))]
	before = step.get_doc_before_save() or frappe._dict()
	step.late_remedy = "\n".join(late) or None
	if step.late_remedy and step.late_remedy != before.late_remedy:
		frappe.msgprint("<br>".join(late), title=_("After the Time Limit"), indicator="orange")


def _late(step, fieldname: str, now: datetime) -> str | None:
	day = step.get(fieldname)
	limit = clocks.limit_of(step, fieldname, now) if day else None
	if not limit or day <= limit.due_on.date():
		return None
	basis = "".join(filter(None, [limit.law, limit.article])) or limit.title
	if not limit.is_verified:
		basis = _("{0}; to be checked by the legal office").format(basis)
	said = _("{0}: {1} is after the time limit, which ended on {2} (basis: {3}).")
	return said.format(_(step.meta.get_label(fieldname)), day, limit.due_on.date(), basis)


def let_workers_in(step, now: datetime) -> None:
	"""Give everybody who works on a step sight of its case; whoever was recused or left loses it."""
	before = step.get_doc_before_save()
	wanted, had = _workers(step), _workers(before) if before else set()
	for grant in sorted(wanted - had, key=str):
		access.grant(step.dispute_case, grant, now)
	for grant in sorted(had - wanted, key=str):
		access.withdraw(step.dispute_case, grant, now, reason=_("No longer works on {0}").format(step.method))


def _workers(step) -> set:
	people = {
		access.Grant(user=row.user, capacity="Mediator")
		for row in step.mediators
		if row.user and not row.recused
	}
	if step.committee:
		people.add(access.Grant(committee=step.committee, capacity="Committee"))
	if step.lead_unit:
		people.add(access.Grant(unit=step.lead_unit, capacity=CAPACITIES.get(step.form, "Assisting Unit")))
	return people


def note_opened(step, user: str, now: datetime) -> None:
	"""Write into the timeline of the case that a step was opened."""
	acts.note(_case(step), OPENED, user, now, _("Step {0}: {1}").format(step.step_number, step.method))


def follow(step, taken: Step, user: str, now: datetime) -> None:
	"""Let the case know what happened to one of its steps."""
	if step.form == LITIGATION and taken.enters("Handling"):
		frappe.db.set_value(CASE, step.dispute_case, "court_has_it", 1)
	if taken.enters(*ENDED):
		_follow_end(step, user, now)


def _follow_end(step, user: str, now: datetime) -> None:
	outcome = _(step.outcome or step.workflow_state)
	said = _("Step {0}: {1}, {2}").format(step.step_number, step.method, outcome)
	acts.note(_case(step), ENDED_DEED, user, now, "\n".join(filter(None, [said, step.outcome_note])))
	if step.outcome == REFUSED and step.refusing_party:
		frappe.db.set_value(PARTY, step.refusing_party, "refuses_mediation", 1)
	if step.outcome in DECIDED and not step.sued_on and not _others_open(step):
		moves.resolve(step.dispute_case, step.outcome, step.outcome_note, now)


def _others_open(step) -> bool:
	where = {"dispute_case": step.dispute_case, "stage": ["not in", ENDED], "name": ["!=", step.name]}
	return bool(frappe.db.exists(STEP, where))


def _case(step):
	return frappe.get_doc(CASE, step.dispute_case)
