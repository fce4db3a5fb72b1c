"""Posting costs one row whatever the number of receivers, and can't make the request fail."""

from unittest.mock import patch

import frappe
import redis
from frappe.model.workflow import apply_workflow

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_event,
	make_grid,
	make_unit,
	put_in_state,
)
from yumen_governance.tests.outbox import counted_statements, deliver, make_many_users, make_notice, told
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.outbox import wake

NOTICE = "Outgoing Notice"


class TestPosting(GovernanceTestCase):
	def test_a_key_is_posted_once(self):
		for _time in range(2):
			make_notice(outbox.users(actor("leader")), key="once")
		self.assertEqual(frappe.db.count(NOTICE, {"notice_key": "once"}), 1)

	def test_many_notices_are_one_statement(self):
		notices = [
			outbox.Notice("Urged", None, None, outbox.users("a"), {}, key=f"many:{number}")
			for number in range(50)
		]
		with counted_statements() as sent:
			outbox.post_many(notices)
		self.assertEqual(len(sent), 1)
		self.assertEqual(frappe.db.count(NOTICE, {"notice_key": ["like", "many:%"]}), 50)

	def test_messages_are_written_by_the_outbox_alone(self):
		for doctype in ("Outgoing Notice", "Message Delivery"):
			with self.subTest(doctype):
				message = frappe.new_doc(doctype)
				self.assertRaises(frappe.PermissionError, message.insert, ignore_permissions=True)
				self.assertRaises(frappe.PermissionError, message.on_trash)

	def test_what_is_no_notice_is_refused(self):
		nobody = outbox.users()
		self.assertRefused(
			outbox.NoticeError, outbox.post, outbox.Notice("Nothing", None, None, nobody, key="k")
		)
		for key in ("", "k" * 141):
			with self.subTest(key):
				self.assertRefused(
					outbox.NoticeError, outbox.post, outbox.Notice("Urged", None, None, nobody, key=key)
				)

	def test_a_citizens_contact_is_stored_sealed(self):
		name = make_notice(outbox.reporter(phone="19900001234"), event_type="Report Received")
		row = frappe.db.get_value(NOTICE, name, "*", as_dict=True)
		self.assertTrue(row.sealed)
		self.assertNotIn("19900001234", str(row))

	def test_a_rolled_back_notice_was_never_there(self):
		frappe.db.savepoint("before_notice")
		make_notice(outbox.users(actor("leader")), key="rolled back")
		frappe.db.rollback(save_point="before_notice")
		self.assertFalse(frappe.db.exists(NOTICE, {"notice_key": "rolled back"}))


class TestTransition(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.grid = make_grid(make_grid(make_grid().name).name).name

	def dispatch(self, handlers: list[str]) -> tuple[str, list[str]]:
		unit = make_unit(*handlers).name
		event = put_in_state(make_event(self.grid), "Accepted")
		event.db_set({"lead_unit": unit, "dispatch_opinion": "Please handle"})
		with self.as_user(actor("dispatcher")), counted_statements() as sent:
			apply_workflow(event, "Dispatch")
		return event.name, sent

	def test_costs_as_much_with_fifty_receivers_as_with_one(self):
		users = make_many_users(50)
		self.dispatch(users[:1])  # what is read once and kept
		one, few = self.dispatch(users[:1])
		fifty, many = self.dispatch(users)
		self.assertEqual(len(few), len(many))
		deliver()
		self.assertEqual((told(one), told(fifty)), (users[:1], users))


class TestWaking(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(setattr, wake, "_silent_until", 0.0)

	def test_redis_down_fails_nothing_and_is_left_alone_for_a_while(self):
		with patch.object(wake, "_connection", side_effect=redis.exceptions.ConnectionError) as asked:
			wake._wake()
			wake._wake()
		self.assertEqual(asked.call_count, 1)

	def test_a_queue_that_refuses_the_job_fails_nothing(self):
		with (
			patch.object(wake, "queue_answers", return_value=True),
			patch("frappe.enqueue", side_effect=redis.exceptions.TimeoutError) as enqueue,
		):
			wake._wake()
		enqueue.assert_called_once()

	def test_a_silent_queue_keeps_nobody_waiting(self):
		self.assertLessEqual(wake.SECONDS_TO_ANSWER, 1)
		options = wake._connection("redis://127.0.0.1:1").connection_pool.connection_kwargs
		self.assertEqual(options["socket_timeout"], wake.SECONDS_TO_ANSWER)

	def test_one_transaction_wakes_once(self):
		frappe.flags.outbox_wakes = False
		waiting = frappe.local.db.after_commit._functions
		before = len(waiting)
		for number in range(3):
			make_notice(outbox.users("a"), key=f"wake:{number}")
		self.assertEqual(len(waiting) - before, 1)
