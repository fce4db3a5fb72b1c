"""The base of the app's tests on a site: each test leaves nothing behind."""

from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

import frappe
from frappe.tests.utils import FrappeTestCase

from yumen_governance.permissions import scope
from yumen_governance.seed.workflows import LIVES


@contextmanager
def acting_as(user: str):
	"""Act as another user inside the block, also while a class of tests is set up."""
	before = frappe.session.user
	frappe.set_user(user)
	scope.forget()
	try:
		yield
	finally:
		frappe.set_user(before)
		scope.forget()


class GovernanceTestCase(FrappeTestCase):
	"""Each test runs as Administrator inside a savepoint that is rolled back afterwards.

	A test whose code runs DDL (custom fields, indexes) commits; such tests clean up themselves.
	"""

	def setUp(self):
		super().setUp()
		frappe.set_user("Administrator")
		frappe.db.savepoint("governance_test")
		frappe.clear_messages()
		scope.forget()
		self.addCleanup(self._undo)

	def _undo(self):
		if hasattr(frappe.local, "request"):  # the framework asks whether there is one, not which
			del frappe.local.request
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="governance_test")
		frappe.cache.delete_keys("roles")
		for life in LIVES:
			frappe.clear_document_cache("Workflow", life.name)
		scope.forget()

	def as_user(self, user: str):
		"""Act as another user inside the block."""
		return acting_as(user)

	@contextmanager
	def run_jobs(self):
		"""Run what is enqueued inside the block at once, in the foreground."""
		with patch("frappe.enqueue", partial(frappe.enqueue, now=True)):
			yield

	@contextmanager
	def in_language(self, language: str):
		"""Speak another language inside the block, as a request of a person with it would."""
		before, frappe.local.lang = frappe.local.lang, language
		try:
			yield
		finally:
			frappe.local.lang = before

	def assertRefused(self, exception: type[Exception], action, /, *args, **kwargs) -> str:
		"""Assert that an action raises exactly this refusal, and return its message."""
		frappe.clear_messages()
		with self.assertRaises(exception) as caught:
			action(*args, **kwargs)
		return f"{caught.exception} {frappe.get_message_log()}"
