"""The papers of a dossier in the order of its items: which there are, from which template, with which files.

A signed scan stands in the dossier in place of the form that was printed for signing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import frappe

from yumen_governance.dispute_resolution.dossier import contents
from yumen_governance.dispute_resolution.dossier.contents import Item
from yumen_governance.dispute_resolution.dossier.facts import Facts
from yumen_governance.dispute_resolution.dossier.papers.paper import Paper

DOSSIER = "Case Dossier"
# Print Formats, which an administrator changes; seed/dossier.py plants them
COVER, CATALOGUE, BACK_COVER = "人民调解卷宗封面", "卷内目录", "卷宗封底"
APPLICATION, REGISTRATION = "人民调解申请书", "人民调解受理登记表"
NOTICE, POWER, INVESTIGATION = "人民调解当事人权利义务告知书", "授权委托书", "人民调解调查记录"
EVIDENCE, SESSION = "证据材料清单", "人民调解记录"
AGREEMENT, ORAL, RECEIPTS = "人民调解协议书", "人民调解口头协议登记表", "履行凭证清单"
VISIT, CONFIRMATION = "人民调解回访记录", "司法确认申请书"
NOTE, REPORT = "卷宗情况说明", "人民调解结案报告表"


@dataclass(frozen=True)
class Sheet:
	"""One line of the catalogue.

	template: the Print Format; empty for attached files alone. doctype, name: the record that it prints. files: what is bound
	after it, or instead of it when is_signed.
	"""

	item: str
	title: str
	template: str = ""
	doctype: str = DOSSIER
	name: str = ""
	files: tuple[str, ...] = ()
	is_signed: bool = False

	@property
	def is_printed(self) -> bool:
		return bool(self.template) and not self.is_signed


def sheets_of(items: list[Item], facts: Facts, paper: Paper) -> list[Sheet]:
	"""Return every paper between the catalogue and the back cover, in order."""
	found = []
	for item in items:
		found += MAKERS[item.content](item, facts, paper) if item.content in MAKERS else []
		if item.content not in (contents.COVER, contents.IDENTITY):
			found += _attached(item, facts, paper)
	return [*found, Sheet("", REPORT, REPORT, DOSSIER, paper.dossier.get("name") or "")]


def _application(item: Item, facts: Facts, paper: Paper) -> Iterator[Sheet]:
	templates = (APPLICATION, REGISTRATION) if paper.case.by_application else (REGISTRATION,)
	for template in templates:
		yield Sheet(item.name, template, template, DOSSIER, paper.dossier.get("name") or "")


def _attached(item: Item, facts: Facts, paper: Paper) -> Iterator[Sheet]:
	for party, title, file in facts.papers.get(item.name, []):
		named = title or item.name
		owner = paper.party(party).party_name if party else ""
		yield Sheet(item.name, f"{named}（{owner}）" if owner else named, files=(file,))


def _records(doctype: str, template: str, scan: str = "signed_scan") -> Callable:
	def make(item: Item, facts: Facts, paper: Paper) -> Iterator[Sheet]:
		columns = frappe.get_meta(doctype).get_valid_columns()
		fields = ["name", *(column for column in (scan, "status") if column in columns)]
		rows = frappe.get_all(
			doctype, {"dispute_case": paper.case.name}, [*fields, "step"], order_by="creation"
		)
		for row in rows:
			if row.step in (None, "", facts.step.name) and row.get("status") != "Replaced":
				signed = row.get(scan)
				files = (signed,) if signed else ()
				yield Sheet(item.name, template, template, doctype, row.name, files, is_signed=bool(signed))

	return make


def _sessions(item: Item, facts: Facts, paper: Paper) -> Iterator[Sheet]:
	several = len(facts.sessions) > 1
	for row in sorted(facts.sessions, key=lambda row: row.number or 0):
		title = f"{SESSION}（第{row.number}次）" if several and row.number else SESSION
		files = (row.signed_scan,) if row.signed_scan else ()
		yield Sheet(item.name, title, SESSION, "Mediation Session", row.name, files, is_signed=bool(files))


def _evidence(item: Item, facts: Facts, paper: Paper) -> Iterator[Sheet]:
	if paper.evidence:
		files = tuple(row.file for row in paper.evidence if row.file)
		yield Sheet(item.name, EVIDENCE, EVIDENCE, DOSSIER, paper.dossier.get("name") or "", files)


def _agreements(item: Item, facts: Facts, paper: Paper) -> Iterator[Sheet]:
	for row in facts.agreements:
		template = ORAL if row.kind == "Oral" else AGREEMENT
		files = (row.signed_file,) if row.signed_file else ()
		yield Sheet(
			item.name, template, template, "Mediation Agreement", row.name, files, is_signed=bool(files)
		)


def _receipts(item: Item, facts: Facts, paper: Paper) -> Iterator[Sheet]:
	if any(row.amount_performed or row.performed_on for row in paper.all_instalments) or facts.receipts:
		files = tuple(dict.fromkeys(facts.receipts))
		yield Sheet(item.name, RECEIPTS, RECEIPTS, DOSSIER, paper.dossier.get("name") or "", files)


def _confirmations(item: Item, facts: Facts, paper: Paper) -> Iterator[Sheet]:
	fields = ["name", "document"]
	rows = frappe.get_all("Judicial Confirmation", {"name": ["in", facts.confirmations]}, fields)
	for row in rows:
		files = (row.document,) if row.document else ()
		yield Sheet(item.name, CONFIRMATION, CONFIRMATION, "Judicial Confirmation", row.name, files)


MAKERS: dict[str, Callable[[Item, Facts, Paper], Iterator[Sheet]]] = {
	contents.APPLICATION: _application,
	contents.NOTICE: _records("Rights Notice", NOTICE),
	contents.IDENTITY: _attached,
	contents.POWER: _records("Power of Attorney", POWER),
	contents.INVESTIGATION: _records("Investigation Record", INVESTIGATION),
	contents.EVIDENCE: _evidence,
	contents.SESSION: _sessions,
	contents.AGREEMENT: _agreements,
	contents.RECEIPT: _receipts,
	contents.VISIT: _records("Return Visit", VISIT),
	contents.CONFIRMATION: _confirmations,
	contents.NOTE: _records("Situation Note", NOTE),
}
