"""B13: a dossier of some thirty pages as one PDF, against plain WeasyPrint on the same forms without numbers and catalogue."""

import io

import frappe
from pypdf import PdfReader
from weasyprint import HTML

from yumen_governance.dispute_resolution.dossier import contents, facts, filing
from yumen_governance.dispute_resolution.dossier.papers import binding, layout, paper, sheets, typeface
from yumen_governance.dispute_resolution.dossier.tests import mediations

from .outcome import Outcome, Scale
from .ratios import at_most, ratio

NAME = "B13"
TITLE = "A dossier of thirty pages as PDF"
ROUNDS = 3
TEXT = "双方就相邻排水一事各自陈述了经过，调解员逐项核对了现场照片、勘验情况和证人的说法。"
TARGETS = {"vs_plain": at_most(1.5)}


def run(scale: Scale) -> Outcome:
	"""Time binding, which lays out, numbers and joins, against one plain run of WeasyPrint over the same pages."""
	outcome = Outcome(ROUNDS)
	sessions = scale.pick(full=8, small=1)
	typeface.cut()
	try:
		step = _mediation(sessions)
		shown = paper.of_step(step)
		papers = sheets.sheets_of(contents.items(), facts.of_step(step), shown)
		comparison = outcome.compare(
			f"a dossier with {sessions} long sessions",
			ours=lambda: binding.bind(papers, shown),
			plain=lambda: _plain(papers, shown),
		)
		outcome.measures["vs_plain"] = ratio(comparison.seconds["ours"], comparison.seconds["plain"])
		_check(outcome, binding.bind(papers, shown))
	finally:
		frappe.db.rollback()
	return outcome


def _mediation(sessions: int) -> str:
	step = mediations.make_mediation(frappe.get_all("Mediation Committee", pluck="name", limit=1)[0])
	mediations.make_notice(step)
	for number in range(1, sessions + 1):
		mediations.make_session(
			step, number=number, statements=f"{TEXT * 12}\n{TEXT * 12}", proposal=TEXT * 6
		)
	filing.open_dossier(step.name)
	return step.name


def _plain(papers, shown) -> bytes:
	"""The same forms in one page of HTML, one after the other, as one would do it first."""
	pages = [
		layout.html_of(sheet.template, binding.record_of(sheet), shown)
		for sheet in papers
		if sheet.is_printed
	]
	together = "<div style='break-before: page'></div>".join(pages)
	return HTML(string=together, url_fetcher=layout._refuse).write_pdf()


def _check(outcome: Outcome, book) -> None:
	pages = PdfReader(io.BytesIO(book.pdf)).pages
	outcome.facts["pages"] = len(pages)
	outcome.check(
		"cover, catalogue and back cover beside the numbered pages", len(pages) == book.page_count + 3
	)
	last = book.lines[-1]
	outcome.check(
		"the last paper ends the numbering", last.first_page + last.page_count - 1 == book.page_count
	)
