"""Supervision orders by hand and by the ladder, their answer and lifting, and the urge button."""

from unittest.mock import patch

import frappe

from yumen_governance.api import supervision as api
from yumen_governance.events.supervision import escalation, urging
from yumen_governance.events.supervision.orders import SupervisionError
from yumen_governance.events.supervision.urging import UrgeError
from yumen_governance.events.tests.case import HandlingTestCase
from yumen_governance.grid_management.code_written import WrittenByActionsOnlyError
from yumen_governance.tests.factories import actor

EVENT, ORDER = "Governance Event", "Supervision Order"


class SupervisionTestCase(HandlingTestCase):
	def setUp(self):
		super().setUp()
		self.event = self.dispatched()

	def issue(self, user, level="Yellow", reason="Late", event=None):
		with self.as_user(user):
			return api.issue((event or self.event).name, level, reason)

	def level(self):
		return frappe.db.get_value(EVENT, self.event.name, "supervision_level")

	def told(self, event_type):
		filters = {"reference_name": self.event.name, "event_type": event_type}
		return frappe.db.count("Outgoing Notice", filters)


class TestOrders(SupervisionTestCase):
	def test_centre_and_leader_above_issue_orders_and_nobody_else(self):
		for person in (self.dispatcher, self.above):
			self.assertTrue(self.issue(person))
		for person in (self.leader, self.member, self.handler, self.clerk, actor("auditor")):
			self.assertRefused(frappe.PermissionError, self.issue, person)
		self.assertEqual(self.told("Supervision Order"), 2)

	def test_event_shows_the_highest_order_that_is_not_lifted(self):
		yellow, red = self.issue(self.dispatcher), self.issue(self.dispatcher, "Red")
		self.assertEqual(self.level(), "Red")
		with self.as_user(self.dispatcher):
			api.lift(red, "Settled")
		self.assertEqual(self.level(), "Yellow")
		with self.as_user(self.dispatcher):
			api.lift(yellow, "Settled")
		self.assertEqual(self.level(), "")

	def test_whoever_has_the_event_answers_and_the_centre_lifts(self):
		order = self.issue(self.dispatcher, "Listed")
		for person in (self.handler, self.clerk, self.member):
			with self.as_user(person):
				self.assertRefused(frappe.PermissionError, api.answer, order, "Nothing")
		with self.as_user(self.leader):
			self.assertEqual(api.answer(order, "Working on it"), "Answered")
			self.assertRefused(SupervisionError, api.answer, order, "Again")
			self.assertRefused(frappe.PermissionError, api.lift, order, "Enough")
		with self.as_user(self.dispatcher):
			self.assertEqual(api.lift(order, "Seen"), "Lifted")
			self.assertRefused(SupervisionError, api.lift, order, "Again")
		deeds = self.deeds(self.event)[-3:]
		self.assertEqual(
			deeds, ["Issue Supervision Order", "Answer Supervision Order", "Lift Supervision Order"]
		)

	def test_order_ends_with_its_event(self):
		order = self.issue(self.dispatcher, "Red")
		self.act(self.dispatcher, self.event, "Cancel", decision_opinion="Reported twice")
		self.assertEqual(frappe.db.get_value(ORDER, order, "status"), "Lifted")
		self.assertFalse(self.level())

	def test_bad_orders_are_refused(self):
		self.assertRefused(SupervisionError, self.issue, self.dispatcher, "Purple")
		self.assertRefused(SupervisionError, self.issue, self.dispatcher, "Red", "  ")
		with self.as_user(self.dispatcher):
			past = str(self.later(hours=-1))
			self.assertRefused(SupervisionError, api.issue, self.event.name, "Red", "Late", past)
		draft = self.draft()
		self.assertRefused(SupervisionError, self.issue, self.dispatcher, event=draft)

	def test_order_is_written_by_actions_only_and_numbered(self):
		order = frappe.get_doc(ORDER, self.issue(self.dispatcher))
		self.assertRegex(order.name, r"^SO-\d{4}-\d{5}$")
		self.assertRefused(WrittenByActionsOnlyError, order.update({"status": "Lifted"}).save)

	def test_order_is_read_with_its_event(self):
		order = self.issue(self.dispatcher)
		for person, sees in (
			(self.leader, True),
			(self.above, True),
			(self.clerk, True),
			(self.handler, False),
		):
			self.assertEqual(self.sees(person, ORDER, order), sees, person)

	def test_order_is_printed_in_chinese(self):
		order = frappe.get_doc(ORDER, self.issue(self.dispatcher, "Listed", "超期未办"))
		with self.in_language("zh"):
			html = frappe.get_print(ORDER, order.name, print_format="督办单", doc=order)
		for text in ("挂牌督办", "超期未办", order.name, self.event.title):
			self.assertIn(text, html)


class TestUrging(SupervisionTestCase):
	def urge(self, user, now=None):
		with self.as_user(user):
			urging.urge(self.event.name, user, now or self.later(), "Please hurry")

	def test_urging_tells_whoever_has_the_event_and_is_quiet_afterwards(self):
		now = self.later()
		self.urge(self.dispatcher, now)
		self.assertEqual(self.told("Urged"), 1)
		self.assertEqual(self.deeds(self.event)[-1], "Urge")
		hours = urging.quiet_hours()
		again = self.later(hours=hours)
		message = self.assertRefused(UrgeError, self.urge, self.clerk, self.later(hours=hours - 1))
		self.assertIn(frappe.utils.format_datetime(again), message)
		self.urge(self.above, self.later(hours=hours, minutes=1))
		self.assertEqual(self.told("Urged"), 2)

	def test_who_has_it_and_strangers_urge_nobody(self):
		for person in (self.leader, self.handler, self.member):
			self.assertRefused(frappe.PermissionError, self.urge, person)

	def test_event_that_nobody_has_is_not_urged(self):
		self.event = self.accepted()
		self.assertRefused(UrgeError, self.urge, self.dispatcher)


class TestLadder(SupervisionTestCase):
	def escalate(self, *deeds, event=None):
		rows = [
			{
				"escalation": f"{(event or self.event).name}-{number}-{does}",
				"name": (event or self.event).name,
				"doctype": EVENT,
				"kind": "Handle",
				"percent": 100,
				"does": does,
				"now": self.later(),
			}
			for number, does in enumerate(deeds)
		]
		escalation.apply(rows)
		return rows

	def test_ladder_issues_each_order_once_and_marks_the_event(self):
		rows = self.escalate("Yellow Order", "Red Order", "Notify", "Tag")
		escalation.apply(rows)
		orders = frappe.get_all(
			ORDER, {"event": self.event.name}, ["level", "grid", "status"], order_by="name"
		)
		self.assertEqual(
			orders,
			[
				{"level": "Yellow", "grid": self.community, "status": "Issued"},
				{"level": "Red", "grid": self.community, "status": "Issued"},
			],
		)
		self.assertEqual((self.level(), self.told("Supervision Order")), ("Red", 2))

	def test_orders_of_ladder_and_hand_share_one_series(self):
		self.escalate("Yellow Order")
		first = frappe.db.get_value(ORDER, {"event": self.event.name})
		second = self.issue(self.dispatcher)
		self.assertEqual(int(second[-5:]), int(first[-5:]) + 1)

	def test_order_of_the_ladder_is_answered_and_lifted_like_any_other(self):
		self.escalate("Listed Order")
		order = frappe.db.get_value(ORDER, {"event": self.event.name})
		with self.as_user(self.leader):
			self.assertEqual(api.answer(order, "Done by tonight"), "Answered")
		with self.as_user(self.dispatcher):
			self.assertEqual(api.lift(order, "Seen"), "Lifted")

	def test_ladder_raises_the_level_and_then_hands_to_the_centre(self):
		self.escalate("Raise Level")
		self.event.reload()
		self.assertEqual((self.event.lead_grid, self.event.stage), (self.township, "Assigned"))
		tasks = frappe.get_all(
			"Event Task", {"event": self.event.name}, ["grid", "status"], order_by="ordered_on, creation"
		)
		self.assertEqual(
			{(task.grid, task.status) for task in tasks},
			{(self.community, "Released"), (self.township, "To Sign")},
		)
		self.act(self.above, self.event, "Sign")
		self.escalate("Raise Level")
		self.event.reload()
		self.assertEqual((self.event.lead_grid, self.event.stage), (self.township, "Triage"))

	def test_ladder_costs_the_same_number_of_statements_for_one_and_for_many(self):
		many = [self.state(self.draft(), "Dispatched") for _ in range(6)]
		self.statements(many[:1])
		self.assertEqual(self.statements(many[1:2]), self.statements(many[2:]))

	def statements(self, events):
		rows = [
			{
				"escalation": f"{event.name}-{does}",
				"name": event.name,
				"doctype": EVENT,
				"kind": "Handle",
				"percent": 100,
				"does": does,
				"now": self.later(),
			}
			for event in events
			for does in ("Yellow Order", "Raise Level")
		]
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
			escalation.apply(rows)
		return sql.call_count
