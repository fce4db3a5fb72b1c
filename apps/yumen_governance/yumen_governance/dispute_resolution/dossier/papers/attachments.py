"""Attached files as pages of A4: pictures are shown on a page each, pages of a PDF are laid on empty ones."""

import io
from dataclasses import dataclass

import frappe
from frappe import _
from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DecodedStreamObject, NameObject

from yumen_governance.dispute_resolution.dossier import scans
from yumen_governance.dispute_resolution.dossier.papers import layout
from yumen_governance.hardening import file_types

# A page of A4 and the room for an attached page on it, in points: left, bottom, right, top
ROOM = (34.0, 52.0, 561.0, 814.0)
LONGEST_SIDE = 2000
QUALITY = 85


@dataclass(frozen=True)
class Attachment:
	"""A file as it is bound. pdf: its content when it is a PDF, whose pages are laid on the empty ones of html."""

	file_name: str
	html: str = ""
	pdf: bytes = b""

	@property
	def is_bound(self) -> bool:
		return bool(self.html)


def read(url: str) -> Attachment:
	"""Read an attached file; one that is no PDF or picture is kept beside the dossier.

	:raises scans.ScanError: the file is gone, damaged or protected
	"""
	file_name, content = scans.content_of(url)
	extension = file_types.extension_of(url)
	if extension not in scans.BOUND:
		return Attachment(file_name)
	if not scans.is_readable(extension, content):
		frappe.throw(_("{0} is damaged or protected: it can't be opened.").format(file_name), scans.ScanError)
	if extension == "pdf":
		return Attachment(file_name, layout.blank(scans.pages_of(content)), content)
	return Attachment(file_name, layout.picture(_printable(content), "jpeg"))


def _printable(content: bytes) -> bytes:
	"""Return a picture as a JPEG, upright and no larger than paper shows."""
	with Image.open(io.BytesIO(content)) as picture:
		upright = ImageOps.exif_transpose(picture)
		upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
		written = io.BytesIO()
		_on_white(upright).save(written, "JPEG", quality=QUALITY)
	return written.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
	if picture.mode not in ("RGBA", "LA", "P"):
		return picture.convert("RGB")
	seen = picture.convert("RGBA")
	white = Image.new("RGBA", seen.size, "white")
	return Image.alpha_composite(white, seen).convert("RGB")


def lay_on(pdf: bytes, attached: dict[int, bytes]) -> bytes:
	"""Lay the pages of attached PDFs on the empty pages of a bound one.

	:param attached: the content of each PDF, by the place of its first page in the bound one (from 0)
	"""
	if not attached:
		return pdf
	writer = PdfWriter(clone_from=io.BytesIO(pdf))
	for place, content in attached.items():
		for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):
			sheet = writer.pages[place + number]
			_end_line(writer, sheet)
			_lay_page(sheet, page)
	written = io.BytesIO()
	writer.write(written)
	return written.getvalue()


def _lay_page(sheet: PageObject, page: PageObject) -> None:
	"""Lay a page on a sheet, as large as its room allows and in the middle of it."""
	page.transfer_rotation_to_content()
	box = page.cropbox
	left, bottom, right, top = ROOM
	scale = min((right - left) / float(box.width), (top - bottom) / float(box.height))
	x = left + (right - left - float(box.width) * scale) / 2 - float(box.left) * scale
	y = bottom + (top - bottom - float(box.height) * scale) / 2 - float(box.bottom) * scale
	sheet.merge_transformed_page(page, Transformation().scale(scale).translate(x, y))


def _end_line(writer: PdfWriter, sheet: PageObject) -> None:
	"""End a page's drawing with a new line: pypdf writes on in the same one, and two operators would become one word."""
	stream = DecodedStreamObject()
	stream.set_data(sheet["/Contents"].get_object().get_data() + b"\n")
	sheet[NameObject("/Contents")] = writer._add_object(stream)
