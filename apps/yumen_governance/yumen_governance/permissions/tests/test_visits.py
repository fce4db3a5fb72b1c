"""Who sees and changes plans, summaries, visits and knowledge; each row is tried by list, record and criterion."""

import frappe
from frappe.utils import getdate

from yumen_governance.field_work.entry_days import planning
from yumen_governance.field_work.knowledge import filling
from yumen_governance.field_work.visits.tests.maker import FieldCase
from yumen_governance.permissions.visits import KNOWLEDGE, PLAN, SUMMARY, VISIT
from yumen_governance.tests.factories import (
	actor,
	make_event,
	make_grid,
	make_grid_member,
	make_unit,
	put_in_state,
)

EVERYBODY = (
	"administrator",
	"dispatcher",
	"auditor",
	"leader",
	"member",
	"colleague",
	"other_member",
	"above",
)
EVERYBODY += ("handler", "other_handler", "other_leader", "clerk", "registry_clerk", "centre_director")

# DocType: who reads the record of the member's grid, and who changes it
READS = {
	PLAN: {"administrator", "auditor", "leader", "member"},
	SUMMARY: {"administrator", "dispatcher", "auditor", "leader"},
	VISIT: {"auditor", "leader", "member", "colleague"},
	KNOWLEDGE: {"administrator", "dispatcher", "auditor", "leader", "member", "colleague", "above"},
}
WRITES = {PLAN: {"leader", "member"}, SUMMARY: {"leader"}, VISIT: {"leader", "member"}, KNOWLEDGE: set()}


class TestWhoSees(FieldCase):
	def setUp(self):
		super().setUp()
		self.people = {name: actor(name) for name in EVERYBODY if name not in ("colleague", "above")}
		self.people["colleague"] = actor("mediator")
		self.people["above"] = actor("other_mediator")
		for name in ("colleague", "above"):
			frappe.get_doc("User", self.people[name]).add_roles("Grid Member")
		make_grid_member(self.grid, "Part-time Member", self.people["colleague"])
		make_grid_member(self.community, "Part-time Member", self.people["above"])
		make_grid_member(make_grid().name, "Grid Leader", self.people["other_leader"])
		today = getdate()
		self.plan_day(today)
		filling.keep_rows()
		self.names = {
			PLAN: planning.plan_name(today, self.grid, self.member.name),
			SUMMARY: planning.summary_name(today, self.grid),
			VISIT: self.visit().name,
			KNOWLEDGE: frappe.db.get_value(KNOWLEDGE, {"grid": self.grid}),
		}

	def may(self, right: str, doctype: str) -> set[str]:
		return {
			name
			for name, user in self.people.items()
			if frappe.has_permission(doctype, right, self.names[doctype], user=user)
		}

	def test_records_are_read_by_whom_the_table_says(self):
		for doctype, people in READS.items():
			with self.subTest(doctype):
				self.assertEqual(self.may("read", doctype), people)

	def test_records_are_changed_by_whom_the_table_says(self):
		for doctype, people in WRITES.items():
			with self.subTest(doctype):
				self.assertEqual(self.may("write", doctype), people)

	def test_lists_and_reports_agree_with_the_records(self):
		for doctype, people in READS.items():
			for name, user in self.people.items():
				with self.subTest(doctype, person=name), self.as_user(user):
					try:
						found = frappe.get_list(doctype, {"name": self.names[doctype]}, pluck="name", limit=0)
					except frappe.PermissionError:
						found = []
					self.assertEqual(bool(found), name in people)

	def test_nobody_deletes_or_shares_them(self):
		for doctype in READS:
			for right in ("delete", "share"):
				with self.subTest(doctype, right=right):
					self.assertEqual(self.may(right, doctype), set())

	def test_a_department_sees_its_own_visits_only(self):
		unit = make_unit(self.people["handler"]).name
		make_unit(self.people["other_handler"])
		resident = self.make_resident(self.households[3])
		event = put_in_state(make_event(self.grid, resident=resident.name), "Signed", lead_unit=unit)
		visit = self.visit(None, self.people["handler"], about_event=event.name, unit=unit)
		self.names[VISIT] = visit.name
		self.assertEqual(self.may("read", VISIT), READS[VISIT] | {"handler"})
		self.assertEqual(self.may("write", VISIT), {"leader", "handler"})

	def test_a_post_that_ended_shows_nothing_any_more(self):
		self.leader.db_set("is_active", 0)
		self.member.db_set("is_active", 0)
		from yumen_governance.permissions import scope

		scope.forget()
		self.assertEqual(self.may("read", SUMMARY), READS[SUMMARY] - {"leader"})
		self.assertEqual(self.may("read", PLAN), {"administrator", "auditor"})
		self.assertEqual(self.may("read", VISIT), {"auditor", "colleague"})

	def test_files_of_a_visit_are_seen_by_who_sees_the_visit(self):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "a.txt",
				"content": "x",
				"is_private": 1,
				"attached_to_doctype": VISIT,
				"attached_to_name": self.names[VISIT],
			}
		).insert()
		for name, user in self.people.items():
			with self.subTest(name), self.as_user(user):
				seen = frappe.has_permission("File", "read", file.name, user=user)
				self.assertEqual(seen, name in READS[VISIT])
