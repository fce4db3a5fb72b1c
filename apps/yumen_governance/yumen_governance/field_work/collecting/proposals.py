"""Correction proposals: made where somebody may not decide themselves, reviewed by the leader of the grid."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import escape_html, get_datetime, now_datetime

from yumen_governance.events.intake.pictures import attach_to
from yumen_governance.field_work.collecting import telling
from yumen_governance.field_work.collecting.kinds import STORES
from yumen_governance.field_work.collecting.texts import text_of
from yumen_governance.field_work.doctype.correction_proposal.correction_proposal_shape import (
	BETWEEN,
	FIELDS,
	VALUES,
)
from yumen_governance.field_work.sync.items import Conflict, Item, Taken, check_base
from yumen_governance.grid_management.code_written import write
from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.grid_management.related_rows import child_rows, titles_of
from yumen_governance.hardening.owned import levels_to_write
from yumen_governance.permissions.corrections import PROPOSAL as DOCTYPE
from yumen_governance.permissions.corrections import keeps
from yumen_governance.permissions.scope import Scope, scope_of
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.shape import shape_of

STORE = "correction_proposals"
OPEN, ACCEPTED, PARTLY, REJECTED = "To Review", "Adopted", "Partly Adopted", "Not Adopted"
WITHDRAWN = "Withdrawn"
KEPT_DAYS = 30
SHORTEST_NOTE = 2
COLUMNS = (
	"reference_doctype",
	"reference_name",
	"title",
	"grid",
	"grid_path",
	"status",
	"reason",
	"proposed_by",
	"proposed_on",
	"decided_by",
	"decided_on",
	"decision_note",
	*FIELDS.values(),
)


class ProposalError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Decision:
	"""What a reviewer says.

	accepted: fields. seen: what the reviewer saw as today's value of each field; None when it was the record as it is.
	"""

	accepted: frozenset[str]
	seen: dict[str, str] | None
	note: str = ""


# Proposing -----------------------------------------------------------------------------------------------------------


def propose(doc, values: dict, reason: str, item: Item, user: str, now: datetime) -> Taken:
	"""Write down what somebody would change, after the registry's own rules said that it could be so.

	:param doc: the record as it is stored, or a new one that isn't
	:param values: plain values by field name
	:raises RecordError: the registry would refuse it
	"""
	proposal = frappe.new_doc(DOCTYPE)
	before = {name: None if doc.is_new() else doc.get(name) for name in values}
	title, meta = doc.get(doc.meta.title_field), doc.meta
	rows = [_row(doc.doctype, meta.get_field(name), before[name], value) for name, value in values.items()]
	_try(doc, values)
	proposal.update(
		{
			"reference_doctype": doc.doctype,
			"reference_name": None if doc.is_new() else doc.name,
			"title": title or values.get(meta.title_field) or doc.get(meta.title_field),
			"grid": doc.grid,
			"grid_path": path_of(doc.grid),
			"status": OPEN,
			"reason": reason,
			"proposed_by": user,
			"proposed_on": now,
			"changes": rows,
			**_sealed(doc.doctype, values),
		}
	)
	write(proposal)
	attach_to(DOCTYPE, proposal.name, item.photos)
	telling.proposed(proposal, _names_of({user}).get(user, ""))
	return Taken(STORE, proposal.name)


def _row(doctype: str, df, before, after) -> dict:
	return {
		"fieldname": df.fieldname,
		"field_label": _(df.label),
		"old_value": text_of(doctype, df.fieldname, before),
		"new_value": text_of(doctype, df.fieldname, after),
	}


def _sealed(doctype: str, values: dict) -> dict[str, str]:
	"""Return the plain values for the envelope: those of each sealed kind, and all of them for the day of acceptance."""
	kinds: dict[str, list[str]] = {}
	for name, way in shape_of(doctype).seals.items():
		if value := values.get(name):
			kinds.setdefault(FIELDS[way.kind], []).append(way.normalise(value))
	written = json.dumps(values, ensure_ascii=False, default=str)
	return {VALUES: written, **{field: BETWEEN.join(texts) for field, texts in kinds.items()}}


def _try(doc, values: dict) -> None:
	"""Let the registry's rules judge the record as it would be, without storing anything."""
	if doc.is_new():
		doc.set_new_name()
	else:
		doc.load_doc_before_save()
	doc.update(values)
	doc._action = "save"
	doc._validate_links()
	doc.run_method("validate")


# Deciding ------------------------------------------------------------------------------------------------------------


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


def may_decide(proposal, user: str) -> bool:
	"""Tell whether a person decides on a proposal: who answers for its grid, and didn't make it."""
	if proposal.status != OPEN or proposal.proposed_by == user:
		return False
	return keeps(scope_of(user), proposal.grid_path)


def locked(name: str):
	"""Return a proposal that nobody else decides on at the same time.

	:raises frappe.PermissionError: the person may not read it
	"""
	proposal = frappe.get_doc(DOCTYPE, name, for_update=True)
	proposal.check_permission("read")
	return proposal


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


# Withdrawing ---------------------------------------------------------------------------------------------------------


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


def may_withdraw(proposal, user: str) -> bool:
	"""Tell whether a person may withdraw a proposal."""
	return proposal.status == OPEN and proposal.proposed_by == user


# Showing -------------------------------------------------------------------------------------------------------------


def today_of(proposal) -> dict[str, str]:
	"""Return what the record says today of each field that would change, as people may read it."""
	if not proposal.reference_name:
		return {row.fieldname: "" for row in proposal.changes}
	record = frappe.get_doc(proposal.reference_doctype, proposal.reference_name)
	return {
		row.fieldname: text_of(record.doctype, row.fieldname, record.get(row.fieldname))
		for row in proposal.changes
	}


def current(proposal, scope: Scope) -> dict:
	"""Return one proposal as a phone shows it, with what its record says now."""
	stored = {key: proposal.get(key) for key in ("name", "modified", *COLUMNS)}
	row = finish([stored], scope)[0]
	today = today_of(proposal)
	row["modified"] = str(row["modified"])
	row["changes"] = [{**change, "old_value": today[change["fieldname"]]} for change in row["changes"]]
	return row


def is_kept(table):
	"""The criterion for proposals that a phone keeps: open ones, and those decided in the last month."""
	return (table.status == OPEN) | (table.decided_on > now_datetime() - timedelta(days=KEPT_DAYS))


def finish(rows: list[dict], scope: Scope) -> list[dict]:
	"""Return proposals with their changes, photos and people by name."""
	names = [row["name"] for row in rows]
	changes, photos = _changes_of(names), _photos_of(names)
	people = _names_of({row[key] for row in rows for key in ("proposed_by", "decided_by") if row[key]})
	return [
		{
			**{key: value for key, value in row.items() if value},
			"store": STORES.get(row["reference_doctype"], ""),
			"kind_label": _(row["reference_doctype"]),
			"status_label": _(row["status"]),
			"proposed_by_name": people.get(row["proposed_by"], ""),
			"decided_by_name": people.get(row["decided_by"], ""),
			"changes": changes.get(row["name"], []),
			"pictures": photos.get(row["name"], []),
			"is_mine": int(row["proposed_by"] == scope.user),
			"may_decide": int(may_decide(frappe._dict(row), scope.user)),
			"may_withdraw": int(may_withdraw(frappe._dict(row), scope.user)),
		}
		for row in rows
	]


def _changes_of(names: list[str]) -> dict[str, list[dict]]:
	columns = ("fieldname", "field_label", "old_value", "new_value", "decision")
	return child_rows("Correction Proposal Row", DOCTYPE, names, columns)


def _photos_of(names: list[str]) -> dict[str, list[dict]]:
	found: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		"File",
		filters={"attached_to_doctype": DOCTYPE, "attached_to_name": ["in", names or [""]], "is_folder": 0},
		fields=["attached_to_name", "file_name", "file_url"],
		order_by="creation",
	):
		found.setdefault(row.attached_to_name, []).append({"name": row.file_name, "url": row.file_url})
	return found


def _names_of(users: set[str]) -> dict[str, str]:
	return titles_of("User", "full_name", users)
