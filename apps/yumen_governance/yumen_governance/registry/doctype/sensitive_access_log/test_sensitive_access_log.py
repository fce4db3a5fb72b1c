"""The access log is written by code alone, never changes, and tells when somebody changed it underneath."""

import frappe
from frappe.client import set_value

from yumen_governance.registry.doctype.sensitive_access_log import chain
from yumen_governance.registry.doctype.sensitive_access_log.sensitive_access_log import (
	AccessLogIsAppendOnlyError,
)
from yumen_governance.registry.sensitive_access import LOG, Case, record_access
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_grid_member


class TestAccessLog(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.grid = make_grid().name
		self.row = record_access("Grid", self.grid, "Contact Phone", "Household Check", action="Reveal")

	def test_row_says_who_what_and_when(self):
		with self.as_user(actor("dispatcher")):
			row = record_access("Grid", self.grid, "Contact Phone", "Household Check", note="door 3")
		row.reload()
		self.assertEqual(
			(row.user, row.roles, row.action, row.outcome, row.purpose, row.note),
			(actor("dispatcher"), "Dispatcher", "Open", "Allowed", "Household Check", "door 3"),
		)
		self.assertEqual((row.reference_doctype, row.reference_name), ("Grid", self.grid))
		self.assertTrue(row.logged_on)

	def test_refusal_and_case_are_told(self):
		row = record_access("Grid", self.grid, "Phone", None, refusal="No right", case=Case("Grid", "G"))
		self.assertEqual(
			(row.outcome, row.refusal, row.case_doctype, row.case_name), ("Refused", "No right", "Grid", "G")
		)

	def test_values_typed_into_a_note_are_masked(self):
		row = record_access(
			"Grid", self.grid, "Phone", "x", note="他的身份证99000019900101123X，电话19900001234"
		)
		self.assertEqual(row.note, "他的身份证990000********123X，电话199****1234")

	def test_record_of_another_grid_is_marked(self):
		make_grid_member(self.grid, user=actor("member"))
		other = make_grid().name
		with self.as_user(actor("member")):
			self.assertFalse(record_access("Grid", self.grid, "Phone", "x").outside_territory)
			self.assertTrue(record_access("Grid", other, "Phone", "x").outside_territory)

	def test_row_cannot_be_changed_even_by_administrator(self):
		self.row.note = "Something else"
		self.assertRefused(AccessLogIsAppendOnlyError, self.row.save)
		self.assertRefused(AccessLogIsAppendOnlyError, self.row.db_set, "note", "Something else")
		self.assertRefused(AccessLogIsAppendOnlyError, set_value, LOG, self.row.name, "note", "Something")

	def test_row_cannot_be_deleted_even_by_administrator(self):
		for force in (False, True):
			with self.subTest(force=force):
				self.assertRefused(
					AccessLogIsAppendOnlyError, frappe.delete_doc, LOG, self.row.name, force=force
				)

	def test_row_cannot_be_written_from_outside(self):
		for person in ("Administrator", actor("administrator"), actor("auditor")):
			with self.subTest(person), self.as_user(person):
				self.assertRefused(frappe.PermissionError, frappe.copy_doc(self.row).insert)

	def test_row_cannot_be_renamed(self):
		self.assertRefused(AccessLogIsAppendOnlyError, frappe.rename_doc, LOG, self.row.name, "another")

	def test_only_auditor_and_privacy_officer_read_it(self):
		for person in ("administrator", "dispatcher", "leader", "member", "handler", "clerk", "technician"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(frappe.PermissionError, frappe.get_list, LOG)
				self.assertFalse(frappe.has_permission(LOG, "read", self.row.name))
		with self.as_user(actor("auditor")):
			self.assertIn(self.row.name, frappe.get_list(LOG, pluck="name"))
			self.assertFalse(frappe.has_permission(LOG, "export"))


class TestChain(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.delete(LOG)
		frappe.db.delete(chain.HEAD)
		self.rows = [record_access("Grid", "620981", f"Field {number}", "x") for number in range(4)]

	def broken(self) -> list[tuple]:
		return [(found.row, found.reason) for found in chain.breaks()]

	def change(self, row, **values):
		frappe.db.set_value(LOG, row.name, values, update_modified=False)

	def test_untouched_chain_is_whole(self):
		self.assertFalse(self.broken())

	def test_rows_of_two_people_stand_in_their_own_chains(self):
		with self.as_user(actor("auditor")):
			record_access("Grid", "620981", "Phone", "x")
		self.assertNotEqual(chain.chain_of("Administrator"), chain.chain_of(actor("auditor")))
		self.assertFalse(self.broken())

	def test_every_told_field_is_protected(self):
		for field in ("what", "user_name", "logged_on", "purpose", "outside_territory", "reference_name"):
			before = frappe.db.get_value(LOG, self.rows[1].name, field)
			value = {"logged_on": "2020-01-01 00:00:00", "outside_territory": 0}.get(field, "changed")
			self.change(self.rows[1], **{field: value})
			with self.subTest(field):
				self.assertEqual(self.broken(), [(self.rows[1].name, "The row was changed.")])
			self.change(self.rows[1], **{field: before})
		self.assertFalse(self.broken())

	def test_removed_rows_are_missed(self):
		frappe.db.delete(LOG, {"name": self.rows[2].name})
		self.assertEqual(self.broken(), [(None, "A row is missing.")])

	def test_removed_last_row_is_missed(self):
		frappe.db.delete(LOG, {"name": self.rows[3].name})
		self.assertEqual(self.broken(), [(None, "The last rows are missing.")])

	def test_head_that_was_set_back_is_noticed(self):
		frappe.db.delete(LOG, {"name": self.rows[3].name})
		head = {"last_sequence": 3, "last_digest": self.rows[2].digest}
		frappe.db.set_value(chain.HEAD, chain.chain_of("Administrator"), head)
		self.assertEqual(self.broken(), [(None, "The head of the chain was changed.")])

	def test_row_from_outside_every_chain_is_noticed(self):
		self.change(self.rows[0], chain="77")
		self.assertIn("The row belongs to no chain.", [reason for _row, reason in self.broken()])

	def test_a_place_is_taken_once(self):
		stray = frappe.get_doc(LOG, self.rows[0].name).as_dict()
		with self.assertRaises(frappe.UniqueValidationError):
			frappe.get_doc({**stray, "name": "stray"}).db_insert()
