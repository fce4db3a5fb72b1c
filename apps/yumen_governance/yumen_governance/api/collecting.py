"""Deciding at the desk on what members proposed to correct in the registry, withdrawing it, and what a phone may have revealed."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.field_work.collecting import forms
from yumen_governance.field_work.collecting.kinds import STORES
from yumen_governance.field_work.collecting.proposals import deciding, states, withdrawing
from yumen_governance.grid_management.contention import tried_again
from yumen_governance.registry.reveal import purposes_of
from yumen_governance.registry.reveal_rights import revealable


@frappe.whitelist(methods=["POST"])
def decide(
	proposal: str, accepted: list | str, seen: dict | str | None = None, note: str | None = None
) -> str:
	"""Accept a correction proposal, some of it, or none; what is accepted is written into the record.

	:param proposal: its name
	:param accepted: the fields whose changes are accepted
	:param seen: what the form showed as today's value of each field
	:param note: why something isn't accepted
	:return: what the proposal's status is then
	:raises frappe.PermissionError: the person may not read it, or doesn't answer for its grid
	:raises ProposalError: it was decided already, it is the person's own, or a reason is missing
	:raises Conflict: the record isn't what the form showed any more
	"""
	if not frappe.has_permission(states.DOCTYPE, "read"):
		frappe.throw(_("You may not read correction proposals."), frappe.PermissionError)
	decision = deciding.read_decision(accepted, seen, note)
	return tried_again(lambda: _decide(proposal, decision))


@frappe.whitelist(methods=["POST"])
def withdraw(proposal: str) -> str:
	"""Withdraw a correction proposal of one's own that nobody decided on; return its status.

	:param proposal: its name
	:raises frappe.PermissionError: the person may not read it, or somebody else made it
	:raises ProposalError: it was decided already
	"""
	if not frappe.has_permission(states.DOCTYPE, "read"):
		frappe.throw(_("You may not read correction proposals."), frappe.PermissionError)
	return tried_again(lambda: _withdraw(proposal))


@frappe.whitelist(methods=["GET"])
def reveals() -> dict:
	"""Return what this person may have revealed: `fields` by DocType, `purposes`, `shown_seconds`.

	:raises frappe.PermissionError: the person doesn't collect the registry
	"""
	if not frappe.has_permission(forms.DOCTYPE, "read"):
		frappe.throw(_("You may not see this value."), frappe.PermissionError)
	user = frappe.session.user
	names = purposes_of(user)
	rows = frappe.get_all(
		"Access Purpose", {"name": ["in", names or [""]]}, ["name", "requires_note", "requires_case"]
	)
	return {
		"fields": {
			doctype: sorted(name for name, needs_case in fields.items() if not needs_case)
			for doctype, fields in revealable(user).items()
			if doctype in (*STORES, states.DOCTYPE)
		},
		"purposes": sorted(rows, key=lambda row: names.index(row.name)),
		"shown_seconds": frappe.db.get_single_value("Privacy Settings", "shown_seconds"),
	}


def _decide(name: str, decision: deciding.Decision) -> str:
	proposal = states.locked(name)
	deciding.decide(proposal, decision, frappe.session.user, now_datetime())
	return proposal.status


def _withdraw(name: str) -> str:
	proposal = states.locked(name)
	withdrawing.withdraw(proposal, frappe.session.user, now_datetime())
	return proposal.status
