"""Uploads: pieces in any number of tries make the photo, and only photos are taken."""

import io

import frappe
from frappe.utils import add_days, now_datetime
from PIL import Image

from yumen_governance.events.intake.pictures import PictureError
from yumen_governance.field_work.sync import uploads
from yumen_governance.field_work.sync.tests.support import SyncTestCase, new_id
from yumen_governance.field_work.sync.uploads import MissingPhotosError, TooLargeError, UploadError
from yumen_governance.tests.factories import actor

ANYBODY = "Administrator"
PIECE = 1000


def photo(kind: str = "JPEG", side: int = 60) -> bytes:
	"""A photo of noise."""
	written = io.BytesIO()
	Image.effect_noise((side, side), 90).convert("RGB").save(written, kind)
	return written.getvalue()


class TestUploads(SyncTestCase):
	def setUp(self):
		super().setUp()
		self.id, self.content = new_id(), photo()

	def send(self, offset: int, content: bytes | None = None, total: int | None = None) -> int:
		whole = self.content if content is None else content
		piece = whole[offset : offset + PIECE]
		return uploads.receive(self.id, offset, len(whole) if total is None else total, piece, ANYBODY)

	def send_all(self, content: bytes | None = None) -> None:
		offset, whole = 0, self.content if content is None else content
		while offset < len(whole):
			offset = self.send(offset, whole)

	def test_pieces_make_the_photo(self):
		self.send_all()
		(picture,) = uploads.take([self.id], ANYBODY)
		self.assertEqual(picture.content, self.content)
		self.assertEqual(picture.file_name, "photo-1.jpg")

	def test_pieces_that_come_twice_or_too_early_do_no_harm(self):
		self.assertEqual(self.send(PIECE), 0)
		self.assertEqual(self.send(0), PIECE)
		self.assertEqual(self.send(0), PIECE)
		self.assertEqual(self.send(0), PIECE)
		self.assertEqual(self.send(2 * PIECE), PIECE)
		self.send_all()
		self.assertEqual(uploads.take([self.id], ANYBODY)[0].content, self.content)

	def test_a_file_that_was_lost_is_sent_anew(self):
		self.send_all()
		uploads._path(uploads._row(self.id, ANYBODY).name).unlink()
		self.assertRefused(MissingPhotosError, uploads.take, [self.id], ANYBODY)
		self.assertEqual(self.send(PIECE), 0)
		self.send_all()
		self.assertEqual(uploads.take([self.id], ANYBODY)[0].content, self.content)

	def test_half_a_photo_is_waited_for(self):
		self.send(0)
		with self.assertRaises(MissingPhotosError) as caught:
			uploads.take([self.id], ANYBODY)
		self.assertEqual(caught.exception.missing, {self.id: PIECE})

	def test_photos_of_others_are_not_there(self):
		self.send_all()
		self.assertRefused(MissingPhotosError, uploads.take, [self.id], actor("member"))

	def test_only_photos_are_taken(self):
		heic = b"\x00\x00\x00\x18ftypheic" + b"\0" * 500
		for content in (
			heic,
			b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
			b"MZ" + b"\0" * 600,
			b"\xff\xd8\xff" + b"MZ" * 400,
			photo("GIF"),
			self.content[:300],
		):
			with self.subTest(content[:12]):
				self.id = new_id()
				self.send_all(content)
				self.assertRefused(PictureError, uploads.take, [self.id], ANYBODY)

	def test_png_and_webp_are_taken(self):
		for kind in ("PNG", "WEBP"):
			self.id = new_id()
			self.send_all(photo(kind))
			(picture,) = uploads.take([self.id], ANYBODY)
			self.assertTrue(picture.file_name.endswith(kind.lower()))

	def test_a_photo_of_40_mb_is_refused_with_its_first_piece(self):
		self.assertRefused(TooLargeError, self.send, 0, self.content, 40 * uploads.MEGABYTE)
		self.assertEqual(frappe.db.count(uploads.UPLOAD, {"upload": self.id}), 0)

	def test_so_is_a_piece_that_is_too_large(self):
		piece = b"\0" * (uploads.LARGEST_PIECE + 1)
		self.assertRefused(TooLargeError, uploads.receive, self.id, 0, len(piece), piece, ANYBODY)

	def test_too_many_waiting_photos_are_refused(self):
		frappe.db.set_single_value("Field Work Settings", "upload_megabytes", 1)
		frappe.clear_document_cache("Field Work Settings", "Field Work Settings")
		self.assertRefused(TooLargeError, self.send, 0, self.content, 2 * uploads.MEGABYTE)

	def test_numbers_that_do_not_fit_are_refused(self):
		self.send(0)
		for offset, total, piece in ((-1, 10, b"x"), (0, 0, b""), (5, 5, b"x"), (0, 7, b"x")):
			with self.subTest((offset, total)):
				self.assertRefused(UploadError, uploads.receive, self.id, offset, total, piece, ANYBODY)
		self.assertRefused(UploadError, uploads.receive, "../x", 0, 1, b"x", ANYBODY)

	def test_what_nothing_took_is_forgotten(self):
		self.send_all()
		self.assertGreaterEqual(uploads.forget(add_days(now_datetime(), 1)), 1)
		self.assertRefused(MissingPhotosError, uploads.take, [self.id], ANYBODY)
