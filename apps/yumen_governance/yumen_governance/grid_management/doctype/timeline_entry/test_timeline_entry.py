"""The timeline is written by code alone and never changes, for nobody."""

import frappe

from yumen_governance.grid_management.doctype.timeline_entry.timeline_entry import TimelineIsAppendOnlyError
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid


class TestTimelineEntry(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		event = make_event(make_grid().name)
		event.workflow_state = "Reported"
		event.save()
		self.entry = frappe.get_doc("Timeline Entry", {"reference_name": event.name})

	def test_entry_cannot_be_changed_even_by_administrator(self):
		self.entry.opinion = "Something else"
		self.assertRefused(TimelineIsAppendOnlyError, self.entry.save)

	def test_entry_cannot_be_deleted_even_by_administrator(self):
		self.assertRefused(TimelineIsAppendOnlyError, frappe.delete_doc, "Timeline Entry", self.entry.name)
		self.assertRefused(
			TimelineIsAppendOnlyError, frappe.delete_doc, "Timeline Entry", self.entry.name, force=True
		)

	def test_entry_cannot_be_written_from_outside(self):
		for person in ("Administrator", actor("administrator"), actor("dispatcher")):
			with self.subTest(person), self.as_user(person):
				self.assertRefused(frappe.PermissionError, frappe.copy_doc(self.entry).insert)

	def test_entry_cannot_be_renamed(self):
		self.assertRefused(
			TimelineIsAppendOnlyError, frappe.rename_doc, "Timeline Entry", self.entry.name, "another"
		)
