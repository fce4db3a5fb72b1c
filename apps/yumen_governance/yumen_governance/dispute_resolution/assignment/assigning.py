"""Assigning mediators to a step, and their stepping aside: decided before anything is written."""

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution import acts
from yumen_governance.dispute_resolution.assignment import reading
from yumen_governance.dispute_resolution.assignment.choosing import Proposal, choose
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.stages import ENDED

ASSIGN, RECUSE = "Assign Mediators", "Step Aside"


class AssignmentError(frappe.ValidationError):
	pass


def propose(step, language: str | None = None) -> Proposal:
	"""Say who suits a step and why, and who doesn't and why not.

	:param language: one that the parties speak, beside Standard Chinese
	"""
	return choose(reading.candidates(), reading.wanted(step, language))


def assign(
	step,
	mediators: Sequence[str],
	user: str,
	now: datetime,
	chosen_by_parties: bool = False,
	reason: str = "",
):
	"""Add mediators to an open mediation step; the first leads when nobody does yet.

	:param chosen_by_parties: the parties chose them: what only speaks against them gives way (art. 19)
	:param reason: why somebody is assigned against what speaks against them
	:raises AssignmentError: the step isn't an open mediation, nobody is named, or somebody may not take it
	:return: the step
	"""
	_check_step(step)
	if not mediators:
		frappe.throw(_("Choose at least one mediator (People's Mediation Law, art. 19)."), AssignmentError)
	proposal = propose(step)
	for mediator in mediators:
		_check_mediator(mediator, proposal, chosen_by_parties, reason)
	_add(step, mediators, chosen_by_parties)
	step.save()
	names = _names(mediators)
	chosen = _("Chosen by the parties: {0}") if chosen_by_parties else _("Assigned: {0}")
	acts.note(step, ASSIGN, user, now, "\n".join(filter(None, (chosen.format(names), reason))))
	_tell(step, mediators, reason, now)
	return step


def _add(step, mediators: Sequence[str], chosen_by_parties: bool) -> None:
	has_lead = any(row.is_lead and not row.recused for row in step.mediators)
	for number, mediator in enumerate(mediators):
		step.append(
			"mediators",
			{
				"mediator": mediator,
				"user": frappe.db.get_value("Mediator", mediator, "user"),
				"is_lead": int(not has_lead and not number),
				"chosen_by_parties": int(chosen_by_parties),
			},
		)


def recuse(step, mediator: str, reason: str, user: str, now: datetime, replacement: str | None = None):
	"""Let a mediator step aside from an open step, and put another in place.

	:param reason: why: a party's relative, an interest in the matter, an objection of a party
	:raises AssignmentError: the mediator doesn't mediate it, the reason is missing, or nobody would be left
	:return: the step
	"""
	_check_step(step)
	row = next((row for row in step.mediators if row.mediator == mediator and not row.recused), None)
	if not row:
		frappe.throw(_("{0} doesn't mediate this step.").format(_names([mediator])), AssignmentError)
	if not (reason or "").strip():
		frappe.throw(_("Say why the mediator steps aside."), AssignmentError)
	others = [each for each in step.mediators if each is not row and not each.recused]
	if not others and not replacement:
		frappe.throw(_("Nobody else mediates this step: name a replacement."), AssignmentError)
	was_lead = row.is_lead
	row.update({"recused": 1, "recusal_reason": reason, "is_lead": 0})
	if was_lead and others:
		others[0].is_lead = 1
	if replacement:
		bar = propose(step).barred(replacement)
		if bar:
			frappe.throw(_("{0}: {1}").format(_names([replacement]), bar), AssignmentError)
		account = frappe.db.get_value("Mediator", replacement, "user")
		leads = int(bool(was_lead) and not others)
		step.append("mediators", {"mediator": replacement, "user": account, "is_lead": leads})
	step.save()
	acts.note(step, RECUSE, user, now, _("{0}: {1}").format(_names([mediator]), reason))
	if replacement:
		_tell(step, [replacement], reason, now)
	return step


def _check_step(step) -> None:
	if step.form != "Mediation" or step.stage in ENDED:
		frappe.throw(_("Mediators are assigned to an open mediation step only."), AssignmentError)


def _check_mediator(mediator: str, proposal: Proposal, chosen_by_parties: bool, reason: str) -> None:
	known = {row.candidate.mediator for row in (*proposal.suited, *proposal.left_out)}
	if mediator not in known:
		frappe.throw(_("Mediator {0} is not in use.").format(_names([mediator])), AssignmentError)
	if bar := proposal.barred(mediator):
		frappe.throw(_("{0}: {1}").format(_names([mediator]), bar), AssignmentError)
	against = proposal.against(mediator)
	if against and not chosen_by_parties and not reason.strip():
		frappe.throw(
			_("{0}: {1}. Say why they are assigned all the same.").format(_names([mediator]), against),
			AssignmentError,
		)


def _names(mediators: Sequence[str]) -> str:
	rows = frappe.get_all(
		"Mediator", {"name": ["in", list(mediators)]}, pluck="mediator_name", order_by="name"
	)
	return "、".join(rows)


def _tell(step, mediators: Sequence[str], opinion: str, now: datetime) -> None:
	users = frappe.get_all("Mediator", {"name": ["in", list(mediators)], "user": ["is", "set"]}, pluck="user")
	if users:
		values = {"opinion": opinion or None, "due_on": step.due_on}
		key = f"mediators:{step.name}:{now:%Y%m%d%H%M%S%f}"
		outbox.post(
			outbox.Notice("Mediators Assigned", step.doctype, step.name, outbox.users(*users), values, key)
		)
