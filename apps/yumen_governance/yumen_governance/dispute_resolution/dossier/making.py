"""Making the papers of a dossier for a person: written down first, then laid out, stored as private files.

Papers show the parties' whole numbers, addresses and names, as the ministry's forms ask. They are made only for who may print
the dossier, and each making is a row of the access log with its purpose and the case.
"""

import base64
from pathlib import Path

import frappe
from frappe import _

from yumen_governance.dispute_resolution.dossier import contents, facts
from yumen_governance.dispute_resolution.dossier.papers import binding, layout, paper, sheets, word
from yumen_governance.dispute_resolution.dossier.papers.binding import Book, Progress
from yumen_governance.dispute_resolution.dossier.papers.sheets import Sheet
from yumen_governance.dispute_resolution.dossier.signed_files import digest
from yumen_governance.hardening.files import safe_name
from yumen_governance.registry.exporting import vault
from yumen_governance.registry.sensitive_access import Case, record_access

DOSSIER = "Case Dossier"
PURPOSE = "调解卷宗制作"
# So many papers and attached files are laid out while somebody waits
SHORT = 24


class UnknownPaperError(frappe.DoesNotExistError):
	pass


def papers_of(dossier) -> list[Sheet]:
	"""Return the papers of a dossier as they would be bound now; no plain value is read."""
	return sheets.sheets_of(contents.items(), facts.of_step(dossier.step), paper.of_step(dossier.step))


def covers(dossier) -> list[dict]:
	"""Return the cover and the like, which aren't lines of the catalogue."""
	return [
		{"title": template, "template": template, "name": dossier.name, "is_signed": False}
		for template in (sheets.COVER, sheets.BACK_COVER)
	]


def is_long(dossier) -> bool:
	"""Tell whether binding takes so long that it is done in the background."""
	return sum(1 + len(sheet.files) for sheet in papers_of(dossier)) > SHORT


def whole(dossier, progress: Progress | None = None) -> Book:
	"""Bind a whole dossier; the reading of the parties' numbers is written down first."""
	shown = _plain_paper(dossier, "Whole Dossier")
	papers = sheets.sheets_of(contents.items(), facts.of_step(dossier.step), shown)
	return binding.bind(papers, shown, progress)


def one(dossier, template: str, name: str | None) -> bytes:
	"""Return the PDF of one paper of a dossier.

	:param template: its Print Format
	:param name: the record that it prints; None for one about the whole case
	:raises UnknownPaperError: the dossier has no such paper
	"""
	sheet = _sheet(dossier, template, name)
	return binding.print_one(sheet, _plain_paper(dossier, sheet.title))


def as_word(dossier, agreement: str) -> bytes:
	"""Return an agreement of a dossier as a Word file for editing.

	:raises UnknownPaperError: the agreement belongs to another mediation
	"""
	doc = frappe.get_doc("Mediation Agreement", agreement)
	if doc.step != dossier.step:
		frappe.throw(_("This dossier has no such paper."), UnknownPaperError)
	template = sheets.ORAL if doc.kind == "Oral" else sheets.AGREEMENT
	return word.docx_of(layout.html_of(template, doc, _plain_paper(dossier, template)))


def store(dossier, book: Book) -> None:
	"""Keep a bound dossier in place of the one before, encrypted, with its catalogue and the digest of its PDF.

	The encrypted PDF is written as text: a request may store no file of a kind that nobody knows.
	"""
	for name in frappe.get_all("File", _earlier(dossier), pluck="name"):
		frappe.delete_doc("File", name, ignore_permissions=True, force=True)  # replaced by what is made now
	file = frappe.new_doc("File")
	sealed = base64.b64encode(vault.lock(dossier.name, book.pdf)).decode()
	file.update({"file_name": f"{dossier.name}-{frappe.generate_hash(length=12)}.txt", "content": sealed})
	file.update({**_earlier(dossier), "is_private": 1})
	file.insert(ignore_permissions=True)  # who asked for it may print the dossier
	values = {"pdf": file.name, "pdf_hash": digest(book.pdf), "page_count": book.page_count}
	dossier.db_set(values, update_modified=False)
	_store_catalogue(dossier, book)


def stored(dossier) -> bytes:
	"""Return the PDF that was kept of a dossier; the reading is written down first.

	:raises vault.VaultError: it was changed
	"""
	_record(dossier, "Whole Dossier", "Download")
	sealed = Path(frappe.get_doc("File", dossier.pdf).get_full_path()).read_bytes()
	return vault.unlock(dossier.name, base64.b64decode(sealed))


def file_name_of(dossier) -> str:
	"""Return what the PDF of a dossier is called when somebody fetches it."""
	return f"{safe_name(dossier.filing_number or dossier.dossier_title or dossier.name)}.pdf"


def _store_catalogue(dossier, book: Book) -> None:
	frappe.db.delete("Dossier Item", {"parent": dossier.name, "parenttype": DOSSIER})
	for number, line in enumerate(book.lines, 1):
		row = frappe.new_doc("Dossier Item")
		row.update({"parent": dossier.name, "parenttype": DOSSIER, "parentfield": "items", "idx": number})
		row.update({"item_type": line.item or None, "document_title": line.title})
		row.update({"first_page": line.first_page, "page_count": line.page_count, "remark": line.remark})
		row.db_insert()


def _earlier(dossier) -> dict:
	return {
		"attached_to_doctype": DOSSIER,
		"attached_to_name": dossier.name,
		"attached_to_field": "pdf",
		"is_folder": 0,
	}


def _sheet(dossier, template: str, name: str | None) -> Sheet:
	if template in (sheets.COVER, sheets.BACK_COVER):
		return Sheet("", template, template, DOSSIER, dossier.name)
	for sheet in papers_of(dossier):
		if sheet.template == template and (not name or sheet.name == name):
			return sheet
	return frappe.throw(_("This dossier has no such paper."), UnknownPaperError)


def _plain_paper(dossier, what: str) -> paper.Paper:
	_record(dossier, what, "Print")
	return paper.of_step(dossier.step, paper.Way(is_plain=True))


def _record(dossier, what: str, action: str) -> None:
	parties = frappe.db.count("Dispute Party", {"dispute_case": dossier.dispute_case})
	case = Case("Dispute Case", dossier.dispute_case)
	record_access(DOSSIER, dossier.name, what, PURPOSE, action=action, case=case, row_count=parties)
