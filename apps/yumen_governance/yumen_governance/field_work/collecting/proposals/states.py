"""What becomes of a correction proposal, and who may bring it there."""

import frappe

from yumen_governance.permissions.corrections import PROPOSAL as DOCTYPE
from yumen_governance.permissions.corrections import keeps
from yumen_governance.permissions.scope import scope_of

STORE = "correction_proposals"
OPEN, ACCEPTED, PARTLY, REJECTED = "To Review", "Adopted", "Partly Adopted", "Not Adopted"
WITHDRAWN = "Withdrawn"


class ProposalError(frappe.ValidationError):
	pass


def may_decide(proposal, user: str) -> bool:
	"""Tell whether a person decides on a proposal: who answers for its grid, and didn't make it."""
	if proposal.status != OPEN or proposal.proposed_by == user:
		return False
	return keeps(scope_of(user), proposal.grid_path)


def may_withdraw(proposal, user: str) -> bool:
	"""Tell whether a person may withdraw a proposal."""
	return proposal.status == OPEN and proposal.proposed_by == user


def locked(name: str):
	"""Return a proposal that nobody else decides on at the same time.

	:raises frappe.PermissionError: the person may not read it
	"""
	proposal = frappe.get_doc(DOCTYPE, name, for_update=True)
	proposal.check_permission("read")
	return proposal
