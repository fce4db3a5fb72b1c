"""Which files people may upload: by extension, and by what the content really is.

Pages and programs stay out (html, svg, xml, js, exe and everything not named here): opened from the site's own address, they would
act as the person who opens them. The site setting `extra_file_extensions` (a list in site_config.json) admits more.
"""

import os

import frappe
from frappe import _

OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
MEDIA_BOX = ((4, b"ftyp"),)
# Extension: how the content begins, or (offset, bytes); None for text
BEGINNINGS = {
	"jpg": (b"\xff\xd8\xff",),
	"jpeg": (b"\xff\xd8\xff",),
	"png": (b"\x89PNG\r\n\x1a\n",),
	"gif": (b"GIF87a", b"GIF89a"),
	"bmp": (b"BM",),
	"webp": ((8, b"WEBP"),),
	"pdf": (b"%PDF-",),
	"ofd": ZIP,
	"doc": (*OLE, b"{\\rtf"),
	"xls": OLE,
	"ppt": OLE,
	"wps": (*OLE, *ZIP),
	"et": (*OLE, *ZIP),
	"dps": (*OLE, *ZIP),
	"docx": ZIP,
	"xlsx": ZIP,
	"pptx": ZIP,
	"odt": ZIP,
	"ods": ZIP,
	"odp": ZIP,
	"zip": ZIP,
	"mp4": MEDIA_BOX,
	"m4a": MEDIA_BOX,
	"mov": ((4, b"ftyp"), (4, b"moov"), (4, b"wide"), (4, b"mdat")),
	"3gp": MEDIA_BOX,
	"mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
	"wav": ((8, b"WAVE"),),
	"amr": (b"#!AMR",),
	"txt": None,
	"csv": None,
	"json": None,
	"geojson": None,
}
TEXT_ENCODINGS = ("utf-8", "gb18030", "utf-16")


class FileTypeError(frappe.ValidationError):
	pass


def check(file_name: str, content: bytes) -> None:
	"""Refuse a file of a kind that isn't admitted, or whose content isn't what its name says.

	:raises FileTypeError: says which kinds are admitted, or that name and content differ
	"""
	extension = extension_of(file_name)
	if extension in _extra():
		return
	if extension not in BEGINNINGS:
		kinds = ", ".join(sorted([*BEGINNINGS, *_extra()]))
		frappe.throw(
			_("Files of this kind can't be uploaded ({0}). Possible kinds: {1}.").format(
				frappe.utils.escape_html(extension or file_name), kinds
			),
			FileTypeError,
		)
	if not matches(extension, content):
		frappe.throw(
			_(
				"The content of {0} is not what its name says. Please save it anew as {1} and upload that."
			).format(frappe.utils.escape_html(file_name), extension),
			FileTypeError,
		)


def matches(extension: str, content: bytes) -> bool:
	"""Tell whether content begins as a file of this kind does."""
	beginnings = BEGINNINGS[extension]
	return _is_text(content) if beginnings is None else any(_begins(content, begin) for begin in beginnings)


def extension_of(file_name: str) -> str:
	"""Return the extension in small letters, without the dot."""
	return os.path.splitext(file_name or "")[1].lstrip(".").lower()


def _begins(content: bytes, beginning: bytes | tuple[int, bytes]) -> bool:
	offset, expected = beginning if isinstance(beginning, tuple) else (0, beginning)
	return content[offset : offset + len(expected)] == expected


def _is_text(content: bytes) -> bool:
	if content.startswith((b"\xff\xfe", b"\xfe\xff")):
		return _decodes(content, "utf-16")
	return b"\0" not in content and any(_decodes(content, name) for name in TEXT_ENCODINGS[:2])


def _decodes(content: bytes, encoding: str) -> bool:
	try:
		content.decode(encoding)
	except UnicodeDecodeError:
		return False
	return True


def _extra() -> list[str]:
	return [str(extension).lower() for extension in frappe.conf.get("extra_file_extensions") or ()]
