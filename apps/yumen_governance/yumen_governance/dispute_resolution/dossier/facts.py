"""What is there of each mediation of a case: read once for all of them, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe

STEP_FIELDS = (
	"name",
	"dispute_case",
	"case_title",
	"method",
	"step_number",
	"committee",
	"accepted_on",
	"ended_on",
	"outcome",
	"outcome_note",
	"remedies_told",
	"stage",
)
# What is only counted, and told by its DocType's form
COUNTED = ("Power of Attorney", "Investigation Record", "Evidence Item", "Return Visit", "Situation Note")
SESSION_FIELDS = ("name", "number", "status", "held_on", "signed_scan")
AGREEMENT_FIELDS = ("name", "kind", "stage", "effective_on", "signed_file", "version")
PARTY_FIELDS = ("name", "side", "party_name", "agent_name", "is_minor", "guardian_name")


@dataclass
class Facts:
	"""What is there of one mediation.

	counted: by DocType, the names of records. told: parties who received the notice of their rights. powers: parties
	whose agent has a power of attorney. papers: attached papers by item, each (party or None, title, file). receipts:
	files of performance.
	"""

	step: frappe._dict
	dossier: frappe._dict | None = None
	parties: list[frappe._dict] = field(default_factory=list)
	told: set[str] = field(default_factory=set)
	powers: set[str] = field(default_factory=set)
	counted: dict[str, list[str]] = field(default_factory=dict)
	sessions: list[frappe._dict] = field(default_factory=list)
	agreements: list[frappe._dict] = field(default_factory=list)
	confirmations: list[str] = field(default_factory=list)
	receipts: list[str] = field(default_factory=list)
	papers: dict[str, list[tuple]] = field(default_factory=dict)

	@property
	def is_filed(self) -> bool:
		return bool(self.dossier) and self.dossier.status == "Archived"


def of_case(case: str) -> list[Facts]:
	"""Read the facts of every mediation of a case, the earliest first."""
	filters = {"dispute_case": case, "form": "Mediation", "stage": ["!=", "Void"]}
	steps = frappe.get_all("Resolution Step", filters, STEP_FIELDS, order_by="step_number, creation")
	return _read(case, steps) if steps else []


def of_step(step: str) -> Facts:
	"""Read the facts of one mediation."""
	row = frappe.db.get_value("Resolution Step", step, STEP_FIELDS, as_dict=True)
	return _read(row.dispute_case, [row])[0]


def _read(case: str, steps: list[frappe._dict]) -> list[Facts]:
	found = [Facts(step) for step in steps]
	dossiers = {
		row.step: row for row in _below(case, "Case Dossier", ("name", "step", "status", "filing_number"))
	}
	parties = frappe.get_all("Dispute Party", {"dispute_case": case}, PARTY_FIELDS, order_by="idx, creation")
	for facts in found:
		facts.dossier, facts.parties = dossiers.get(facts.step.name), parties
	_read_notices(case, found)
	_read_records(case, found)
	_read_agreements(case, found)
	_read_papers({row.name: row.step for row in dossiers.values()}, found)
	return found


def _read_notices(case: str, found: list[Facts]) -> None:
	notices = {row.name: row for row in _below(case, "Rights Notice", ("name", "step"))}
	rows = _children("Rights Notice Receipt", "Rights Notice", notices, ("parent", "party", "received_on"))
	for row in rows:
		if row.received_on:
			for facts in _of(found, notices[row.parent].step):
				facts.told.add(row.party)


def _read_records(case: str, found: list[Facts]) -> None:
	for doctype in COUNTED:
		fields = ("name", "step", *(("party",) if doctype == "Power of Attorney" else ()))
		for row in _below(case, doctype, fields):
			for facts in _of(found, row.step):
				facts.counted.setdefault(doctype, []).append(row.name)
				facts.powers.update({row.party} if row.get("party") else ())
	for row in _below(case, "Mediation Session", ("step", *SESSION_FIELDS)):
		if row.status != "Replaced":
			for facts in _of(found, row.step):
				facts.sessions.append(row)


def _read_agreements(case: str, found: list[Facts]) -> None:
	agreements = {row.name: row for row in _below(case, "Mediation Agreement", ("step", *AGREEMENT_FIELDS))}
	for row in agreements.values():
		if row.stage != "Void":
			for facts in _of(found, row.step):
				facts.agreements.append(row)
	for row in _below(case, "Judicial Confirmation", ("name", "agreement")):
		for facts in _of(found, _step_of(agreements, row.agreement)):
			facts.confirmations.append(row.name)
	_read_receipts(case, agreements, found)


def _read_receipts(case: str, agreements: dict[str, frappe._dict], found: list[Facts]) -> None:
	instalments = {row.name: row for row in _below(case, "Performance Instalment", ("name", "agreement"))}
	receipts = _children("Instalment Receipt", "Performance Instalment", instalments, ("parent", "receipt"))
	for row in receipts:
		if row.receipt:
			for facts in _of(found, _step_of(agreements, instalments[row.parent].agreement)):
				facts.receipts.append(row.receipt)


def _read_papers(dossiers: dict[str, str], found: list[Facts]) -> None:
	fields = ("parent", "item_type", "party", "title", "file")
	for row in _children("Dossier Paper", "Case Dossier", dossiers, fields):
		for facts in _of(found, dossiers[row.parent]):
			facts.papers.setdefault(row.item_type, []).append((row.party, row.title, row.file))


def _below(case: str, doctype: str, fields: Iterable[str]) -> list[frappe._dict]:
	return frappe.get_all(doctype, {"dispute_case": case}, list(fields), order_by="creation")


def _children(
	doctype: str, parenttype: str, parents: Iterable[str], fields: Iterable[str]
) -> list[frappe._dict]:
	names = list(parents)
	if not names:
		return []
	filters = {"parenttype": parenttype, "parent": ["in", names]}
	return frappe.get_all(doctype, filters, list(fields), order_by="parent, idx")


def _step_of(agreements: dict[str, frappe._dict], agreement: str | None) -> str | None:
	row = agreements.get(agreement)
	return row.step if row else None


def _of(found: list[Facts], step: str | None) -> list[Facts]:
	"""The mediations that a record belongs to: its own, or all of the case when it names none."""
	return [facts for facts in found if not step or facts.step.name == step]
