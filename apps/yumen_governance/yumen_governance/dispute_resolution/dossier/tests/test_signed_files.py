"""The signed file: what it really is, its digest on the timeline, and a changed one found."""

import hashlib
from pathlib import Path
from types import SimpleNamespace

import frappe

from yumen_governance.dispute_resolution.dossier import scans, signed_files
from yumen_governance.dispute_resolution.dossier.signed_files import ChangedFileError
from yumen_governance.dispute_resolution.dossier.tests import mediations
from yumen_governance.tests.case import GovernanceTestCase


class Agreement(frappe._dict):
	"""What take_in needs of an agreement, before its own rules come into it."""

	def get_doc_before_save(self):
		return self.before

	def set(self, fieldname, value):
		self[fieldname] = value


def agreement(url: str | None, before: dict | None = None) -> Agreement:
	return Agreement(signed_file=url, before=before and frappe._dict(before), flags=frappe._dict())


class TestSignedFiles(GovernanceTestCase):
	def test_digest_of_a_new_scan_is_kept(self):
		content = mediations.a_pdf()
		doc = agreement(mediations.make_file(content))
		signed_files.take_in(doc)
		self.assertEqual(doc.signed_file_hash, hashlib.sha256(content).hexdigest())

	def test_digest_can_not_be_sent_along(self):
		url = mediations.make_file(mediations.a_pdf())
		doc = agreement(url, {"signed_file": url, "signed_file_hash": "kept", "stage": "Handling"})
		doc.signed_file_hash = "sent"
		signed_files.take_in(doc)
		self.assertEqual(doc.signed_file_hash, "kept")

	def test_file_that_is_not_what_its_name_says_is_refused(self):
		for content, name in (
			(b"MZ\x90\x00 a program", "scan.pdf"),
			(b"%PDF-1.7 cut off", "scan.pdf"),
			(mediations.a_pdf(), "scan.png"),
			(b"PK\x03\x04 a text file", "scan.docx"),
		):
			with self.subTest(name=name, begins=content[:8]):
				doc = agreement(mediations.make_file(content, name))
				self.assertRefused(scans.ScanError, signed_files.take_in, doc)
				self.assertFalse(doc.signed_file_hash)

	def test_picture_and_pdf_are_taken(self):
		for content, name in (
			(mediations.a_pdf(2), "a.pdf"),
			(mediations.a_picture("PNG"), "a.png"),
			(mediations.a_picture("JPEG"), "a.jpg"),
		):
			with self.subTest(name):
				signed_files.take_in(agreement(mediations.make_file(content, name)))

	def test_signed_file_of_an_agreement_in_force_is_not_exchanged(self):
		first, second = (mediations.make_file(mediations.a_pdf()) for _number in range(2))
		in_force = agreement(second, {"signed_file": first, "stage": "Handling"})
		self.assertRefused(ChangedFileError, signed_files.take_in, in_force)
		signed_files.take_in(agreement(second, {"signed_file": first, "stage": "Intake"}))

	def test_file_that_was_changed_on_the_disk_or_removed_is_found(self):
		step = mediations.make_mediation()
		doc = mediations.make_agreement(step)
		signed_files.verify_all(step.name)
		path = Path(frappe.get_doc("File", {"file_url": doc.signed_file}).get_full_path())
		path.write_bytes(mediations.a_pdf(3))
		self.assertRefused(ChangedFileError, signed_files.verify_all, step.name)
		path.unlink()
		self.assertRefused(ChangedFileError, signed_files.verify_all, step.name)

	def test_timeline_tells_both_digests(self):
		told = signed_files.digests(b"abc")
		self.assertIn("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", told)
		if "sm3" in hashlib.algorithms_available:
			self.assertIn("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", told)

	def test_row_without_a_digest_is_not_taken_for_unchanged(self):
		url = mediations.make_file(mediations.a_pdf())
		row = SimpleNamespace(signed_file=url, signed_file_hash=None)
		self.assertFalse(signed_files.is_unchanged(row))
