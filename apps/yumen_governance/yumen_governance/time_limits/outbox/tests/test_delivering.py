"""Nothing is lost and nothing doubled: desk, leases, attempts, dead letters, sending again."""

from contextlib import suppress
from unittest.mock import patch

import frappe
from frappe.utils import add_days, add_to_date, now_datetime

from yumen_governance.api import notifications as api
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid
from yumen_governance.tests.outbox import (
	counted_statements,
	deliver,
	make_channel,
	make_many_users,
	make_notice,
	told,
)
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.doctype.message_template.message_template import name_of
from yumen_governance.time_limits.outbox import delivering, digests, retention, summary
from yumen_governance.time_limits.outbox.adapters import Refused, Unreachable
from yumen_governance.time_limits.outbox.adapters.file import LocalFile
from yumen_governance.time_limits.outbox.delivering import deliver_due
from yumen_governance.time_limits.outbox.expanding import active_channels, expand_due

DELIVERY, NOTICE, LOG = "Message Delivery", "Outgoing Notice", "Notification Log"


def nothing() -> None:
	"""In place of a commit."""


class DeliveringTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		for doctype in (NOTICE, DELIVERY, LOG):
			frappe.db.delete(doctype)
		self.user = actor("leader")

	def rows(self, **filters) -> list:
		return frappe.get_all(DELIVERY, filters, ["*"], order_by="name")


class TestDesk(DeliveringTestCase):
	def test_what_is_posted_stands_on_the_desk_once(self):
		event = make_event(make_grid(make_grid(make_grid().name).name).name, title="<b>Noise</b> & dust")
		make_notice(outbox.users(self.user), doctype=event.doctype, name=event.name, event_type="Urged")
		for _time in range(2):
			deliver()
		self.assertEqual(told(event.name), [self.user])
		log = frappe.get_last_doc(LOG)
		self.assertEqual((log.type, log.from_user, log.read), ("Alert", "Administrator", 0))
		self.assertNotIn("<b>Noise", log.subject)
		self.assertIn("催办", log.subject)

	def test_many_people_cost_no_more_statements_than_one(self):
		channel = next(channel for channel in active_channels() if channel.kind == "Desk")
		counts = []
		for users in (make_many_users(1), make_many_users(1), make_many_users(40)):
			make_notice(outbox.users(*users))
			expand_due(now_datetime())
			with counted_statements() as sent:
				deliver_due(channel, nothing)
			counts.append(len(sent))
		self.assertEqual(counts[1], counts[2])  # the first one reads what is kept
		self.assertEqual(frappe.db.count(LOG), 42)

	def test_who_has_the_desk_open_is_shown_it_after_the_commit(self):
		make_notice(outbox.users(self.user))
		expand_due(now_datetime())
		order = []
		with patch("frappe.publish_realtime", side_effect=lambda event, user: order.append((event, user))):
			deliver_due(active_channels()[0], lambda: order.append("commit"))
		self.assertEqual(order, ["commit", ("notification", self.user)])

	def test_a_notice_without_template_is_told_as_failed(self):
		make_notice(outbox.users(self.user))
		expand_due(now_datetime())
		frappe.db.set_value("Message Template", name_of("System Alert", "Desk"), "is_active", 0)
		deliver()
		row = self.rows()[0]
		self.assertEqual((row.status, row.attempts), ("Waiting", 1))
		self.assertTrue(row.failure)

	def test_one_bad_delivery_holds_up_nobody(self):
		for _number in range(3):
			make_notice(outbox.users(self.user))
		expand_due(now_datetime())
		bad = self.rows()[1]
		frappe.db.set_value(DELIVERY, bad.name, "notice", "gone")
		deliver()
		self.assertEqual([row.status for row in self.rows()], ["Delivered", "Waiting", "Delivered"])
		self.assertEqual(frappe.db.count(LOG), 2)


class TestLeases(DeliveringTestCase):
	def setUp(self):
		super().setUp()
		with patch.dict(frappe.conf, {"developer_mode": 1}):
			self.channel = make_channel("File")
		frappe.db.set_value("Notification Channel", "站内消息", "is_active", 0)
		self.now = now_datetime()

	def post(self, count: int = 1) -> None:
		for _number in range(count):
			make_notice(outbox.users(self.user))
		expand_due(now_datetime())

	def run_worker(self, *outcomes, now=None) -> list[str]:
		"""Deliver one batch; each message meets the next outcome, the last one from then on."""
		sent, outcomes = [], list(outcomes)

		def send(adapter, message):
			sent.append(message.id)
			outcome = outcomes.pop(0) if len(outcomes) > 1 else next(iter(outcomes), None)
			if isinstance(outcome, BaseException):
				raise outcome

		with patch.object(LocalFile, "send", send):
			deliver_due(self.channel, nothing, now or now_datetime())
		return sent

	def after(self, row) -> object:
		return add_to_date(row.run_at, seconds=1)

	def test_a_message_goes_out_once(self):
		self.post(3)
		self.assertEqual(len(self.run_worker()), 3)
		self.assertEqual(self.run_worker(), [])
		self.assertEqual({row.status for row in self.rows()}, {"Delivered"})

	def test_a_refusal_is_final_at_once(self):
		self.post()
		self.run_worker(Refused("number unknown"))
		row = self.rows()[0]
		self.assertEqual((row.status, row.attempts, row.failure), ("Dead", 1, "number unknown"))

	def test_five_attempts_and_then_no_more(self):
		self.post()
		now, sent = self.now, []
		for attempt in range(1, 6):
			sent += self.run_worker(ValueError("broken"), now=add_to_date(now, seconds=1))
			row = self.rows()[0]
			self.assertEqual((row.attempts, row.status), (attempt, "Dead" if attempt == 5 else "Waiting"))
			now = row.run_at
		self.assertEqual(row.failure, "ValueError: broken")
		self.assertEqual(len(set(sent)), 1)

	def test_a_silent_gateway_is_left_alone_and_costs_the_rest_no_attempt(self):
		self.post(3)
		self.assertEqual(len(self.run_worker(Unreachable("silent", 90))), 1)
		self.assertEqual([row.attempts for row in self.rows()], [1, 0, 0])
		self.assertEqual(self.run_worker(), [])
		self.assertTrue(all((row.run_at - self.now).total_seconds() >= 89 for row in self.rows()))

	def test_what_a_killed_worker_held_is_taken_over_and_counted(self):
		self.post(2)
		with self.assertRaises(KeyboardInterrupt):
			self.run_worker(KeyboardInterrupt())
		self.assertEqual([row.attempts for row in self.rows()], [1, 0])
		self.assertEqual(self.run_worker(), [])
		later = add_to_date(self.now, seconds=delivering.LEASE_SECONDS + 60)
		self.assertEqual(len(self.run_worker(now=later)), 2)

	def test_what_kills_every_worker_is_parked_and_the_others_go_out(self):
		self.post(2)
		poison, now = self.rows()[0].name, now_datetime()
		for _attempt in range(6):
			with patch.object(delivering, "now_datetime", return_value=now), suppress(KeyboardInterrupt):
				self.run_worker(KeyboardInterrupt(), now=now)
			now = add_to_date(now, seconds=delivering.LEASE_SECONDS + 60)
		row = next(row for row in self.rows() if row.name == poison)
		self.assertEqual((row.status, row.attempts), ("Dead", 6))
		self.assertTrue(row.failure)

	def test_a_worker_that_lost_its_lease_marks_nothing(self):
		self.post()

		def taken_over(adapter, message):
			frappe.db.set_value(DELIVERY, message.id, "worker", "another")

		with patch.object(LocalFile, "send", taken_over):
			deliver_due(self.channel, nothing)
		self.assertEqual(self.rows()[0].status, "Waiting")

	def test_a_parked_message_is_sent_again_when_an_administrator_says_so(self):
		self.post()
		self.run_worker(Refused("no"))
		name = self.rows()[0].name
		with self.as_user(actor("administrator")):
			self.assertEqual(api.replay([name]), 1)
			self.assertEqual(api.replay([name]), 0)
		self.assertEqual(self.run_worker(), [name])
		self.assertEqual(self.rows()[0].status, "Delivered")
		with self.as_user(actor("administrator")):
			self.assertEqual(api.replay([name]), 0)

	def test_nobody_else_may_send_again(self):
		self.post()
		self.run_worker(Refused("no"))
		for person in ("auditor", "dispatcher", "leader"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(frappe.PermissionError, api.replay, [self.rows()[0].name])

	def test_a_delivery_cannot_be_changed_or_deleted_by_hand(self):
		self.post()
		doc = frappe.get_doc(DELIVERY, self.rows()[0].name)
		self.assertRefused(frappe.PermissionError, doc.save)
		self.assertRefused(frappe.PermissionError, doc.delete)


class TestDigests(DeliveringTestCase):
	def setUp(self):
		super().setUp()
		self.sms = make_channel("SMS", address="https://sms.example.com").name
		self.user = make_many_users(1, "Grid Member")[0]
		frappe.db.set_value("User", self.user, "mobile_no", "19900005678")
		with self.as_user(self.user):
			frappe.get_doc({"doctype": "Notification Preference", "digest": 1, "digest_at": "08:00"}).insert()
		for _number in range(3):
			make_notice(outbox.users(self.user), event_type="Due Soon")
		expand_due(now_datetime())
		self.held = self.rows(channel=self.sms)

	def test_what_was_held_back_is_told_once_in_one_message(self):
		for _time in range(2):
			digests.gather(add_days(now_datetime(), 1))
		digest = self.rows(channel=self.sms, event_type="Digest")
		self.assertEqual([row.receiver for row in digest], [self.user])
		values = frappe.parse_json(frappe.db.get_value(NOTICE, digest[0].notice, "variables"))
		self.assertEqual(values["count"], 3)
		states = {row.status for row in self.rows(channel=self.sms, event_type="Due Soon")}
		self.assertEqual(states, {"Digested"})

	def test_nothing_happens_before_its_hour(self):
		self.assertEqual(digests.gather(now_datetime()), 0)
		self.assertEqual({row.status for row in self.held}, {"Held"})


class TestRetention(DeliveringTestCase):
	def test_what_is_over_is_forgotten_and_what_failed_is_kept_longer(self):
		for _number in range(3):
			make_notice(outbox.users(self.user))
		deliver()
		old, dead, recent = (row.name for row in self.rows())
		frappe.db.set_value(DELIVERY, old, "run_at", add_days(now_datetime(), -31))
		frappe.db.set_value(DELIVERY, dead, {"run_at": add_days(now_datetime(), -31), "status": "Dead"})
		frappe.db.set_value(NOTICE, {}, "run_at", add_days(now_datetime(), -31))
		while retention.forget_some(now_datetime()):
			continue
		self.assertEqual([row.name for row in self.rows()], [dead, recent])
		self.assertEqual(frappe.db.count(NOTICE, {"name": self.rows(name=dead)[0].notice}), 1)


class TestSummary(DeliveringTestCase):
	def test_persons_are_counted_once_whatever_the_messages(self):
		event = make_event(make_grid(make_grid(make_grid().name).name).name)
		about = {"doctype": event.doctype, "name": event.name}
		for _number in range(2):
			make_notice(outbox.users(self.user, actor("member")), event_type="Urged", **about)
		deliver()
		frappe.db.set_value(DELIVERY, {"receiver": actor("member")}, "status", "Dead")
		make_notice(outbox.users(self.user), event_type="Urged", **about)
		self.assertEqual(summary.of_record(event.doctype, event.name), {"told": 1, "failed": 1, "waiting": 1})

	def test_who_may_not_read_the_case_is_told_nothing_of_it(self):
		event = make_event(make_grid(make_grid(make_grid().name).name).name)
		with self.as_user(actor("other_handler")):
			self.assertRefused(frappe.PermissionError, api.told, event.doctype, event.name)
