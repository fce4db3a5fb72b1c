"""Deciding on a correction proposal: what is accepted is written through the record's own save."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import escape_html, get_datetime

from yumen_governance.field_work.collecting import telling
from yumen_governance.field_work.collecting.proposals.showing import current, today_of
from yumen_governance.field_work.collecting.proposals.states import (
	ACCEPTED,
	DOCTYPE,
	OPEN,
	PARTLY,
	REJECTED,
	STORE,
	ProposalError,
	locked,
	may_decide,
)
from yumen_governance.field_work.doctype.correction_proposal.correction_proposal_shape import VALUES
from yumen_governance.field_work.sync.items import Conflict, Item, Taken, check_base
from yumen_governance.grid_management.code_written import write
from yumen_governance.hardening.owned import levels_to_write
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.sealing.envelope import unseal

SHORTEST_NOTE = 2


@dataclass(frozen=True)
class Decision:
	"""What a reviewer says.

	accepted: fields. seen: what the reviewer saw as today's value of each field; None when it was the record as it is.
	"""

	accepted: frozenset[str]
	seen: dict[str, str] | None
	note: str = ""


def review(item: Item, user: str, now: datetime) -> Taken:
	"""Take a decision that was made on the phone (item kind `review_proposal`).

	:raises ProposalError: the person may not decide, or what they say isn't complete
	:raises Conflict: somebody decided meanwhile, or the record was changed since
	"""
	sent = item.values
	proposal = locked(str(sent.get("name") or ""))
	decision = read_decision(sent.get("accepted"), sent.get("seen"), sent.get("note"))
	if _knows_record(proposal, item):
		decision = replace(decision, seen=None)
	else:
		_refuse_stale(proposal, item, user)
	decide(proposal, decision, user, now)
	return Taken(STORE, proposal.name)


def _knows_record(proposal, item: Item) -> bool:
	"""Whether the reviewer was shown the record as it is, by a conflict before."""
	if not item.base or not proposal.reference_name or proposal.status != OPEN:
		return False
	return item.base.modified == get_datetime(_modified_of_record(proposal))


def _modified_of_record(proposal):
	return frappe.db.get_value(proposal.reference_doctype, proposal.reference_name, "modified")


def _refuse_stale(proposal, item: Item, user: str) -> None:
	try:
		check_base(proposal, item)
	except Conflict:
		raise Conflict(current(proposal, scope_of(user))) from None


def read_decision(accepted, seen, note) -> Decision:
	"""Read what a reviewer sent.

	:raises ProposalError: it isn't made like that
	"""
	accepted, seen = frappe.parse_json(accepted or []), frappe.parse_json(seen or {})
	if not isinstance(accepted, list) or not isinstance(seen, dict):
		frappe.throw(_("Say which of the changes you accept."), ProposalError)
	texts = {str(name): str(text or "") for name, text in seen.items()}
	return Decision(frozenset(map(str, accepted)), texts, str(note or "").strip()[:500])


def decide(proposal, decision: Decision, user: str, now: datetime) -> None:
	"""Accept a proposal, some of it, or none; what is accepted is written through the record's own save.

	:raises ProposalError: it was decided already, the person may not decide, or a reason is missing
	:raises Conflict: the record isn't what the reviewer saw any more
	"""
	_check(proposal, decision, user)
	if decision.accepted and decision.seen is not None:
		_refuse_changed(proposal, decision, user)
	if decision.accepted:
		_apply(proposal, decision.accepted)
	for row in proposal.changes:
		row.decision = ACCEPTED if row.fieldname in decision.accepted else REJECTED
	proposal.update(
		{
			"status": _status(proposal, decision),
			"decided_by": user,
			"decided_on": now,
			"decision_note": decision.note,
		}
	)
	write(proposal)
	telling.decided(proposal)


def _check(proposal, decision: Decision, user: str) -> None:
	if proposal.status != OPEN:
		frappe.throw(_("This proposal is decided already."), ProposalError)
	if proposal.proposed_by == user:
		frappe.throw(_("Somebody else decides on a proposal of your own."), ProposalError)
	if not may_decide(proposal, user):
		frappe.throw(_("The leader of the grid decides on this proposal."), frappe.PermissionError)
	if decision.accepted - {row.fieldname for row in proposal.changes}:
		frappe.throw(_("Say which of the changes you accept."), ProposalError)
	if len(decision.accepted) < len(proposal.changes) and len(decision.note) < SHORTEST_NOTE:
		frappe.throw(_("Say why you don't accept it; who proposed it reads this."), ProposalError)
	if not proposal.reference_name and 0 < len(decision.accepted) < len(proposal.changes):
		frappe.throw(_("A new record is accepted as a whole, or not at all."), ProposalError)


def _refuse_changed(proposal, decision: Decision, user: str) -> None:
	today = today_of(proposal)
	shown = {row.fieldname: row.old_value or "" for row in proposal.changes}
	if any(today.get(name, "") != decision.seen.get(name, shown[name]) for name in decision.accepted):
		changed = current(proposal, scope_of(user))
		raise Conflict({**changed, "modified": str(_modified_of_record(proposal) or changed["modified"])})


def _apply(proposal, accepted: frozenset[str]) -> None:
	values = json.loads(unseal(DOCTYPE, proposal.name, proposal.sealed).get(VALUES) or "{}")
	doc = _record_of(proposal)
	levels = levels_to_write(doc.meta)
	if closed := [name for name in accepted if (doc.meta.get_field(name).permlevel or 0) not in levels]:
		labels = ", ".join(_(doc.meta.get_label(name)) for name in closed)
		frappe.throw(_("{0}: a registry clerk decides on this.").format(labels), ProposalError)
	doc.update({name: values.get(name) for name in accepted})
	if doc.is_new():
		doc.insert()
		proposal.reference_name = doc.name
		return
	doc.check_permission("write")
	doc.save()
	proposer = frappe.db.get_value("User", proposal.proposed_by, "full_name") or proposal.proposed_by
	doc.add_comment("Info", _("corrected as {0} proposed").format(escape_html(proposer)))


def _record_of(proposal):
	if not proposal.reference_name:
		return frappe.new_doc(proposal.reference_doctype)
	return frappe.get_doc(proposal.reference_doctype, proposal.reference_name, for_update=True)


def _status(proposal, decision: Decision) -> str:
	if not decision.accepted:
		return REJECTED
	return ACCEPTED if len(decision.accepted) == len(proposal.changes) else PARTLY
