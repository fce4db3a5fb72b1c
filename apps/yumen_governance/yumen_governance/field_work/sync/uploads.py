"""Photos on their way: pieces in any number of tries, put together in a file until the item that names them is taken.

The row says how much is here; it is the truth, the file follows it. A piece that comes again is put where it belongs, one that
comes too early is answered with where to go on.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from PIL import Image

from yumen_governance.events.intake.pictures import Picture, PictureError, read_pictures
from yumen_governance.field_work.sync.devices import UUID
from yumen_governance.field_work.sync.settings import setting
from yumen_governance.grid_management.code_written import write
from yumen_governance.hardening.file_types import matches

UPLOAD = "Field Upload"
MEGABYTE = 1024 * 1024
LARGEST_PIECE = 256 * 1024
KINDS = ("jpg", "png", "webp")
BATCH = 500


class UploadError(frappe.ValidationError):
	pass


class TooLargeError(UploadError):
	http_status_code = 413


class MissingPhotosError(frappe.ValidationError):
	"""Photos of an item aren't here yet; `missing` says from where each is wanted."""

	def __init__(self, missing: dict[str, int]):
		super().__init__(_("Photos of this entry are still on their way."))
		self.missing = missing


def receive(upload: str, offset: int, total: int, piece: bytes, user: str) -> int:
	"""Take a piece of a photo; return from where the next one is wanted.

	:param offset: where the piece belongs, in bytes
	:param total: bytes of the whole photo
	:raises TooLargeError: the photo, the piece, or all photos that wait together
	:raises UploadError: the numbers don't fit each other
	"""
	_check(upload, offset, total, piece)
	row = _row(upload, user) or _begin(upload, total, user)
	if row.total != total:
		frappe.throw(_("The size of a photo can't change while it is sent."), UploadError)
	have = min(row.received, _size(row.name))
	end = offset + len(piece)
	if offset > have or end <= have:
		return have
	_put(row.name, offset, piece)
	frappe.db.set_value(UPLOAD, row.name, "received", end)
	return end


def take(uploads: list[str], user: str) -> list[Picture]:
	"""Return the photos of an item, checked by what they are, and forget that they were on their way.

	:raises MissingPhotosError: some aren't here, or not as a whole
	:raises PictureError: one is no picture that is taken, too large, or there are too many
	"""
	if not uploads:
		return []
	rows = {row.upload: row for row in _rows(uploads, user)}
	have = {upload: _whole(rows.get(upload)) for upload in uploads}
	if missing := {upload: count for upload, count in have.items() if count is not None}:
		raise MissingPhotosError(missing)
	contents = [_path(rows[upload].name).read_bytes() for upload in uploads]
	problems: list[str] = []
	named = [
		{"file_name": f"photo-{number}.{kind_of(content)}", "content": content}
		for number, content in enumerate(contents, 1)
	]
	pictures = read_pictures(named, problems)
	if problems:
		frappe.throw("<br>".join(problems), PictureError)
	_forget([row.name for row in rows.values()])
	return list(pictures)


def kind_of(content: bytes) -> str:
	"""Return what a photo is by its content.

	:raises PictureError: neither JPEG nor PNG nor WebP, or it can't be read
	"""
	kind = next((kind for kind in KINDS if matches(kind, content)), None)
	try:
		if kind:
			with Image.open(io.BytesIO(content)) as picture:
				picture.verify()
			return kind
	except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
		pass
	return frappe.throw(_("A photo can't be read. Only JPEG, PNG and WebP are taken."), PictureError)


def forget(before: datetime) -> int:
	"""Forget some photos that nothing took; return how many. The caller commits and calls again."""
	names = frappe.get_all(UPLOAD, {"modified": ["<", before]}, pluck="name", limit=BATCH, order_by=None)
	if names:
		_forget(names)
	return len(names)


def _check(upload: str, offset: int, total: int, piece: bytes) -> None:
	megabytes = int(frappe.db.get_single_value("Event Settings", "picture_megabytes") or 0)
	if not UUID.fullmatch(upload):
		frappe.throw(_("The id of an upload is a UUID."), UploadError)
	if megabytes and total > megabytes * MEGABYTE:
		frappe.throw(
			_("A picture may have at most {0} MB. Please take it smaller.").format(megabytes), TooLargeError
		)
	if len(piece) > LARGEST_PIECE:
		frappe.throw(
			_("A piece of a photo may have at most {0} KB.").format(LARGEST_PIECE // 1024), TooLargeError
		)
	if not piece or offset < 0 or offset + len(piece) > total:
		frappe.throw(_("This piece doesn't belong to a photo of this size."), UploadError)


def _row(upload: str, user: str):
	fields = ["name", "total", "received"]
	return frappe.db.get_value(
		UPLOAD, {"user": user, "upload": upload}, fields, as_dict=True, for_update=True
	)


def _rows(uploads: list[str], user: str) -> list:
	fields = ["name", "upload", "total", "received"]
	return frappe.get_all(UPLOAD, {"user": user, "upload": ["in", uploads]}, fields, order_by=None)


def _begin(upload: str, total: int, user: str):
	table = frappe.qb.DocType(UPLOAD)
	waiting = frappe.qb.from_(table).select(Sum(table.total)).where(table.user == user).run()[0][0] or 0
	if waiting + total > setting("upload_megabytes") * MEGABYTE:
		frappe.throw(
			_("Too many photos are waiting to be used. Please send your entries first."), TooLargeError
		)
	return write(
		frappe.get_doc({"doctype": UPLOAD, "user": user, "upload": upload, "total": total, "received": 0})
	)


def _whole(row) -> int | None:
	"""None for a photo that is here as a whole, else how much of it is."""
	have = min(row.received, _size(row.name)) if row else 0
	return None if row and have == row.total else have


def _put(name: str, offset: int, piece: bytes) -> None:
	with _opened(_path(name)) as file:
		os.pwrite(file, piece, offset)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
	path.parent.mkdir(parents=True, exist_ok=True)
	file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
	try:
		yield file
	finally:
		os.close(file)


def _size(name: str) -> int:
	path = _path(name)
	return path.stat().st_size if path.exists() else 0


def _path(name: str) -> Path:
	return Path(frappe.get_site_path("private", "field_uploads", name))


def _forget(names: list[str]) -> None:
	"""Delete rows at once and their files when that is certain."""
	frappe.db.delete(UPLOAD, {"name": ["in", names]})
	paths = [_path(name) for name in names]
	frappe.db.after_commit.add(lambda: [path.unlink(missing_ok=True) for path in paths])
