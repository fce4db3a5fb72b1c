"""Paper: stored records as stored, and nothing fetched from elsewhere."""

import frappe
from frappe.www.printview import get_html_and_style

from yumen_governance.hardening.printing import own_address, without_foreign_addresses
from yumen_governance.hardening.tests.door import EVENT, DoorTestCase
from yumen_governance.tests.factories import actor

METHOD = "frappe.www.printview.get_html_and_style"


class TestPrinting(DoorTestCase):
	def test_what_a_form_sends_is_not_what_is_printed(self):
		sent = {**self.mine.as_dict(), "title": "伪造的标题"}
		with self.as_user(actor("member")):
			hole = get_html_and_style(frappe.as_json(sent))
			self.assertIn("伪造的标题", hole["html"], "the hole: stock prints what it is sent")
			told = self.call(METHOD, doc=frappe.as_json(sent))
		self.assertNotIn("伪造的标题", told["html"])
		self.assertIn(self.mine.title, told["html"])

	def test_record_of_another_territory_is_not_printed(self):
		sent = {**self.theirs.as_dict(), "owner": actor("member"), "grid_path": self.mine.grid_path}
		with self.as_user(actor("member")):
			self.assertRefused(frappe.PermissionError, self.call, METHOD, doc=frappe.as_json(sent))
			for method in ("download_pdf", "download_multi_pdf"):
				self.assertRefused(
					frappe.PermissionError,
					self.call,
					f"frappe.utils.print_format.{method}",
					"GET",
					doctype=EVENT,
					name=self.theirs.name if method == "download_pdf" else [self.theirs.name],
				)

	def test_report_on_paper_fetches_nothing_from_elsewhere(self):
		page = """<html><head><meta name="pdfkit-enable-local-file-access" content="">
			<link rel="stylesheet" href="https://desk.example.com/assets/print.css">
			<style>@import 'http://evil/x.css'; p {background: url(http://169.254.169.254/x)}</style></head>
			<body><iframe src="file:///etc/passwd"></iframe><img src="http://10.0.0.1/x">
			<img src="&#104;ttp://evil/y"><img src="data:image/png;base64,AA=="><img src="/files/logo.png">
			<p style="background:url('//evil/z')">合计</p><a href="http://example.com">看</a></body></html>"""
		told = without_foreign_addresses(page)
		for foreign in ("evil", "169.254", "10.0.0.1", "etc/passwd", "pdfkit", "iframe"):
			self.assertNotIn(foreign, told)
		for own in ("合计", '"/assets/print.css"', "data:image/png", "/files/logo.png", "http://example.com"):
			self.assertIn(own, told)

	def test_own_addresses_stay(self):
		self.assertEqual(own_address("/assets/a.css"), "/assets/a.css")
		self.assertEqual(own_address("http://10.1.1.1:8000/assets/a.css"), "/assets/a.css")
		for foreign in ("//evil/a", "http://evil/a", "file:///a", "data:image/svg+xml,x", "ftp://a/assets/b"):
			self.assertEqual(own_address(foreign), "")
