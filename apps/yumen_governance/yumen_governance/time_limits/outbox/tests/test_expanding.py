"""Who is told, by which channel and when."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_to_date, get_datetime, now_datetime

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_event,
	make_grid,
	make_grid_member,
	make_unit,
	make_user,
	put_in_state,
)
from yumen_governance.tests.outbox import counted_statements, make_channel, make_many_users, make_notice
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.doctype.message_template.message_template import name_of
from yumen_governance.time_limits.outbox import expanding
from yumen_governance.time_limits.outbox.expanding import expand_due

DELIVERY, NOTICE = "Message Delivery", "Outgoing Notice"


def receivers(notice: str, **filters) -> list[str]:
	return sorted(frappe.get_all(DELIVERY, {"notice": notice, **filters}, pluck="receiver"))


class ExpandingTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.delete(NOTICE)
		frappe.db.delete(DELIVERY)
		self.township = make_grid().name
		self.community = make_grid(self.township).name
		self.grid = make_grid(self.community).name

	def expand(self, audience, **values) -> str:
		notice = make_notice(audience, **values)
		expand_due(now_datetime())
		return notice


class TestAudiences(ExpandingTestCase):
	def test_roles_units_and_grids_become_people(self):
		leader, member, handler = (actor(name) for name in ("leader", "member", "handler"))
		make_grid_member(self.community, "Grid Leader", leader)
		make_grid_member(self.grid, user=member)
		unit = make_unit(handler).name
		for audience, people in (
			(outbox.users(leader, member), [leader, member]),
			(outbox.members_of(self.grid), [member]),
			(outbox.leaders_of(self.community), [leader]),
			(outbox.leaders_of(self.grid, levels_up=1), [leader]),
			(outbox.leaders_of(self.grid), []),
			(outbox.unit(unit), [handler]),
			(outbox.unit(unit) | outbox.members_of(self.grid), [handler, member]),
		):
			with self.subTest(audience):
				self.assertEqual(receivers(self.expand(audience)), sorted(people))

	def test_a_role_is_everybody_who_holds_it(self):
		self.assertIn(actor("auditor"), receivers(self.expand(outbox.role("Auditor"))))

	def test_the_person_who_acted_is_not_told(self):
		with self.as_user(actor("leader")):
			notice = make_notice(outbox.users(actor("leader"), actor("member")))
		expand_due(now_datetime())
		self.assertEqual(receivers(notice), [actor("member")])

	def test_disabled_and_unknown_accounts_are_left_out(self):
		gone = make_user("Grid Member", enabled=0)
		frappe.db.set_value("User", gone, "enabled", 0)
		self.assertEqual(receivers(self.expand(outbox.users(gone, "nobody@example.com"))), [])

	def test_next_actors_are_those_of_the_state_that_was_entered(self):
		make_grid_member(self.community, "Grid Leader", actor("leader"))
		event = put_in_state(make_event(self.grid), "Dispatched", lead_grid=self.community)
		notice = make_notice(
			outbox.next_actors(event), doctype=event.doctype, name=event.name, event_type="Next Actor"
		)
		put_in_state(event, "Closed")
		expand_due(now_datetime())
		self.assertIn(actor("leader"), receivers(notice))

	def test_a_citizen_is_shown_masked(self):
		make_channel("SMS", address="https://sms.example.com")
		notice = self.expand(outbox.reporter(phone="19900001234"), event_type="Report Received")
		rows = frappe.get_all(DELIVERY, {"notice": notice}, ["receiver", "receiver_kind", "address"])
		self.assertEqual(rows, [{"receiver": "199****1234", "receiver_kind": "Citizen", "address": ""}])

	def test_a_group_gets_what_is_listed_for_it(self):
		robot = make_channel(
			"WeCom Robot", address="https://robot.example.com", messages=[{"event_type": "Overdue"}]
		)
		overdue, urged = (
			self.expand(outbox.users(actor("leader")), event_type=event) for event in ("Overdue", "Urged")
		)
		self.assertEqual(receivers(overdue, channel=robot.name), [robot.name])
		self.assertEqual(receivers(urged, channel=robot.name), [])


class TestChannels(ExpandingTestCase):
	def setUp(self):
		super().setUp()
		self.sms = make_channel("SMS", address="https://sms.example.com").name
		self.user = make_many_users(1, "Grid Member")[0]
		frappe.db.set_value("User", self.user, "mobile_no", "19900005678")
		self.now = get_datetime("2026-12-01 23:00:00")

	def prefer(self, **values):
		with self.as_user(self.user):
			return frappe.get_doc({"doctype": "Notification Preference", **values}).insert()

	def deliveries(self, event_type: str = "Due Soon", **values) -> list:
		make_notice(outbox.users(self.user), event_type=event_type, **values)
		frappe.db.set_value(NOTICE, {"status": "Waiting"}, "run_at", self.now)
		expand_due(self.now)
		fields = ["channel", "status", "run_at"]
		return frappe.get_all(DELIVERY, {"receiver": self.user}, fields, order_by="name desc")

	def of_sms(self, *args, **values):
		return next((row for row in self.deliveries(*args, **values) if row.channel == self.sms), None)

	def test_without_a_choice_the_usual_channels_hold(self):
		self.assertEqual(
			{row.channel for row in self.deliveries()} & {self.sms, "站内消息"}, {self.sms, "站内消息"}
		)

	def test_a_choice_holds(self):
		self.prefer(choices=[{"kind": "Deadlines", "desk": 1, "email": 0, "sms": 0}])
		self.assertIsNone(self.of_sms())

	def test_quiet_hours_put_off_what_is_not_urgent(self):
		self.prefer(quiet_from="22:00", quiet_to="07:00")
		self.assertEqual(self.of_sms().run_at, get_datetime("2026-12-02 07:00:00"))
		self.assertEqual(self.of_sms("Overdue").run_at, self.now)

	def test_the_desk_does_not_wait(self):
		self.prefer(quiet_from="22:00", quiet_to="07:00", digest=1, digest_at="08:00")
		desk = next(row for row in self.deliveries() if row.channel == "站内消息")
		self.assertEqual((desk.status, desk.run_at), ("Waiting", self.now))

	def test_a_digest_holds_back_what_is_not_urgent(self):
		self.prefer(digest=1, digest_at="08:00")
		held = self.of_sms()
		self.assertEqual((held.status, held.run_at), ("Held", get_datetime("2026-12-02 08:00:00")))
		self.assertEqual(self.of_sms(urgent=True).status, "Waiting")

	def test_a_channel_or_template_that_is_off_is_not_used(self):
		frappe.db.set_value("Message Template", name_of("Due Soon", "SMS"), "is_active", 0)
		self.assertIsNone(self.of_sms())
		frappe.db.set_value("Notification Channel", self.sms, "is_active", 0)
		self.assertIsNone(self.of_sms("Overdue"))


class TestWorker(ExpandingTestCase):
	def test_each_receiver_has_one_delivery_however_often_it_is_expanded(self):
		notice = self.expand(outbox.users(actor("leader")))
		before = frappe.get_all(DELIVERY, {"notice": notice}, pluck="name")
		frappe.db.set_value(NOTICE, notice, "status", "Waiting")
		expand_due(now_datetime())
		self.assertEqual(frappe.get_all(DELIVERY, {"notice": notice}, pluck="name"), before)

	def test_many_notices_cost_no_more_statements_than_one(self):
		with counted_statements() as one:
			self.expand(outbox.users(actor("leader")))
		for _number in range(20):
			make_notice(outbox.users(actor("leader"), actor("member")))
		with counted_statements() as many:
			expand_due(now_datetime())
		self.assertLessEqual(len(many), len(one))

	def test_one_bad_notice_holds_up_nobody_and_is_parked_after_five_attempts(self):
		bad, good = (make_notice(outbox.users(actor("leader"))) for _number in range(2))
		frappe.db.set_value(NOTICE, bad, "audience", "no json")
		now = now_datetime()
		for attempt in range(1, 6):
			expand_due(now)
			row = frappe.db.get_value(NOTICE, bad, ["status", "attempts", "run_at", "failure"], as_dict=True)
			self.assertEqual((row.attempts, row.status), (attempt, "Dead" if attempt == 5 else "Waiting"))
			now = max(row.run_at, now)
		self.assertIn("JSONDecodeError", row.failure)
		self.assertEqual(receivers(good), [actor("leader")])

	def test_pauses_grow(self):
		notice, now = make_notice(outbox.users("a")), add_to_date(now_datetime(), minutes=1)
		with patch.object(expanding, "_Batch", side_effect=RuntimeError("broken")):
			pauses = []
			for _attempt in range(4):
				expand_due(now)
				run_at = frappe.db.get_value(NOTICE, notice, "run_at")
				pauses.append(run_at - now)
				now = run_at
		self.assertEqual(pauses, [timedelta(seconds=n) for n in (30, 120, 480, 1920)])
