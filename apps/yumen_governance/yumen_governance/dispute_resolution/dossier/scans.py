"""Scans and signed files: what they really are, and whether they can be read and bound."""

import io

import frappe
from frappe import _
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from yumen_governance.hardening import file_types

PICTURES = ("jpg", "jpeg", "png", "bmp", "webp", "gif")
SCANS = ("pdf", "jpg", "jpeg", "png")
BOUND = ("pdf", *PICTURES)


class ScanError(file_types.FileTypeError):
	"""A file that is not the scan that its name says."""


def content_of(file_url: str) -> tuple[str, bytes]:
	"""Return the shown name and the content of a stored file.

	:raises ScanError: the file is gone
	"""
	name = frappe.db.get_value("File", {"file_url": file_url, "is_folder": 0})
	try:
		file = frappe.get_doc("File", name)
		content = file.get_content()
	except (OSError, frappe.DoesNotExistError):
		frappe.throw(
			_("The file {0} is not there any more. Please upload it again.").format(file_url), ScanError
		)
	return file.file_name, content.encode() if isinstance(content, str) else content


def check(file_url: str) -> bytes:
	"""Return the content of a scan that can be read.

	:raises ScanError: it is no PDF or picture, its content is not what its name says, or it can't be opened
	"""
	file_name, content = content_of(file_url)
	extension = file_types.extension_of(file_url)
	if extension not in SCANS:
		frappe.throw(
			_("{0} is no scan: please upload a PDF or a picture (jpg, png).").format(file_name), ScanError
		)
	if not file_types.matches(extension, content) or not is_readable(extension, content):
		frappe.throw(
			_("The content of {0} is not what its name says, or it is damaged or protected.").format(
				file_name
			),
			ScanError,
		)
	return content


def is_readable(extension: str, content: bytes) -> bool:
	"""Tell whether a PDF or picture opens."""
	return bool(pages_of(content)) if extension == "pdf" else _opens(content)


def pages_of(content: bytes) -> int:
	"""Return how many pages a PDF has; 0 when it can't be read."""
	try:
		return len(PdfReader(io.BytesIO(content)).pages)
	except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
		return 0


def _opens(content: bytes) -> bool:
	try:
		with Image.open(io.BytesIO(content)) as picture:
			picture.verify()
	except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
		return False
	return True
