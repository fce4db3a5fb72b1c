"""The papers: what stands in them, how they are bound, who may make them, and what is written down."""

import io
import re
from unittest.mock import patch

import docx
import frappe
from pypdf import PdfReader

from yumen_governance.api import dossiers as api
from yumen_governance.dispute_resolution import access
from yumen_governance.dispute_resolution.dossier import filing, making, scans, tasks
from yumen_governance.dispute_resolution.dossier.papers import layout, paper, sheets, words
from yumen_governance.dispute_resolution.dossier.tests import mediations
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh

LOG = "Sensitive Access Log"


def text_of(pdf: bytes) -> list[str]:
	"""Return the text of each page, without spaces."""
	return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def plain_id(party: str) -> str:
	return unseal("Dispute Party", party, frappe.db.get_value("Dispute Party", party, "sealed"))["id_number"]


class TestBinding(GovernanceTestCase):
	def test_catalogue_names_the_page_on_which_each_paper_begins(self):
		dossier = mediations.make_complete()
		step = frappe.get_doc("Resolution Step", dossier.step)
		evidence = {"evidence_name": "照片", "evidence_kind": "Documentary"}
		mediations._insert(
			"Evidence Item", step, **evidence, file=mediations.make_file(mediations.a_pdf(3), "a.pdf")
		)
		book = making.whole(fresh(dossier))
		pages = text_of(book.pdf)
		self.assertIn("人民调解卷宗", pages[0])
		self.assertIn("卷内目录", pages[1])
		self.assertIn("卷宗封底", pages[-1])
		self.assertEqual(len(pages), book.page_count + 3)
		for line in book.lines:
			with self.subTest(line.title):
				self.assertIn(f"{line.title}{line.pages}", pages[1])
				self.assertTrue(pages[1 + line.first_page].endswith(str(line.first_page)))
		printed = {line.title: line for line in book.lines}
		for title in (sheets.REGISTRATION, sheets.EVIDENCE, sheets.SESSION, sheets.REPORT):
			self.assertIn(title, pages[1 + printed[title].first_page])
		self.assertEqual(printed[sheets.EVIDENCE].page_count, 4)
		numbers = [int(re.search(r"(\d+)$", page).group(1)) for page in pages[2:-1]]
		self.assertEqual(numbers, list(range(1, book.page_count + 1)))

	def test_signed_scan_stands_in_place_of_the_form(self):
		dossier = mediations.make_complete()
		papers = {sheet.title: sheet for sheet in making.papers_of(dossier)}
		self.assertTrue(papers[sheets.AGREEMENT].is_signed)
		self.assertFalse(papers[sheets.AGREEMENT].is_printed)

	def test_file_that_is_gone_stops_the_binding_and_says_which(self):
		dossier = mediations.make_complete()
		frappe.get_doc("File", {"file_url": dossier.papers[0].file}).delete(ignore_permissions=True)
		self.assertRefused(scans.ScanError, making.whole, fresh(dossier))

	def test_text_of_a_person_is_neither_template_nor_markup(self):
		step = mediations.make_mediation(facts="{{ 7 * 7 }}<script>alert(1)</script>{% raise %}")
		dossier = mediations.make_dossier(step, with_identity=False)
		sheet = next(sheet for sheet in making.papers_of(dossier) if sheet.title == sheets.REGISTRATION)
		page = layout.html_of(sheet.template, dossier, paper.of_step(step.name))
		self.assertIn("{{ 7 * 7 }}", page)
		self.assertNotIn("<script>", page)

	def test_template_fetches_nothing(self):
		for address in ("file:///etc/passwd", "http://127.0.0.1:1/x.png"):
			with self.subTest(address):
				self.assertRaises(layout.ForeignAddressError, layout._refuse, address)


class TestWhoMayPrint(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.dossier = mediations.make_complete()
		self.case = self.dossier.dispute_case
		self.party = mediations.parties_of(self.dossier)[0]
		who = access.Grant(user=actor("mediator"), capacity="Mediator")
		access.grant(self.case, who, frappe.utils.now_datetime())

	def registration(self):
		return api.paper(self.dossier.step, sheets.REGISTRATION, self.dossier.name)

	def test_mediator_of_the_case_prints_whole_numbers_and_it_is_written_down(self):
		before = frappe.db.count(LOG, {"action": "Print"})
		with self.as_user(actor("mediator")):
			response = self.registration()
		self.assertIn(plain_id(self.party), "".join(text_of(response.get_data())))
		self.assertEqual(response.headers["Cache-Control"], "no-store")
		row = frappe.get_last_doc(LOG, {"action": "Print"})
		self.assertEqual(frappe.db.count(LOG, {"action": "Print"}), before + 1)
		self.assertEqual((row.user, row.case_name, row.row_count), (actor("mediator"), self.case, 2))
		self.assertTrue(row.purpose)

	def test_who_is_not_in_the_case_or_only_reads_it_gets_no_paper(self):
		for name in ("other_mediator", "auditor", "dispatcher", "technician"):
			with self.subTest(name), self.as_user(actor(name)):
				self.assertRefused(frappe.PermissionError, self.registration)
				self.assertRefused(frappe.PermissionError, api.bind, self.dossier.name)
				self.assertRefused(frappe.PermissionError, api.papers, self.dossier.name)

	def test_who_only_reads_the_case_opens_no_identity_paper(self):
		file = frappe.get_doc("File", {"file_url": self.dossier.papers[0].file})
		file.db_set({"attached_to_doctype": "Case Dossier", "attached_to_name": self.dossier.name})
		for name, allowed in (("mediator", True), ("auditor", False), ("other_mediator", False)):
			with self.subTest(name), self.as_user(actor(name)):
				self.assertEqual(bool(frappe.has_permission("File", "read", file.name)), allowed)

	def test_stock_print_view_shows_masks_only(self):
		page = frappe.get_print("Case Dossier", self.dossier.name, sheets.REGISTRATION)
		self.assertIn("人民调解受理登记表", page)
		self.assertNotIn(plain_id(self.party), page)

	def test_whole_dossier_is_kept_sealed_and_told_to_who_may_print(self):
		frappe.local.request = frappe._dict(headers={})
		self.assertEqual(api.bind(self.dossier.name), {"is_ready": True})
		del frappe.local.request
		stored = fresh(self.dossier)
		self.assertGreater(stored.page_count, 5)
		self.assertEqual(stored.items[0].first_page, 1)
		on_disk = frappe.get_doc("File", stored.pdf).get_content()
		self.assertNotIn(b"%PDF", on_disk if isinstance(on_disk, bytes) else on_disk.encode())
		with self.as_user(actor("mediator")):
			self.assertTrue(api.whole(self.dossier.name).get_data().startswith(b"%PDF-"))
		with self.as_user(actor("auditor")):
			self.assertRefused(frappe.PermissionError, api.whole, self.dossier.name)

	def test_mediator_files_through_the_door_and_an_outsider_does_not(self):
		with self.as_user(actor("other_mediator")):
			self.assertRefused(frappe.PermissionError, api.file, self.dossier.name, "10 Years")
		with self.as_user(actor("mediator")), self.run_jobs(), patch.object(frappe.db, "commit"):
			number = api.file(self.dossier.name, "10 Years")
		self.assertEqual(fresh(self.dossier).filing_number, number)

	def test_panel_is_for_who_reads_the_case(self):
		with self.as_user(actor("mediator")):
			(standing,) = api.panel(self.case)
		self.assertEqual((standing["missing"], len(standing["items"])), (0, 13))
		with self.as_user(actor("other_mediator")):
			self.assertRefused(frappe.PermissionError, api.panel, self.case)

	def test_background_binding_stores_the_dossier(self):
		with patch.object(frappe.db, "commit"):
			tasks.bind(self.dossier.name)
		self.assertTrue(fresh(self.dossier).pdf_hash)


class TestWordFile(GovernanceTestCase):
	def test_agreement_is_a_word_file_with_its_terms_and_parties(self):
		dossier = mediations.make_complete()
		agreement = frappe.get_doc("Mediation Agreement", {"step": dossier.step})
		document = docx.Document(io.BytesIO(making.as_word(dossier, agreement.name)))
		said = "\n".join(paragraph.text for paragraph in document.paragraphs)
		for text in (sheets.AGREEMENT, agreement.terms, agreement.facts):
			self.assertIn(text, said)
		self.assertTrue(document.tables)

	def test_agreement_of_another_mediation_is_not_told(self):
		agreement = mediations.make_agreement(mediations.make_mediation())
		dossier = filing.open_dossier(mediations.make_mediation().name)
		self.assertRefused(making.UnknownPaperError, making.as_word, dossier, agreement.name)


class TestWords(GovernanceTestCase):
	def test_dates_and_amounts_are_written_as_the_forms_have_them(self):
		self.assertEqual(words.long_date("2026-11-03"), "2026年11月3日")
		self.assertEqual(words.moment("2026-11-03 09:05:00"), "2026年11月3日9时05分")
		self.assertEqual(words.money(12000), "12,000.00元（大写：人民币壹万贰仟元整）")
		self.assertIn("年", words.long_date(None))
