"""Helpers: named in a record they reach it, and the role comes and goes with their names."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.permissions.care import HELPER
from yumen_governance.registry.care import team
from yumen_governance.registry.record import RecordError
from yumen_governance.tests.care import DRUG, RESETTLEMENT, CareTestCase, helper_row, officer
from yumen_governance.tests.factories import actor

MEMBER = actor("member")


class TestTeam(CareTestCase):
	def holds(self, user: str = MEMBER) -> bool:
		return HELPER in frappe.get_roles(user)

	def change(self, record, **values):
		with self.as_user(officer(record.doctype)):
			record.reload()
			record.update(values)
			record.save()

	def test_role_comes_with_the_first_name_and_goes_with_the_last(self):
		self.assertFalse(self.holds())
		first, second = self.make_record(helper=MEMBER), self.make_record(DRUG, helper=MEMBER)
		self.assertTrue(self.holds())
		self.change(first, helpers=[])
		self.assertTrue(self.holds())
		self.end(second)
		self.assertFalse(self.holds())

	def test_term_of_a_helper_gives_and_takes_the_role(self):
		tomorrow, yesterday = add_days(getdate(), 1), add_days(getdate(), -1)
		record = self.make_record(helpers=[helper_row(RESETTLEMENT, MEMBER, from_date=tomorrow)])
		self.assertFalse(self.holds())
		frappe.db.set_value("Care Team Member", record.helpers[0].name, "from_date", None)
		team.grant_and_take([MEMBER])
		self.assertTrue(self.holds())
		frappe.db.set_value("Care Team Member", record.helpers[0].name, "to_date", yesterday)
		team.grant_and_take([MEMBER])
		self.assertFalse(self.holds())

	def test_giving_the_role_touches_no_other(self):
		before = set(frappe.get_roles(MEMBER))
		self.make_record(helper=MEMBER)
		self.assertEqual(set(frappe.get_roles(MEMBER)) - before, {HELPER})

	def test_granting_twice_gives_one_role(self):
		self.make_record(helper=MEMBER)
		team.grant_and_take([MEMBER])
		rows = frappe.get_all("Has Role", {"parent": MEMBER, "role": HELPER})
		self.assertEqual(len(rows), 1)

	def test_newly_named_helper_is_told_without_the_person_s_name(self):
		resident, number = self.make_person(resident_name="独特姓名")
		record = self.make_record(id_number=number, helper=MEMBER)
		told = frappe.get_all("Notification Log", {"document_name": record.name}, ["for_user", "subject"])
		self.assertEqual([row.for_user for row in told], [MEMBER])
		self.assertNotIn("独特姓名", told[0].subject)
		self.change(record, goals="More")
		self.assertEqual(frappe.db.count("Notification Log", {"document_name": record.name}), 1)

	def test_helper_needs_a_name_or_a_working_account(self):
		self.assertRefused(RecordError, self.make_record, helpers=[helper_row(RESETTLEMENT, None)])
		for user in ("Administrator", "Guest"):
			with self.subTest(user):
				self.assertRefused(RecordError, self.make_record, helper=user)
		twice = [helper_row(RESETTLEMENT, MEMBER)] * 2
		self.assertRefused(RecordError, self.make_record, helpers=twice)
		record = self.make_record(helpers=[helper_row(RESETTLEMENT, None, member_name="邻居")])
		self.assertEqual(record.main_helper, "邻居")

	def test_list_shows_the_first_helper_in_office(self):
		past = helper_row(RESETTLEMENT, None, member_name="从前", to_date="2026-01-02")
		record = self.make_record(helpers=[past, helper_row(RESETTLEMENT, None, member_name="现在")])
		self.assertEqual(record.main_helper, "现在")

	def test_helps_in_an_order_of_days(self):
		row = helper_row(RESETTLEMENT, MEMBER, from_date="2026-03-01", to_date="2026-02-01")
		self.assertRefused(RecordError, self.make_record, helpers=[row])
