"""Arguments that don't fit are the request's own fault, said in a sentence, and nothing has run."""

import frappe

from yumen_governance.hardening.tests.door import DoorTestCase
from yumen_governance.hardening.typed import ArgumentError, check_texts

PORTAL = "yumen_governance.api.portal"


class TestTyped(DoorTestCase):
	def test_missing_argument_is_named(self):
		with self.as_user("Guest"), self.assertRaises(ArgumentError) as refused:
			self.call(f"{PORTAL}.track")
		self.assertIn("code", str(refused.exception))

	def test_argument_of_another_kind_is_named(self):
		with self.as_user("Guest"), self.assertRaises(ArgumentError) as refused:
			self.call(f"{PORTAL}.notices", "GET", start="many")
		self.assertIn("start", str(refused.exception))

	def test_who_may_not_call_is_told_that_and_not_of_arguments(self):
		with self.as_user("Guest"):
			self.assertRefused(frappe.PermissionError, self.call, "yumen_governance.api.queue.take")

	def test_function_in_place_of_a_stock_one_is_looked_at_too(self):
		with self.as_user(self.mine.owner):
			self.assertRefused(ArgumentError, self.call, "frappe.client.get_count", "GET")

	def test_made_up_name_is_no_failure(self):
		with self.as_user("Guest"), self.assertRaises(Exception) as refused:
			self.call("yumen_governance.api.nothing.of_this_name")
		self.assertLess(getattr(refused.exception, "http_status_code", 500), 500)

	def test_half_a_letter_is_refused(self):
		for form in (
			{"text": "\ud800"},
			{"\udfff": "x"},
			{"rows": ["a", {"b": "\ud800"}]},
			{"report": '{"text": "\\ud800"}'},
		):
			self.assertRefused(ArgumentError, check_texts, form)
		check_texts({"text": "𠮷 fits", "number": 1})
