"""Withdrawing a correction proposal before anybody decided on it."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.field_work.collecting.proposals.states import (
	OPEN,
	STORE,
	WITHDRAWN,
	ProposalError,
	locked,
)
from yumen_governance.field_work.sync.items import Item, Taken
from yumen_governance.grid_management.code_written import write


def take_back(item: Item, user: str, now: datetime) -> Taken:
	"""Withdraw a proposal with the phone (item kind `withdraw_proposal`)."""
	proposal = locked(str(item.values.get("name") or ""))
	withdraw(proposal, user, now)
	return Taken(STORE, proposal.name)


def withdraw(proposal, user: str, now: datetime) -> None:
	"""Let a proposal be withdrawn by who made it, before anybody decided; a second time is nothing.

	:raises frappe.PermissionError: somebody else made it
	:raises ProposalError: it was decided already
	"""
	if proposal.proposed_by != user:
		frappe.throw(_("Only who made a proposal withdraws it."), frappe.PermissionError)
	if proposal.status == WITHDRAWN:
		return
	if proposal.status != OPEN:
		frappe.throw(_("This proposal is decided already."), ProposalError)
	proposal.update({"status": WITHDRAWN, "decided_by": user, "decided_on": now})
	write(proposal)
