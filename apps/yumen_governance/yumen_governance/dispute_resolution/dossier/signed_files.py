"""The signed agreement: its scan is checked when it comes in, its digest kept, and a changed file refused."""

import hashlib

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import acts
from yumen_governance.dispute_resolution.dossier import scans

UPLOAD = "Upload Signed File"
AGREEMENT = "Mediation Agreement"


class ChangedFileError(frappe.ValidationError):
	pass


def take_in(doc, file_field: str = "signed_file", hash_field: str = "signed_file_hash") -> None:
	"""Check a newly uploaded signed file and keep its digest (for validate).

	:raises scans.ScanError: it is no readable PDF or picture
	:raises ChangedFileError: the signed file of an agreement that is not a draft any more would be exchanged
	"""
	before = doc.get_doc_before_save()
	stored = before.get(file_field) if before else None
	if doc.get(file_field) == stored:
		doc.set(hash_field, before.get(hash_field) if before else None)
		return
	if stored and before.get("stage") not in (None, "", "Intake"):
		frappe.throw(
			_("The signed file can't be exchanged. Make a new version of the agreement, with its reason."),
			ChangedFileError,
		)
	url = doc.get(file_field)
	doc.set(hash_field, digest(scans.check(url)) if url else None)
	doc.flags.signed_file_came_in = bool(url)


def tell(doc, hash_field: str = "signed_file_hash") -> None:
	"""Write the digests of a signed file that came in on the timeline (for on_update)."""
	if not doc.flags.pop("signed_file_came_in", False):
		return
	_name, content = scans.content_of(doc.signed_file)
	acts.note(doc, UPLOAD, frappe.session.user, now_datetime(), digests(content))


def digest(content: bytes) -> str:
	"""Return the SHA-256 of a file, in hexadecimal."""
	return hashlib.sha256(content).hexdigest()


def digests(content: bytes) -> str:
	"""Return the digests of a file as the timeline tells them: SHA-256, and SM3 where Python has it."""
	told = f"SHA-256 {digest(content)}"
	if "sm3" in hashlib.algorithms_available:
		told += f"\nSM3 {hashlib.new('sm3', content).hexdigest()}"
	return told


def verify_all(step: str) -> None:
	"""Refuse when a signed file of a mediation is not what was signed.

	:raises ChangedFileError: the file differs from its digest, or is gone
	"""
	filters = {"step": step, "signed_file": ["is", "set"], "stage": ["!=", "Void"]}
	fields = ["name", "signed_file", "signed_file_hash"]
	for row in frappe.get_all(AGREEMENT, filters, fields):
		if not is_unchanged(row):
			frappe.throw(
				_(
					"The signed file of agreement {0} was changed after it was signed; it can't be used."
				).format(row.name),
				ChangedFileError,
			)


def is_unchanged(row) -> bool:
	"""Tell whether a stored signed file still has the digest that was kept of it.

	:param row: signed_file, signed_file_hash
	"""
	try:
		_name, content = scans.content_of(row.signed_file)
	except scans.ScanError:
		return False
	return bool(row.signed_file_hash) and digest(content) == row.signed_file_hash
