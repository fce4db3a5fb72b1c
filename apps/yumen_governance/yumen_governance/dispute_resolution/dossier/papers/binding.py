"""Binding: the whole dossier as one PDF, with cover, catalogue, continuous page numbers and every attachment.

Cover, catalogue and back cover carry no number, as an archive has it; the first paper begins with page 1.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import frappe
from frappe import _

from yumen_governance.dispute_resolution.dossier.papers import attachments, layout, sheets
from yumen_governance.dispute_resolution.dossier.papers.paper import Paper
from yumen_governance.dispute_resolution.dossier.papers.sheets import Sheet

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Line:
	"""A line of the catalogue."""

	item: str
	title: str
	first_page: int
	page_count: int
	remark: str = ""

	@property
	def pages(self) -> str:
		last = self.first_page + self.page_count - 1
		return str(self.first_page) if last <= self.first_page else f"{self.first_page}-{last}"


@dataclass
class Bound:
	"""Papers laid out one after the other. attached: PDFs by the place of their first page, counted from 0."""

	documents: list = field(default_factory=list)
	attached: dict[int, bytes] = field(default_factory=dict)
	lines: list[Line] = field(default_factory=list)
	page_count: int = 0

	def add(self, html: str, pdf: bytes = b"") -> None:
		document = layout.lay_out(html, self.page_count + 1)
		if pdf:
			self.attached[self.page_count] = pdf
		self.documents.append(document)
		self.page_count += len(document.pages)


@dataclass(frozen=True)
class Book:
	"""The finished PDF and its catalogue."""

	pdf: bytes
	lines: list[Line]
	page_count: int


def bind(papers: list[Sheet], paper: Paper, progress: Progress | None = None) -> Book:
	"""Bind every paper of a dossier.

	:param progress: told after each paper: how many are done, how many there are, and its title
	:raises scans.ScanError: an attached file is gone or can't be opened
	"""
	bound = Bound()
	for number, sheet in enumerate(papers, 1):
		_add(bound, sheet, paper)
		if progress:
			progress(number, len(papers), sheet.title)
	paper.update({"catalogue": bound.lines, "page_count": bound.page_count})
	dossier = frappe.get_doc(sheets.DOSSIER, paper.dossier.name)
	front = [_unnumbered(template, dossier, paper) for template in (sheets.COVER, sheets.CATALOGUE)]
	back = _unnumbered(sheets.BACK_COVER, dossier, paper)
	before = sum(len(document.pages) for document in front)
	title = paper.dossier.filing_number or paper.dossier.dossier_title or paper.case.title
	pdf = layout.write([*front, *bound.documents, back], title)
	attached = {place + before: content for place, content in bound.attached.items()}
	return Book(attachments.lay_on(pdf, attached), bound.lines, bound.page_count)


def print_one(sheet: Sheet, paper: Paper) -> bytes:
	"""Return the PDF of one paper as a form, whether or not its signed scan is there."""
	document = layout.lay_out(layout.html_of(sheet.template, record_of(sheet), paper))
	return layout.write([document], sheet.title)


def record_of(sheet: Sheet):
	"""Return the record that a paper prints."""
	return frappe.get_doc(sheet.doctype, sheet.name) if sheet.name else frappe._dict()


def _unnumbered(template: str, dossier, paper: Paper):
	return layout.lay_out(layout.html_of(template, dossier, paper), None)


def _add(bound: Bound, sheet: Sheet, paper: Paper) -> None:
	first, beside = bound.page_count + 1, []
	if sheet.is_printed:
		bound.add(layout.html_of(sheet.template, record_of(sheet), paper))
	for url in sheet.files:
		attachment = attachments.read(url)
		if attachment.is_bound:
			bound.add(attachment.html, attachment.pdf)
		else:
			beside.append(attachment.file_name)
	remark = _("Kept beside: {0}").format("、".join(beside)) if beside else ""
	bound.lines.append(Line(sheet.item, sheet.title, first, bound.page_count - first + 1, remark))
