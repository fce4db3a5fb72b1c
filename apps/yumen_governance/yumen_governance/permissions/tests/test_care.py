"""Who sees a special-group record: one literal table of roles and people, tried by every path that leads to it."""

import frappe

from yumen_governance.permissions import roles
from yumen_governance.permissions.care import CARE_DOCTYPES, OFFICERS, VISIT
from yumen_governance.permissions.tests.care_table import (
	EVERY_ROLE,
	PEOPLE,
	RIGHTS,
	TABLE,
	CareMatrixTestCase,
)
from yumen_governance.tests.care import (
	RESETTLEMENT,
	make_care_visit,
	officer,
)
from yumen_governance.tests.case import GovernanceTestCase


class TestRoles(GovernanceTestCase):
	def test_each_role_has_exactly_the_rights_of_the_table(self):
		for doctype, table in TABLE.items():
			permissions = frappe.get_meta(doctype).permissions
			self.assertLessEqual({row.role for row in permissions}, set(EVERY_ROLE))
			for role in EVERY_ROLE:
				rows = [row for row in permissions if row.role == role and not row.permlevel]
				held = {right for right in RIGHTS for row in rows if row.get(right)}
				with self.subTest(doctype, role=role):
					self.assertEqual(held, table.get(role, set()))

	def test_background_is_for_the_officers_of_the_group_alone(self):
		for doctype in CARE_DOCTYPES:
			rows = [row for row in frappe.get_meta(doctype).permissions if row.permlevel]
			with self.subTest(doctype):
				self.assertEqual({(row.role, row.permlevel) for row in rows}, {(OFFICERS[doctype], 1)})

	def test_nobody_s_role_reaches_envelope_and_person(self):
		for doctype in CARE_DOCTYPES:
			hidden = {df.fieldname for df in frappe.get_meta(doctype).fields if df.permlevel == 9}
			with self.subTest(doctype):
				self.assertEqual(hidden, {"sealed", "resident", "reminded_of"})


class TestRecords(CareMatrixTestCase):
	def test_list_and_record_show_exactly_what_the_table_says(self):
		for person, (reads, writes) in PEOPLE.items():
			user = self.people[person]
			with self.subTest(person):
				self.assertEqual(self.seen(self.listed(RESETTLEMENT, user)), reads)
				for key, record in self.records.items():
					may = {
						right: frappe.has_permission(RESETTLEMENT, right, record.name, user)
						for right in RIGHTS
					}
					self.assertEqual((may["read"], may["write"]), (key in reads, key in writes), key)
					for right in ("delete", "export", "print", "share", "email", "report", "submit"):
						self.assertFalse(may[right], right)

	def listed(self, doctype, user):
		with self.as_user(user):
			try:
				return frappe.get_list(doctype, pluck="name", limit=0)
			except frappe.PermissionError:
				return []

	def test_visits_are_seen_with_their_record(self):
		for person, (reads, _writes) in PEOPLE.items():
			user, names = self.people[person], {visit.name: key for key, visit in self.visits.items()}
			with self.subTest(person):
				listed = self.listed(VISIT, user)
				self.assertEqual({names[name] for name in listed if name in names}, reads)
				for key, visit in self.visits.items():
					self.assertEqual(frappe.has_permission(VISIT, "read", visit.name, user), key in reads)

	def test_visits_are_added_by_who_reads_a_record_in_care(self):
		for person, (reads, _writes) in PEOPLE.items():
			for key, record in self.records.items():
				with self.subTest(person, record=key):
					if key in reads - {"ended"}:
						self.assertTrue(make_care_visit(record, self.people[person]).name)
					else:
						self.assertRefused(
							frappe.PermissionError, make_care_visit, record, self.people[person]
						)

	def test_only_officers_with_a_unit_make_records(self):
		makers = {"officer", "officer_elsewhere", "officer_above"}
		for person, user in self.people.items():
			unit = frappe.db.get_value("Functional Unit Handler", {"user": user}, "parent") or self.unit
			with self.subTest(person):
				if person in makers:
					self.assertTrue(self.made(unit, user=user).name)
				else:
					self.assertRefused(frappe.PermissionError, self.made, unit, user=user)

	def test_record_from_outside_cannot_pretend_to_be_mine(self):
		stolen = self.records["elsewhere"].as_dict()
		stolen.update({"responsible_unit": self.unit, "owner": officer(RESETTLEMENT)})
		self.assertFalse(
			frappe.has_permission(RESETTLEMENT, "write", frappe.get_doc(stolen), officer(RESETTLEMENT))
		)

	def test_helper_sees_no_background(self):
		record = self.records["mine"]
		record.db_set({"risk": "****", "resident": "someone"})
		with self.as_user(self.people["helper"]):
			doc = frappe.get_doc(RESETTLEMENT, record.name)
			doc.apply_fieldlevel_read_permissions()
			self.assertFalse(doc.get("risk") or doc.get("resident") or doc.get("sealed"))
			self.assertEqual(doc.goals, "Find work")
			row = frappe.get_list(RESETTLEMENT, fields=["name", "risk", "goals"], limit=1)[0]
			self.assertNotIn("risk", row)

	def test_unit_out_of_use_gives_no_sight(self):
		frappe.db.set_value("Functional Unit", self.unit, "is_active", 0)
		self.assertNotIn("mine", self.seen(self.listed(RESETTLEMENT, officer(RESETTLEMENT))))

	def test_role_taken_away_ends_the_sight(self):
		user = self.people["officer_above"]
		frappe.db.delete("Has Role", {"parent": user, "role": roles.RESETTLEMENT_OFFICER})
		frappe.clear_cache(user=user)
		self.assertFalse(self.listed(RESETTLEMENT, user))
