"""What hangs on a record of the app is seen with it, and hung on it by those who see it."""

from unittest.mock import patch

import frappe
from frappe.desk.form.assign_to import add as assign

from yumen_governance.hardening.tests.door import EVENT, DoorTestCase
from yumen_governance.permissions.satellites import LINKS, OutsiderError
from yumen_governance.tests.factories import actor


class TestSatellites(DoorTestCase):
	def hang(self, doctype: str, event, **values):
		doctype_field, name_field = LINKS[doctype]
		link = {doctype_field: EVENT, name_field: event.name}
		doc = frappe.get_doc({"doctype": doctype, **link, **values})
		doc.flags.ignore_links = True
		return doc.insert(ignore_permissions=True)

	def rows(self) -> dict:
		return {
			"Comment": {"comment_type": "Comment", "content": "内情"},
			"Tag Link": {"tag": "标签", "title": "标题"},
			"Version": {"data": "{}"},
			"View Log": {"viewed_by": "Administrator"},
			"Deleted Document": {"data": "{}"},
			"Access Log": {"method": "Print"},
		}

	def test_rows_about_unseen_records_are_hidden_from_everybody_else(self):
		for doctype, values in self.rows().items():
			theirs, mine = self.hang(doctype, self.theirs, **values), self.hang(doctype, self.mine, **values)
			for person in ("member", "technician"):
				with self.subTest(doctype, person=person), self.as_user(actor(person)):
					self.assertFalse(frappe.has_permission(doctype, "read", theirs.name))
					if frappe.has_permission(doctype, "read"):
						listed = frappe.get_list(doctype, pluck="name", limit=0)
						self.assertNotIn(theirs.name, listed)
						self.assertEqual(mine.name in listed, person == "member")

	def test_rows_about_other_things_stay_with_the_frameworks_rule(self):
		todo = frappe.get_doc({"doctype": "ToDo", "description": "x", "allocated_to": actor("technician")})
		todo.insert()
		version = frappe.get_doc(
			{"doctype": "Version", "ref_doctype": "ToDo", "docname": todo.name, "data": "{}"}
		)
		version.insert(ignore_permissions=True)
		with self.as_user(actor("technician")):
			self.assertTrue(frappe.has_permission("Version", "read", version.name))
			self.assertIn(version.name, frappe.get_list("Version", pluck="name", limit=0))
			self.assertIn(todo.name, frappe.get_list("ToDo", pluck="name", limit=0))

	def test_nothing_is_hung_on_an_unseen_record(self):
		with self.as_user(actor("member")):
			for doctype in ("Comment", "Tag Link", "ToDo", "Document Follow", "Reminder"):
				values = {**self.rows().get(doctype, {}), "user": actor("member"), "description": "x"}
				with self.subTest(doctype):
					self.assertRefused(frappe.PermissionError, self.hang, doctype, self.theirs, **values)

	def test_nobody_is_summoned_who_may_not_see_it(self):
		with self.as_user(actor("dispatcher")):
			self.assertRefused(
				OutsiderError,
				self.hang,
				"ToDo",
				self.theirs,
				description="x",
				allocated_to=actor("member"),
			)
			self.assertRefused(OutsiderError, self.hang, "Document Follow", self.theirs, user=actor("member"))
			self.assertTrue(self.hang("ToDo", self.mine, description="x", allocated_to=actor("member")))

	def test_follows_are_ones_own(self):
		follow = self.hang("Document Follow", self.mine, user=actor("dispatcher"))
		with self.as_user(actor("member")):
			self.assertFalse(frappe.has_permission("Document Follow", "delete", follow.name))
			self.assertNotIn(follow.name, frappe.get_list("Document Follow", pluck="name", limit=0))

	def test_open_steps_are_seen_with_the_case(self):
		names = frappe.get_all("Workflow Action", {"reference_name": self.theirs.name}, pluck="name")
		if not names:
			names = [self.hang("Workflow Action", self.theirs, status="Open", workflow_state="Reported").name]
		with self.as_user(actor("leader")):
			self.assertFalse(set(names) & set(frappe.get_list("Workflow Action", pluck="name", limit=0)))

	def test_right_that_the_giver_lacks_is_not_given(self):
		frappe.db.set_single_value("System Settings", "disable_document_sharing", 0)
		frappe.clear_document_cache("System Settings", "System Settings")
		self.addCleanup(frappe.clear_document_cache, "System Settings", "System Settings")
		note = frappe.get_doc({"doctype": "Note", "title": "记录", "public": 1}).insert().name
		frappe.share.add_docshare(
			"Note", note, actor("member"), share=1, flags={"ignore_share_permission": True}
		)
		share = {"doctype": "Note", "name": note, "user": actor("leader")}
		with self.as_user(actor("member")):
			hole = frappe.share.add(**share, write=1)
			self.assertTrue(hole.write, "the hole: stock gives a right that the giver lacks")
			hole.delete(ignore_permissions=True)
			self.assertRefused(frappe.PermissionError, self.call, "frappe.share.add", **share, write="1")
			self.call("frappe.share.add", **share)

	def test_assigning_still_works_for_those_who_see_it(self):
		with self.as_user(actor("dispatcher")), patch("frappe.desk.form.assign_to.notify_assignment"):
			assign({"doctype": EVENT, "name": self.mine.name, "assign_to": [actor("member")]})
		self.assertIn(actor("member"), frappe.db.get_value(EVENT, self.mine.name, "_assign"))
