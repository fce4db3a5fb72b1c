"""What kind of file came: told by its first bytes, not by its name."""

import zipfile
from pathlib import Path

from frappe import _

from yumen_governance.registry.importing.files.problem import refuse

CSV, XLSX = "csv", "xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
OTHERS = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"Rar!": "RAR", b"7z\xbc\xaf": "7z"}
HEAD = 64 * 1024


def kind_of(path: Path) -> str:
	"""Return csv or xlsx.

	:raises FileProblem: it is empty, or another kind of file, with what to do instead
	"""
	with path.open("rb") as file:
		head = file.read(HEAD)
	if not head.strip():
		refuse(_("The file is empty. Fill in the template and upload it again."))
	if head.startswith(OLE):
		_refuse_ole(path)
	if zipfile.is_zipfile(path) or head.startswith(b"PK"):
		return XLSX
	if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE):
		refuse(
			_("This is a web page with the name of a table. Open it in Excel or WPS and save it as .xlsx.")
		)
	for magic, name in OTHERS.items():
		if head.startswith(magic):
			refuse(_("This is a {0} file. Upload an .xlsx or .csv file.").format(name))
	return CSV


def _refuse_ole(path: Path) -> None:
	with path.open("rb") as file:
		held = file.read(8 * 1024 * 1024)
	if ENCRYPTED_PACKAGE in held:
		refuse(
			_("This file is protected by a password. Open it, remove the password, save and upload it again.")
		)
	refuse(
		_("This is an old .xls or .et file. Open it in Excel or WPS, save it as .xlsx and upload it again.")
	)
