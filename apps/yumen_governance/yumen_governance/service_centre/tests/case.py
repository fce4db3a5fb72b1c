"""Tests of requests at the windows: a clerk, a window of theirs, and the way through the Workflow."""

import frappe
from frappe.model.workflow import apply_workflow

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_item, make_request, make_unit, make_window


class RequestTestCase(GovernanceTestCase):
	"""A clerk sits at one window and another clerk at a second one, each of its own type and unit."""

	def setUp(self):
		super().setUp()
		self.clerk, self.other_clerk = actor("clerk"), actor("other_clerk")
		self.unit, self.other_unit = make_unit(actor("handler")), make_unit(actor("other_handler"))
		self.window = make_window(self.clerk, unit=self.unit.name)
		self.other = make_window(self.other_clerk, unit=self.other_unit.name)
		self.item = make_item(self.window.window_type)
		self.other_item = make_item(self.other.window_type)

	def registered(self, **values):
		"""Register a request as the clerk."""
		with self.as_user(self.clerk):
			return make_request(self.window, values.pop("item", self.item), **values)

	def act(self, request, action: str, user: str | None = None, **answers):
		"""Take a transition of the Workflow, and return the request as it is stored afterwards."""
		with self.as_user(user or self.clerk):
			doc = frappe.get_doc(request.doctype, request.name)
			doc.update(answers)
			doc.save()
			apply_workflow(doc, action)
		return frappe.get_doc(request.doctype, request.name)
