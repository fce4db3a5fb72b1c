"""A report with its pictures in one call: once under its key, within the limits, without what the camera wrote."""

import base64
import io

import frappe
from frappe.utils import now_datetime
from PIL import Image

from yumen_governance.api import intake as api
from yumen_governance.events.intake.taking_in import IntakeError, KeyConflictError, take_in, take_in_many
from yumen_governance.events.tests.test_intake import IntakeTestCase
from yumen_governance.events.tests.test_pictures import photo
from yumen_governance.tests.factories import actor, make_category, make_grid_member

EVENT = "Governance Event"
PLACE = {"longitude": 97.055, "latitude": 40.295}


class PictureTestCase(IntakeTestCase):
	def with_photo(self, count=1, content=None, file_name="现场.jpg", **values):
		encoded = base64.b64encode(photo() if content is None else content).decode()
		return self.report(pictures=[{"file_name": file_name, "content": encoded}] * count, **values)

	def files(self, event):
		names = {"attached_to_doctype": EVENT, "attached_to_name": event}
		return [frappe.get_doc("File", name) for name in frappe.get_all("File", names, pluck="name")]


class TestPicturesOfReports(PictureTestCase):
	def test_picture_comes_with_the_report_without_what_the_camera_wrote(self):
		event = self.take(self.with_photo(**PLACE)).event
		(file,) = self.files(event)
		with Image.open(io.BytesIO(file.get_content())) as stored:
			self.assertFalse(dict(stored.getexif()))
		self.assertEqual((file.file_name, file.is_private), ("现场.jpg", 1))
		self.assertNotIn(file.file_name, file.file_url)
		self.assertEqual(frappe.db.get_value(EVENT, event, "longitude"), PLACE["longitude"])

	def test_same_report_again_attaches_no_second_picture(self):
		report = self.with_photo()
		first, again = self.take(report), self.take(report)
		self.assertEqual((again.outcome, again.event), ("Repeated", first.event))
		self.assertEqual(len(self.files(first.event)), 1)

	def test_another_picture_under_the_same_key_is_another_report(self):
		report = self.with_photo()
		self.take(report)
		other = self.with_photo(content=photo((32, 32)), idempotency_key=report["idempotency_key"])
		self.assertRefused(KeyConflictError, self.take, {**report, "pictures": other["pictures"]})

	def test_what_is_no_picture_too_large_or_one_too_many_is_refused_and_nothing_is_stored(self):
		frappe.db.set_single_value("Event Settings", {"picture_megabytes": 1, "pictures_of_an_event": 2})
		frappe.clear_document_cache("Event Settings", "Event Settings")
		for report in (
			self.with_photo(content=b"<html><script>"),
			self.with_photo(file_name="程序.html"),
			self.with_photo(content=photo() + b"\0" * 1024 * 1024),
			self.with_photo(count=3),
			self.report(pictures="现场.jpg"),
			self.report(pictures=[{"file_name": "现场.jpg", "content": "no base64!"}]),
		):
			before = frappe.db.count(EVENT), frappe.db.count("File")
			self.assertRefused(IntakeError, self.take, report)
			self.assertEqual((frappe.db.count(EVENT), frappe.db.count("File")), before)

	def test_reports_of_a_batch_bring_theirs(self):
		reports = [self.with_photo(), self.with_photo(content=b"nothing"), self.report()]
		taken = self.take_many(reports)
		self.assertEqual([each.outcome for each in taken], ["New", "Refused", "New"])
		self.assertEqual([len(self.files(taken[at].event)) for at in (0, 2)], [1, 0])

	def test_files_of_the_request_are_pictures_of_the_report(self):
		upload = frappe._dict(filename="现场.jpg", stream=io.BytesIO(photo()))
		files = frappe._dict(getlist=lambda name: [upload] if name == "pictures" else [])
		before = getattr(frappe.local, "request", None)
		frappe.local.request = frappe._dict(method="POST", files=files)
		try:
			with self.as_user(self.system):
				answer = api.take_in(frappe.as_json(self.report()))
		finally:
			frappe.local.request = before
		self.assertEqual(len(self.files(answer["event"])), 1)


class TestSettledByOneCall(PictureTestCase):
	def setUp(self):
		super().setUp()
		self.member = actor("member")
		make_grid_member(self.grid, user=self.member)
		self.category = make_category(photo_on_spot=1).name

	def settled(self, **values):
		source = {"source": "Grid Member", "category": self.category, "reporter_phone": None}
		return {**source, "address": "幸福小区2号楼", "result": "当场清理", **values}

	def settle(self, report, user=None):
		with self.as_user(user or self.member):
			return take_in(report, user or self.member, now_datetime())

	def test_place_photo_and_result_settle_an_event_in_one_call_and_once(self):
		report = self.with_photo(**self.settled())
		first, again = self.settle(report), self.settle(report)
		self.assertEqual((first.outcome, again.outcome, again.event), ("New", "Repeated", first.event))
		event = frappe.get_doc(EVENT, first.event)
		self.assertEqual((event.stage, event.settled_on_spot, event.owner), ("Feedback", 1, self.member))
		self.assertEqual((event.result, len(self.files(event.name))), ("当场清理", 1))

	def test_rules_of_the_form_hold(self):
		for values in ({"address": None}, {"pictures": None}):
			report = {**self.with_photo(**self.settled()), **values}
			self.assertRefused(frappe.ValidationError, self.settle, report)
		self.assertRefused(KeyConflictError, self.settle_twice)

	def settle_twice(self):
		report = self.with_photo(**self.settled())
		self.settle(report)
		self.settle({**report, "result": "Another"})

	def test_who_may_not_settle_is_refused(self):
		for person in ("clerk", "handler"):
			report = self.with_photo(**self.settled(source="Window"))
			self.assertRefused(frappe.PermissionError, self.settle, report, actor(person))

	def test_batch_settles_nothing(self):
		with self.as_user(self.member):
			(taken,) = take_in_many([self.with_photo(**self.settled())], self.member, now_datetime())
		self.assertEqual(taken.outcome, "Refused")
