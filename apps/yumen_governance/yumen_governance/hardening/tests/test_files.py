"""Files: whose they are, what kinds come in, how they are named, and what pictures tell."""

import base64
import io
import os
import zipfile

import frappe
from frappe.core.doctype.file.file import File
from frappe.utils.response import download_private_file
from PIL import Image
from werkzeug.exceptions import Forbidden

from yumen_governance.hardening.file_types import FileTypeError, matches
from yumen_governance.hardening.files import GovernedFile, safe_name
from yumen_governance.hardening.pictures import without_metadata
from yumen_governance.hardening.tests.door import EVENT, DoorTestCase
from yumen_governance.tests.factories import actor

PDF = b"%PDF-1.4 content"


def photo(extension: str = "JPEG", orientation: int = 1) -> bytes:
	exif = Image.Exif()
	exif[0x010F], exif[0x0112] = "Camera of Zhang", orientation
	written = io.BytesIO()
	Image.new("RGB", (40, 20), "red").save(written, extension, exif=exif)
	return written.getvalue()


class FileTestCase(DoorTestCase):
	def setUp(self):
		super().setUp()
		self.written = []
		self.addCleanup(self.remove_from_disk)
		self.addCleanup(frappe.db.after_rollback.reset)

	def remove_from_disk(self):
		for path in self.written:
			if os.path.exists(path):
				os.remove(path)

	def upload(self, name: str = "现场.pdf", content: bytes = PDF, **arguments) -> frappe._dict:
		uploads = {"file": (io.BytesIO(content), name)}
		answer = self.ask("/api/method/upload_file", "POST", uploads=uploads, **arguments)
		file = frappe.get_doc("File", answer["message"]["name"])
		self.written.append(file.get_full_path())
		return file

	def attached_to(self, event, **arguments):
		return self.upload(doctype=EVENT, docname=event.name, **arguments)


class TestWhoseFiles(FileTestCase):
	def setUp(self):
		super().setUp()
		with self.as_user(actor("other_clerk")):
			self.foreign = self.attached_to(self.theirs, is_private="0")

	def test_files_of_records_are_private(self):
		self.assertTrue(self.foreign.is_private)
		self.assertTrue(self.foreign.file_url.startswith("/private/files/"))
		with self.as_user(actor("dispatcher")):
			self.send_json(f"/api/resource/File/{self.foreign.name}", "PUT", is_private=0)
		self.assertTrue(frappe.db.get_value("File", self.foreign.name, "is_private"))

	def test_address_of_a_foreign_file_is_no_way_to_it(self):
		claim = {"doctype": "File", "file_name": "x.pdf", "file_url": self.foreign.file_url, "is_private": 1}
		with self.as_user(actor("member")):
			hole = File(dict(claim))
			hole.flags.ignore_permissions = True
			self.assertTrue(hole.insert().is_downloadable(), "the hole: whoever claims a file may read it")
			frappe.db.delete("File", hole.name)
			for values in (
				claim,
				{**claim, "attached_to_doctype": EVENT, "attached_to_name": self.mine.name},
			):
				self.assertRefused(
					frappe.PermissionError, self.send_json, "/api/resource/File", "POST", **values
				)
			self.assertRefused(
				frappe.PermissionError,
				self.call,
				"frappe.utils.file_manager.add_attachments",
				doctype=EVENT,
				name=self.mine.name,
				attachments=[self.foreign.name],
			)
			self.assertRefused(
				frappe.PermissionError,
				self.call,
				"upload_file",
				file_url=self.foreign.file_url,
				doctype=EVENT,
				docname=self.mine.name,
			)

	def test_address_out_of_the_folder_is_refused(self):
		with self.as_user(actor("member")):
			for url in (
				"/private/files/../../site_config.json",
				"/files/../../site_config.json",
				"/private/files/sub/../../backups/x.sql",
				"/private/backups/x.sql",
				"file:///etc/passwd",
			):
				with self.subTest(url):
					self.assertRefused(
						Exception, self.send_json, "/api/resource/File", "POST", file_name="x", file_url=url
					)
					self.assertFalse(frappe.db.exists("File", {"owner": actor("member")}))

	def test_own_file_cannot_be_turned_into_a_foreign_one(self):
		with self.as_user(actor("member")):
			own = self.upload(content=PDF + b" of mine", is_private="1")
			for values in (
				{"file_url": self.foreign.file_url},
				{"attached_to_doctype": EVENT, "attached_to_name": self.theirs.name},
			):
				self.assertRefused(
					Exception, self.send_json, f"/api/resource/File/{own.name}", "PUT", **values
				)

	def test_foreign_file_is_neither_listed_nor_read_nor_fetched(self):
		with self.as_user(actor("member")):
			listed = self.ask("/api/resource/File", fields=["file_url"], limit_page_length=0)
			self.assertNotIn(self.foreign.file_url, str(listed))
			path = f"/api/resource/File/{self.foreign.name}"
			self.assertRefused(frappe.PermissionError, self.ask, path)
			self.assertRefused(Forbidden, download_private_file, self.foreign.file_url)
			self.assertRefused(
				frappe.PermissionError, self.call, "download_file", "GET", file_url=self.foreign.file_url
			)
			names = [self.foreign.name]
			self.assertRefused(
				frappe.PermissionError, self.call, "frappe.core.api.file.zip_files", files=names
			)
			self.assertTrue(self.stock_zip(names), "the hole: stock packs any file by its name")

	def stock_zip(self, names) -> bytes:
		return File.zip_files(names)

	def test_technician_has_no_files_of_cases(self):
		with self.as_user(actor("technician")):
			self.assertNotIn(self.foreign.name, frappe.get_list("File", pluck="name", limit=0))
			self.assertFalse(frappe.has_permission("File", "read", self.foreign.name))

	def test_rightful_people_read_the_file_on_every_path(self):
		with self.as_user(actor("dispatcher")):
			self.assertIn(self.foreign.name, frappe.get_list("File", pluck="name", limit=0))
			self.call("download_file", "GET", file_url=self.foreign.file_url)
			self.assertEqual(frappe.local.response.filecontent, PDF.decode())
			self.assertEqual(download_private_file(self.foreign.file_url).status_code, 200)
			self.call("frappe.core.api.file.zip_files", files=[self.foreign.name])
			archive = zipfile.ZipFile(io.BytesIO(frappe.local.response.filecontent))
			self.assertEqual(archive.namelist(), ["现场.pdf"])

	def test_file_is_attached_to_no_unseen_record(self):
		with self.as_user(actor("member")):
			self.assertRefused(frappe.PermissionError, self.attached_to, self.theirs)
			content = base64.b64encode(PDF).decode()
			self.assertRefused(
				frappe.PermissionError,
				self.call,
				"frappe.client.attach_file",
				filename="x.pdf",
				filedata=content,
				decode_base64=1,
				doctype=EVENT,
				docname=self.theirs.name,
			)
			self.assertEqual(self.attached_to(self.mine).attached_to_name, self.mine.name)

	def test_address_in_a_field_is_no_way_to_a_foreign_file(self):
		with self.as_user(actor("member")):
			self.assertRefused(
				frappe.PermissionError,
				self.call,
				"frappe.client.set_value",
				doctype="User",
				name=actor("member"),
				fieldname="user_image",
				value=self.foreign.file_url,
			)

	def test_former_uploader_loses_the_file_with_the_case(self):
		self.foreign.db_set("owner", actor("member"))
		self.assertFalse(frappe.has_permission("File", "read", self.foreign.name, user=actor("member")))


class TestPlaces(FileTestCase):
	"""Equal contents lie in places of their own; several records of one File share its place."""

	def test_equal_files_of_two_people_have_nothing_to_do_with_each_other(self):
		with self.as_user(actor("other_clerk")):
			theirs = self.upload(is_private="1")
		with self.as_user(actor("member")):
			own = self.upload(is_private="1")
			self.assertNotEqual(own.file_url, theirs.file_url)
			answer = self.send_json(f"/api/resource/File/{own.name}", "PUT", is_private=0)["data"]
			self.written.append(frappe.get_doc("File", own.name).get_full_path())
			self.assertTrue(answer["file_url"].startswith("/files/"))
		self.assertTrue(frappe.db.get_value("File", theirs.name, "is_private"))
		frappe.delete_doc("File", own.name)
		self.assertTrue(theirs.exists_on_disk())

	def test_file_stays_as_long_as_one_record_names_it(self):
		first = self.upload(is_private="1")
		link = {"doctype": "File", "file_url": first.file_url, "file_name": first.file_name, "is_private": 1}
		second = frappe.get_doc(link).insert()
		self.assertEqual(second.file_url, first.file_url)
		frappe.delete_doc("File", first.name)
		self.assertTrue(second.exists_on_disk())
		frappe.delete_doc("File", second.name)
		self.assertFalse(second.exists_on_disk())

	def test_smaller_picture_stays_in_its_own_place(self):
		written = io.BytesIO()
		Image.effect_noise((1600, 1200), 80).convert("RGB").save(written, "JPEG", quality=100)
		first, second = (self.upload("照片.jpg", written.getvalue()) for _ in range(2))
		first.optimize_file()
		self.assertEqual(first.file_name, "照片.jpg")
		self.assertNotEqual(first.file_url, second.file_url)
		self.assertTrue(first.exists_on_disk())
		self.assertLess(os.path.getsize(first.get_full_path()), os.path.getsize(second.get_full_path()))


class TestWhatComesIn(FileTestCase):
	def test_pages_and_programs_are_refused(self):
		with self.as_user(actor("member")):
			for name in (
				"a.html",
				"a.svg",
				"a.xml",
				"a.js",
				"a.exe",
				"a.htm",
				"a.pdf.html",
				"a",
				".htaccess",
			):
				with self.subTest(name):
					message = self.assertRefused(FileTypeError, self.upload, name, b"<script>")
					self.assertIn("pdf", message)

	def test_content_must_be_what_the_name_says(self):
		with self.as_user(actor("member")):
			for name in ("a.pdf", "a.jpg", "a.docx", "a.xls", "a.mp4"):
				self.assertRefused(FileTypeError, self.upload, name, b"<html><script>alert(1)</script>")
			self.assertRefused(FileTypeError, self.upload, "a.csv", b"\x00\x01\x02")

	def test_usual_files_come_in(self):
		self.assertTrue(matches("csv", "姓名,电话\n".encode("gb18030")))
		self.assertTrue(matches("docx", b"PK\x03\x04..."))
		self.assertTrue(matches("ofd", b"PK\x03\x04..."))
		with self.as_user(actor("member")):
			self.assertTrue(self.upload("告示.txt", "通知".encode()).file_url)
			self.assertTrue(self.upload("照片.jpg", photo()).file_url)

	def test_size_is_limited(self):
		with self.as_user(actor("member")):
			self.assertRefused(
				frappe.ValidationError,
				self.upload,
				"大.txt",
				b"x" * (frappe.utils.cint(frappe.conf.get("max_file_size")) or 10485760 + 1) + b"x",
			)

	def test_name_on_disk_cannot_be_guessed_and_the_shown_name_stays(self):
		with self.as_user(actor("member")):
			first, second = self.upload(content=PDF + b"1"), self.upload(content=PDF + b"2")
		self.assertEqual({first.file_name, second.file_name}, {"现场.pdf"})
		self.assertNotEqual(first.file_url, second.file_url)
		self.assertRegex(first.file_url, r"现场-[a-z0-9]{12}\.pdf$")

	def test_names_mean_nothing_to_file_systems(self):
		self.assertEqual(safe_name("../../etc/passwd.txt"), "passwd.txt")
		self.assertEqual(safe_name("a%2e%2e<b>?.pdf"), "a_2e_2e_b.pdf")
		self.assertLessEqual(len(safe_name("长" * 300 + ".pdf").encode()), 200)

	def test_every_file_is_a_governed_one(self):
		self.assertIsInstance(frappe.new_doc("File"), GovernedFile)


class TestPictures(FileTestCase):
	def test_photo_loses_what_it_tells_and_keeps_what_it_shows(self):
		for kind, extension in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
			with self.subTest(kind):
				cleaned = without_metadata(photo(kind), extension)
				picture = Image.open(io.BytesIO(cleaned))
				self.assertNotIn(b"Camera of Zhang", cleaned)
				self.assertEqual(picture.size, (40, 20))
				self.assertFalse(picture.getexif())

	def test_turned_photo_is_turned_for_good(self):
		cleaned = without_metadata(photo(orientation=6), "jpg")
		self.assertEqual(Image.open(io.BytesIO(cleaned)).size, (20, 40))
		self.assertNotIn(b"Camera of Zhang", cleaned)

	def test_uploaded_photo_is_stored_clean(self):
		with self.as_user(actor("member")):
			file = self.upload("照片.jpg", photo())
		with open(file.get_full_path(), "rb") as stored:
			self.assertNotIn(b"Camera of Zhang", stored.read())

	def test_broken_picture_is_left_as_it_is(self):
		broken = photo()[:60]
		self.assertEqual(without_metadata(broken, "jpg"), broken)
