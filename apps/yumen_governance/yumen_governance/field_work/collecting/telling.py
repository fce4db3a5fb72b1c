"""Who is told of a correction proposal: those who decide on it, then who made it."""

from yumen_governance.permissions import roles
from yumen_governance.permissions.corrections import keeps
from yumen_governance.permissions.scope import scope_of
from yumen_governance.time_limits import outbox


def proposed(proposal, proposer: str) -> None:
	"""Tell the leaders of the grid, and the registry's keepers where the proposer is a leader there."""
	deciding = outbox.leaders_of(proposal.grid) | outbox.leaders_of(proposal.grid, 1)
	if keeps(scope_of(proposal.proposed_by), proposal.grid_path):
		deciding = deciding | outbox.role(roles.REGISTRY_CLERK)
	values = {"actor": proposer, "record_kind": proposal.reference_doctype}
	_post(proposal, "Correction Proposed", deciding, values)


def decided(proposal) -> None:
	"""Tell who made a proposal what became of it."""
	values = {
		"decision": proposal.status,
		"record_kind": proposal.reference_doctype,
		"opinion": proposal.decision_note,
	}
	_post(proposal, "Correction Decided", outbox.users(proposal.proposed_by), values)


def _post(proposal, event_type: str, audience: outbox.Audience, values: dict) -> None:
	key = f"{event_type.lower().replace(' ', '-')}:{proposal.name}"
	outbox.post(outbox.Notice(event_type, proposal.doctype, proposal.name, audience, values, key=key))
