"""Rounds that nobody ended are closed on a later day; nothing that was looked at is lost by it."""

from datetime import datetime, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import get_datetime, getdate, now_datetime

from yumen_governance.field_work.patrols import closing, rounds, stores, tasks
from yumen_governance.field_work.patrols.tests.test_rounds import RoundsTestCase
from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.factories import actor

PATROL = "Patrol"


class TestClosing(RoundsTestCase):
	def setUp(self):
		super().setUp()
		# What the demo and other tests left under way
		frappe.db.set_value(PATROL, {"status": "Under Way"}, "status", "Done")

	def begun(self, days: int = 1, **values) -> str:
		"""Begin a round that lies some days back."""
		patrol = self.begin(**values)
		frappe.db.set_value(PATROL, patrol, "started_on", self.at(9, days))
		return patrol

	def at(self, hour: int, days: int = 1) -> datetime:
		return get_datetime(getdate() - timedelta(days=days)) + timedelta(hours=hour)

	def look_at(self, patrol: str, moment: datetime, **values):
		return self.look(patrol, self.facility, happened_on=moment, **values)

	def stored(self, patrol: str):
		return frappe.get_doc(PATROL, patrol)

	def test_round_of_an_earlier_day_ends_with_its_last_look(self):
		patrol, now = self.begun(), now_datetime()
		self.look_at(patrol, self.at(10))
		seen = self.stored(patrol).modified
		self.assertEqual(closing.close(now), 1)
		doc = self.stored(patrol)
		self.assertEqual((doc.status, doc.ended_on, doc.closed_by_itself_on), ("Done", self.at(10), now))
		self.assertGreater(doc.modified, seen)

	def test_round_without_a_look_ends_where_it_began(self):
		patrol = self.begun()
		closing.close(now_datetime())
		self.assertEqual(self.stored(patrol).ended_on, self.at(9))

	def test_closing_again_closes_nothing_and_changes_nothing(self):
		patrol = self.begun()
		closing.close(now_datetime())
		before = self.stored(patrol).as_dict()
		self.assertEqual(closing.close(now_datetime()), 0)
		self.assertEqual(self.stored(patrol).as_dict(), before)

	def test_rounds_of_today_and_ended_ones_stay_as_they_are(self):
		today, ended = self.begin(), self.begun()
		self.take("patrol", step="end", patrol=ended)
		self.assertEqual(closing.close(now_datetime()), 0)
		self.assertEqual(self.stored(today).status, "Under Way")
		self.assertFalse(self.stored(ended).closed_by_itself_on)

	def test_task_is_fulfilled_by_a_round_that_looked_at_something_only(self):
		idle, busy = self.task(), self.task("2026-01-08")
		self.begun(task=idle)
		patrol = self.begun(task=busy)
		self.look_at(patrol, self.at(10))
		closing.close(now_datetime())
		self.assertEqual(frappe.db.get_value("Patrol Task", busy, ["status", "patrol"]), ("Done", patrol))
		self.assertEqual(frappe.db.get_value("Patrol Task", idle, "status"), "To Do")

	def test_what_a_phone_tells_late_is_taken(self):
		task = self.task()
		patrol = self.begun(task=task)
		closing.close(now_datetime())
		self.look_at(patrol, self.at(11), state="Something Wrong", finding="灯不亮")
		doc = self.stored(patrol)
		self.assertEqual((doc.ended_on, doc.places_wrong), (self.at(11), 1))
		self.assertEqual(frappe.db.get_value("Patrol Task", task, "status"), "Done")
		self.take("patrol", step="end", patrol=patrol, findings="无其他情况", happened_on=self.at(12))
		doc = self.stored(patrol)
		self.assertEqual((doc.ended_on, doc.findings), (self.at(12), "无其他情况"))
		self.assertFalse(doc.closed_by_itself_on)

	def test_what_happens_after_the_closing_and_what_others_tell_is_refused(self):
		patrol = self.begun()
		closing.close(now_datetime() - timedelta(hours=1))
		self.assertRefused(rounds.PatrolError, self.look, patrol, self.facility)
		told = {"person": "other_member", "happened_on": self.at(10)}
		self.assertRefused(frappe.PermissionError, self.look, patrol, self.facility, **told)

	def test_job_waits_for_the_hour_of_the_office_and_closes_all_batches(self):
		first, second = self.begun(), self.begun(2)
		frappe.db.set_single_value(closing.SETTINGS, "close_rounds_at", 4)
		frappe.clear_document_cache(closing.SETTINGS, closing.SETTINGS)
		self.addCleanup(frappe.clear_document_cache, closing.SETTINGS, closing.SETTINGS)
		with patch.object(frappe.db, "commit"), patch.object(closing, "BATCH", 1):
			for hour, closed in ((3, 0), (4, 2), (5, 0)):
				with patch.object(tasks, "now_datetime", return_value=self.at(hour, 0)):
					self.assertEqual(tasks.close_forgotten_rounds(), closed)
		self.assertEqual({self.stored(name).status for name in (first, second)}, {"Done"})

	def test_hour_that_no_day_has_is_refused(self):
		settings = frappe.get_doc(closing.SETTINGS)
		settings.close_rounds_at = 24
		self.assertRefused(frappe.ValidationError, settings.save)

	def test_phone_hears_of_it(self):
		patrol = self.begun()
		closing.close(now_datetime())
		store = stores.patrols()
		rows = frappe.get_all(PATROL, {"name": patrol}, list(store.columns))
		(row,) = store.shape(rows, scope_of(actor("member")))
		self.assertEqual((row["status"], bool(row["closed_by_itself_on"])), ("Done", True))
