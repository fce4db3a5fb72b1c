"""A job that stops is seen by health, made good by the others, and told of once."""

from contextlib import nullcontext
from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime

from yumen_governance.permissions.roles import ADMINISTRATOR
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_user
from yumen_governance.tests.outbox import deliver, make_notice
from yumen_governance.time_limits import outbox, watchdog
from yumen_governance.time_limits import tasks as clock_tasks
from yumen_governance.time_limits.outbox import alarms, tasks
from yumen_governance.time_limits.watchdog import DELIVERY, SWEEP

LOG, NOTICE = "Notification Log", "Outgoing Notice"


def stall(job: str, seconds: int = 200) -> None:
	"""Let a job have finished so long ago."""
	moment = watchdog.utc_of_database() - timedelta(seconds=seconds)
	frappe.db.set_value("Watchdog", job, "finished_utc", moment)


class AlarmTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		for doctype in (NOTICE, "Message Delivery", LOG, "Watchdog"):
			frappe.db.delete(doctype)
		self.administrator = make_user(ADMINISTRATOR)
		for job in (SWEEP, DELIVERY):
			watchdog.finished(job)
		self.enterContext(patch.object(frappe.db, "commit", lambda: None))
		self.enterContext(patch.object(tasks, "reading_what_is_committed", nullcontext))
		self.enterContext(patch.object(clock_tasks, "reading_what_is_committed", nullcontext))

	def seen_by_administrator(self) -> list[str]:
		deliver()
		return frappe.get_all(LOG, {"for_user": self.administrator}, pluck="subject", order_by="creation")


class TestDeliveryIsWatched(AlarmTestCase):
	def test_a_run_says_that_it_has_finished_and_what_it_did(self):
		stall(DELIVERY)
		make_notice(outbox.users(actor("leader")))
		self.assertFalse(watchdog.health().ok)
		self.assertEqual(tasks.deliver_messages(), 2)
		self.assertTrue(watchdog.health().ok)
		self.assertEqual(frappe.db.get_value("Watchdog", DELIVERY, "handled"), 2)

	def test_a_run_that_fails_does_not(self):
		stall(DELIVERY)
		with (
			patch.object(tasks, "deliver_some", side_effect=RuntimeError("broken")),
			patch.object(frappe.db, "rollback", lambda: None),
		):
			self.assertRaises(RuntimeError, tasks.deliver_messages)
		self.assertFalse(watchdog.health().ok)

	def test_it_is_ill_after_three_intervals_and_not_before(self):
		stall(DELIVERY, 170)
		self.assertTrue(watchdog.health().ok)
		stall(DELIVERY, 185)
		self.assertFalse(watchdog.health().ok)

	def test_the_installation_begins_to_watch_both(self):
		from yumen_governance.seed import time_limits as seed

		frappe.db.delete("Watchdog")
		seed.seed()
		self.assertEqual(set(watchdog.health().ages), {SWEEP, DELIVERY})


class TestAdministratorsAreTold(AlarmTestCase):
	def test_of_a_stopped_delivery_straight_on_the_desk_by_the_sweep(self):
		stall(DELIVERY, 600)
		for _minute in range(3):
			clock_tasks.sweep()
		subjects = frappe.get_all(LOG, {"for_user": self.administrator}, pluck="subject")
		self.assertEqual(len(subjects), 1)
		self.assertIn("10", subjects[0])
		self.assertFalse(frappe.db.count(NOTICE))

	def test_of_a_stopped_sweep_by_the_delivery(self):
		stall(SWEEP, 600)
		for _minute in range(3):
			tasks.deliver_messages()
		self.assertEqual(len(self.seen_by_administrator()), 1)

	def test_again_when_it_stops_again(self):
		for _time in range(2):
			stall(SWEEP)
			tasks.deliver_messages()
			watchdog.finished(SWEEP)
		self.assertEqual(len(self.seen_by_administrator()), 2)

	def test_nothing_while_all_is_well(self):
		tasks.deliver_messages()
		clock_tasks.sweep()
		self.assertEqual(self.seen_by_administrator(), [])

	def test_of_messages_that_could_not_be_delivered_once_a_day(self):
		make_notice(outbox.users(actor("leader")))
		deliver()
		self.assertEqual(alarms.tell_of_parked(now_datetime()), 0)
		frappe.db.set_value("Message Delivery", {}, "status", "Dead")
		for _time in range(2):
			tasks.send_digests()
		self.assertEqual(len(self.seen_by_administrator()), 1)
		self.assertEqual(alarms.tell_of_parked(add_days(now_datetime(), 1)), 0)


class TestCatchingUp(AlarmTestCase):
	def test_what_a_stuck_delivery_left_is_delivered_by_the_next_look(self):
		make_notice(outbox.users(actor("leader")))
		stall(DELIVERY)
		clock_tasks.catch_up()
		self.assertEqual(frappe.db.count(LOG, {"for_user": actor("leader")}), 1)
		self.assertTrue(watchdog.health().ok)

	def test_it_leaves_jobs_alone_that_run(self):
		with (
			patch.object(clock_tasks, "sweep") as sweep,
			patch.object(clock_tasks, "deliver_messages") as run,
		):
			clock_tasks.catch_up()
		self.assertFalse(sweep.called or run.called)
