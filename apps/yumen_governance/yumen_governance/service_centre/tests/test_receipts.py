"""The receipt: a number and a code that tells nothing personal."""

import frappe
from frappe.www.printview import get_rendered_template

from yumen_governance.service_centre.receipts import receipt_code
from yumen_governance.service_centre.tests.case import RequestTestCase
from yumen_governance.tests.factories import invented_id, invented_phone


class TestReceipt(RequestTestCase):
	def test_it_holds_the_number_and_nobodys_data(self):
		number, phone = invented_id(), invented_phone()
		request = self.registered(
			id_number=number, phone=phone, visitor_name="张小禾", address="玉关路一号", details="家事"
		)
		print_format = frappe.get_doc("Print Format", "服务受理回执")
		with self.as_user(self.clerk):
			page = get_rendered_template(
				request, print_format=print_format, meta=request.meta, no_letterhead=1
			)
		self.assertIn(request.name, page)
		self.assertIn("张**", page)
		for secret in (number, phone, "张小禾", "玉关路一号", "家事", request.id_number):
			self.assertNotIn(secret, page)

	def test_the_code_is_a_picture_made_of_the_number_alone(self):
		code = receipt_code("SR-2026-00001")
		self.assertTrue(code.startswith("<svg"))
		self.assertEqual(code, receipt_code("SR-2026-00001"))
		self.assertNotEqual(code, receipt_code("SR-2026-00002"))
