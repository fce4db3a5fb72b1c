"""Officers are told once of each date of review."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.permissions import roles
from yumen_governance.registry.care import reviews, tasks
from yumen_governance.tests.care import DRUG, RESETTLEMENT, CareTestCase, officer
from yumen_governance.tests.factories import actor, make_unit, make_user


class TestReviews(CareTestCase):
	def due(self, days: int, **values):
		"""A record whose review is due in so many days."""
		record = self.make_record(**values)
		record.db_set("review_on", add_days(getdate(), days))
		return record

	def told(self, record) -> list[str]:
		filters = {"document_type": record.doctype, "document_name": record.name, "type": "Alert"}
		return sorted(frappe.get_all("Notification Log", filters, pluck="for_user"))

	def test_officers_are_told_a_week_before_and_when_overdue(self):
		soon, overdue, later = self.due(7), self.due(-3), self.due(8)
		reviews.remind_of_due(RESETTLEMENT, getdate())
		self.assertEqual(self.told(soon), [officer(RESETTLEMENT)])
		self.assertEqual(self.told(overdue), [officer(RESETTLEMENT)])
		self.assertEqual(self.told(later), [])

	def test_once_for_each_date(self):
		record = self.due(3)
		self.assertEqual(reviews.remind_of_due(RESETTLEMENT, getdate()), 1)
		self.assertEqual(reviews.remind_of_due(RESETTLEMENT, getdate()), 0)
		self.assertEqual(len(self.told(record)), 1)
		record.db_set("review_on", add_days(getdate(), 4))
		self.assertEqual(reviews.remind_of_due(RESETTLEMENT, getdate()), 1)
		self.assertEqual(len(self.told(record)), 2)

	def test_officers_of_the_units_above_are_told_as_well(self):
		above = make_user(roles.RESETTLEMENT_OFFICER)
		bureau = make_unit(above, is_group=1).name
		frappe.get_doc("Functional Unit", self.unit).update({"parent_unit": bureau}).save()
		record = self.due(1)
		reviews.remind_of_due(RESETTLEMENT, getdate())
		self.assertEqual(self.told(record), sorted([above, officer(RESETTLEMENT)]))

	def test_officers_of_other_groups_and_handlers_are_not_told(self):
		unit = frappe.get_doc("Functional Unit", self.unit)
		unit.append("handlers", {"user": actor("handler")})
		unit.save()
		record = self.due(1, doctype=DRUG)
		reviews.remind_of_due(DRUG, getdate())
		self.assertEqual(self.told(record), [officer(DRUG)])

	def test_unit_without_officer_is_told_as_soon_as_it_has_one(self):
		record = self.due(1)
		frappe.db.delete("Functional Unit Handler", {"parent": self.unit})
		self.assertEqual(reviews.remind_of_due(RESETTLEMENT, getdate()), 0)
		unit = frappe.get_doc("Functional Unit", self.unit)
		unit.append("handlers", {"user": officer(RESETTLEMENT)})
		unit.save()
		self.assertEqual(reviews.remind_of_due(RESETTLEMENT, getdate()), 1)
		self.assertEqual(self.told(record), [officer(RESETTLEMENT)])

	def test_ended_record_reminds_nobody(self):
		record = self.end(self.due(1))
		reviews.remind_of_due(RESETTLEMENT, getdate())
		self.assertEqual(self.told(record), [])

	def test_reminder_doesn_t_name_the_person(self):
		_resident, number = self.make_person(resident_name="独特姓名")
		record = self.due(1, id_number=number)
		reviews.remind_of_due(RESETTLEMENT, getdate())
		subject = frappe.db.get_value("Notification Log", {"document_name": record.name}, "subject")
		self.assertNotIn("独特姓名", subject)

	def test_job_goes_through_every_group(self):
		records = [self.due(1, doctype=doctype) for doctype in (RESETTLEMENT, RESETTLEMENT, DRUG)]
		with patch.object(reviews, "BATCH", 1), patch.object(frappe.db, "commit") as commit:
			self.assertEqual(tasks.remind_of_reviews(), 3)
			self.assertEqual(tasks.remind_of_reviews(), 0)
		self.assertEqual(commit.call_count, 3)
		self.assertTrue(all(map(self.told, records)))
