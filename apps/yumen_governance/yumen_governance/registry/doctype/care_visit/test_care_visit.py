"""Visits say why and what, tell the record when the next one is, and are closed after a day."""

import frappe
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from yumen_governance.permissions.care import VISIT
from yumen_governance.registry.doctype.care_visit.care_visit import VisitIsClosedError
from yumen_governance.tests.care import RESETTLEMENT, CareTestCase, officer
from yumen_governance.tests.factories import actor


class TestCareVisit(CareTestCase):
	def setUp(self):
		super().setUp()
		self.record = self.make_record(helper=actor("member"))

	def visit(self, user: str | None = None, **values):
		return self.make_visit(self.record, user or actor("member"), **values)

	def test_author_is_who_writes_it(self):
		visit = self.visit(visited_by=actor("leader"))
		self.assertEqual(visit.visited_by, actor("member"))
		self.assertEqual(visit.visitor_name, frappe.db.get_value("User", actor("member"), "full_name"))

	def test_purpose_and_findings_are_asked_for(self):
		for missing in ("purpose", "findings"):
			with self.subTest(missing):
				self.assertRefused(frappe.MandatoryError, self.visit, **{missing: ""})

	def test_record_shows_the_last_and_the_next_visit(self):
		early, late, soon = (str(add_days(getdate(), days)) for days in (-20, -10, 5))
		self.visit(visited_on=late, next_visit_on=soon)
		self.visit(visited_on=early, next_visit_on=late)
		stored = frappe.db.get_value(RESETTLEMENT, self.record.name, ["last_visited_on", "next_visit_on"])
		self.assertEqual(tuple(map(str, stored)), (late, soon))

	def test_visit_doesn_t_disturb_who_has_the_form_open(self):
		before = frappe.db.get_value(RESETTLEMENT, self.record.name, "modified")
		self.visit()
		self.assertEqual(frappe.db.get_value(RESETTLEMENT, self.record.name, "modified"), before)

	def test_impossible_dates_are_refused(self):
		tomorrow, yesterday = str(add_days(getdate(), 1)), str(add_days(getdate(), -1))
		self.assertRefused(frappe.ValidationError, self.visit, visited_on=tomorrow)
		self.assertRefused(frappe.ValidationError, self.visit, next_visit_on=yesterday)

	def test_author_corrects_it_for_a_day(self):
		visit = self.visit()
		with self.as_user(actor("member")):
			visit.update({"findings": "Corrected"}).save()
		visit.db_set("creation", add_to_date(now_datetime(), hours=-25), update_modified=False)
		with self.as_user(actor("member")):
			visit.reload()
			visit.findings = "Too late"
			self.assertRefused(VisitIsClosedError, visit.save)

	def test_nobody_else_corrects_it(self):
		visit = self.visit()
		for person in (officer(RESETTLEMENT), "Administrator"):
			with self.subTest(person), self.as_user(person):
				visit.reload()
				visit.findings = "Mine"
				self.assertRefused(VisitIsClosedError, visit.save)

	def test_visit_cannot_change_its_record(self):
		other = self.make_record(helper=actor("member"))
		visit = self.visit()
		with self.as_user(actor("member")):
			visit.care_record = other.name
			self.assertRefused(frappe.CannotChangeConstantError, visit.save)

	def test_nothing_is_added_after_the_end(self):
		self.end(self.record)
		for person in (officer(RESETTLEMENT), actor("member")):
			with self.subTest(person):
				self.assertRefused(frappe.PermissionError, self.visit, person)

	def test_visit_of_anything_else_is_refused(self):
		values = {"care_doctype": "Grid", "care_record": self.grid, "purpose": "x", "findings": "x"}
		with self.as_user(officer(RESETTLEMENT)):
			visit = frappe.get_doc({"doctype": VISIT, **values})
			self.assertRefused(frappe.PermissionError, visit.insert)
