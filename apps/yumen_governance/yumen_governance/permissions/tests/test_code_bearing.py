"""Programs are written by the Administrator alone, templates by technicians, prepared reports are their owner's."""

import frappe

from yumen_governance import hooks
from yumen_governance.permissions.code_bearing import PREPARED, RENDERED, RUN
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor

RULE = "yumen_governance.permissions.code_bearing.has_permission"


class TestCodeBearing(GovernanceTestCase):
	def test_every_such_doctype_is_wired(self):
		for doctype in (*RUN, *RENDERED, "Report", PREPARED):
			self.assertEqual(hooks.has_permission.get(doctype), RULE, doctype)

	def may(self, doctype: str, user: str, right: str = "create", **values) -> bool:
		return bool(
			frappe.has_permission(doctype, right, frappe.get_doc({"doctype": doctype, **values}), user)
		)

	def test_programs_are_the_administrators(self):
		for doctype in RUN:
			with self.subTest(doctype):
				self.assertFalse(self.may(doctype, actor("technician"), "write"))
				self.assertTrue(self.may(doctype, "Administrator", "write"))
		script = {"report_type": "Script Report", "ref_doctype": "ToDo", "report_name": "x"}
		self.assertFalse(self.may("Report", actor("technician"), **script))
		self.assertTrue(
			self.may("Report", actor("technician"), **{**script, "report_type": "Report Builder"})
		)

	def test_templates_are_for_technicians(self):
		for doctype in ("Print Format", "Notification", "Letter Head", "Email Template"):
			with self.subTest(doctype):
				self.assertTrue(self.may(doctype, actor("technician")))
				self.assertFalse(self.may(doctype, actor("administrator")))
		chart = {"chart_type": "Count", "document_type": "Governance Event", "chart_name": "x"}
		self.assertFalse(self.may("Dashboard Chart", actor("dispatcher"), **chart))

	def test_reading_stays_as_it_was(self):
		self.assertTrue(frappe.has_permission("Letter Head", "read", user=actor("member")))
		workspaces = frappe.get_all("Workspace", {"public": 1}, pluck="name", limit=1)
		self.assertTrue(workspaces)

	def test_prepared_report_is_its_owners(self):
		report = {
			"doctype": PREPARED,
			"report_name": "ToDo",
			"owner": actor("dispatcher"),
			"status": "Completed",
		}
		stored = frappe.get_doc(report)
		stored.db_insert()
		for user, reads in (("technician", False), ("auditor", False)):
			with self.subTest(user), self.as_user(actor(user)):
				self.assertEqual(bool(frappe.has_permission(PREPARED, "read", stored.name)), reads)
