"""Pictures of events: limits, and what a camera wrote into them."""

import io

import frappe
from PIL import Image

from yumen_governance.events.intake.pictures import PictureError
from yumen_governance.events.tests.test_reporting import marker
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid

EVENT = "Governance Event"
GPS, MAKE = 0x8825, 0x010F


def photo(size=(64, 48)) -> bytes:
	"""A JPEG as a telephone takes it: with its place, its maker and its time."""
	exif, written = Image.Exif(), io.BytesIO()
	exif[MAKE] = "Telephone of somebody"
	exif.get_ifd(GPS).update({1: "N", 2: (40.0, 17.0, 30.0), 3: "E", 4: (97.0, 2.0, 42.0)})
	Image.new("RGB", size, "orange").save(written, "JPEG", exif=exif)
	return written.getvalue()


class TestPictures(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.event = make_event(make_grid().name, location=marker((97.055, 40.295)))

	def upload(self, content=None, file_name="现场.jpg"):
		before = getattr(frappe.local, "request", None)
		frappe.local.request = frappe._dict(method="POST")
		try:
			file = {
				"doctype": "File",
				"file_name": file_name,
				"attached_to_doctype": EVENT,
				"attached_to_name": self.event.name,
				"content": content or photo(),
			}
			return frappe.get_doc(file).insert()
		finally:
			frappe.local.request = before

	def test_what_the_camera_wrote_is_gone_and_the_chosen_place_stays(self):
		with Image.open(io.BytesIO(photo())) as taken:
			self.assertTrue(taken.getexif().get_ifd(GPS))
		file = self.upload()
		with Image.open(io.BytesIO(file.get_content())) as stored:
			self.assertFalse(dict(stored.getexif()))
			self.assertEqual(stored.size, (64, 48))
		self.assertEqual(file.is_private, 1)
		self.assertEqual(frappe.db.get_value(EVENT, self.event.name, "longitude"), 97.055)

	def test_too_large_a_picture_is_refused(self):
		frappe.db.set_single_value("Event Settings", "picture_megabytes", 1)
		frappe.clear_document_cache("Event Settings", "Event Settings")
		self.assertRefused(PictureError, self.upload, photo() + b"\0" * 1024 * 1024)
		self.upload()

	def test_one_picture_too_many_is_refused(self):
		frappe.db.set_single_value("Event Settings", "pictures_of_an_event", 2)
		frappe.clear_document_cache("Event Settings", "Event Settings")
		for _n in range(2):
			self.upload()
		self.assertRefused(PictureError, self.upload)

	def test_program_in_a_pictures_clothes_is_refused(self):
		self.assertRefused(frappe.ValidationError, self.upload, b"<html><script>", "现场.jpg")

	def test_who_may_not_read_the_event_attaches_nothing(self):
		with self.as_user(actor("other_clerk")):
			self.assertRefused(frappe.PermissionError, self.upload)
