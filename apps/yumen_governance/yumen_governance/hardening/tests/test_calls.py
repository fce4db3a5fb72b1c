"""However a request spells what it wants called, the gate knows its own name."""

import frappe
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from yumen_governance.hardening.calls import DECORATED, own_name, read
from yumen_governance.tests.case import GovernanceTestCase


def reading(path: str, verb: str = "GET", **form):
	return read(Request(EnvironBuilder(path, method=verb).get_environ()), frappe._dict(form))


class TestCalls(GovernanceTestCase):
	def test_cmd_runs_on_any_path(self):
		for path in ("/", "/app/event", "/files/x", "/api/resource/User"):
			with self.subTest(path):
				self.assertEqual(reading(path, cmd="frappe.ping").method, "frappe.ping")

	def test_every_version_of_the_interface_is_read(self):
		for path in ("/api/method/frappe.ping", "/api/v1/method/frappe.ping", "/api/v2/method/frappe.ping/"):
			with self.subTest(path):
				self.assertEqual(reading(path).method, "frappe.ping")

	def test_method_of_a_doctypes_module_is_read(self):
		self.assertEqual(reading("/api/v2/method/Tag/add_tag").method, "frappe.desk.doctype.tag.tag.add_tag")

	def test_record_and_list_are_read(self):
		for path in ("/api/resource/Grid/620981", "/api/v2/document/Grid/620981/"):
			call = reading(path)
			self.assertEqual((call.doctype, call.name, call.is_list), ("Grid", "620981", False))
		self.assertTrue(reading("/api/resource/Grid").is_list)
		self.assertEqual(reading("/api/v2/document/Grid/1/method/close").doc_method, "close")
		self.assertEqual(reading("/api/resource/Grid/1", run_method="close").doc_method, "close")

	def test_short_names_are_those_of_the_handler(self):
		self.assertEqual(own_name("upload_file"), "frappe.handler.upload_file")

	def test_function_imported_elsewhere_keeps_its_own_name(self):
		for alias in ("frappe.desk.like.follow_document", "frappe.desk.form.utils.follow_document"):
			with self.subTest(alias):
				self.assertEqual(own_name(alias), "frappe.desk.form.document_follow.follow_document")

	def test_functions_named_by_arguments_are_seen(self):
		call = reading("/api/method/upload_file", method="frappe.client.get_count")
		self.assertEqual([own for own, _spelled in call.named], ["frappe.client.get_count"])

	def test_pages_and_files_are_no_calls(self):
		for path in ("/", "/login", "/app/user", "/private/files/a.pdf", "/api"):
			with self.subTest(path):
				self.assertIsNone(reading(path))

	def test_decorated_functions_answer_to_their_names(self):
		for name in DECORATED:
			with self.subTest(name):
				self.assertEqual(own_name(name), name)

	def test_unknown_function_keeps_its_spelling(self):
		self.assertEqual(own_name("frappe.no_such.thing"), "frappe.no_such.thing")
