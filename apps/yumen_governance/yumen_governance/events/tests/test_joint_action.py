"""Joint action (网格吹哨、部门报到): several units called at once, each to answer in time, and what is done about silence."""

from datetime import timedelta

import frappe
from frappe.utils import get_datetime

from yumen_governance.api import event_tasks as api
from yumen_governance.api.clocks import of_case
from yumen_governance.events.handling.unit_tasks import TaskError
from yumen_governance.events.tests.case import HandlingTestCase
from yumen_governance.tests.factories import make_unit
from yumen_governance.tests.outbox import deliver
from yumen_governance.time_limits.clocks import sweeping

EVENT, TASK, CLOCK = "Governance Event", "Event Task", "Case Clock"


class JointActionTestCase(HandlingTestCase):
	def setUp(self):
		super().setUp()
		self.event = self.in_progress()
		self.by = str(self.later(hours=2))

	def call(self, user, units, by=None):
		with self.as_user(user):
			return api.call_together(self.event.name, units, "Fire hazard, please come", by or self.by)

	def sign(self, user, unit):
		with self.as_user(user):
			api.sign(self.task_of(unit).name)

	def task_of(self, unit):
		return frappe.get_doc(TASK, {"event": self.event.name, "unit": unit})

	def clocks(self):
		filters = {"reference_name": self.event.name, "kind": "Joint Action"}
		fields = ["name", "called_unit", "called_by", "status", "in_time", "due_on", "run"]
		return {row.called_unit: row for row in frappe.get_all(CLOCK, filters, fields, order_by="run")}

	def sweep(self, **after):
		"""Let the answer's time be over by so much, twice, as two schedulers would."""
		names = [row.name for row in self.clocks().values()]
		for _time in range(2):
			sweeping.sweep(get_datetime(self.by) + timedelta(**after), only=names)

	def notices(self):
		filters = {"reference_name": self.event.name, "event_type": "No Answer"}
		return frappe.get_all("Outgoing Notice", filters, pluck="name")


class TestJointAction(JointActionTestCase):
	def test_leader_calls_several_units_and_each_answers(self):
		names = self.call(self.leader, [self.unit, self.helping])
		self.assertEqual(len(names), 2)
		with self.as_user(self.helper):
			api.sign(frappe.db.get_value(TASK, {"event": self.event.name, "unit": self.helping}))
		answers = dict(frappe.get_all(TASK, {"name": ["in", names]}, ["unit", "status"], as_list=True))
		self.assertEqual(answers, {self.unit: "To Sign", self.helping: "In Progress"})
		self.assertIn("Joint Action", self.deeds(self.event))
		told = frappe.get_all(
			"Outgoing Notice", {"reference_name": self.event.name, "event_type": "Joint Action"}
		)
		self.assertEqual(len(told), 2)

	def test_member_unit_and_stranger_call_nobody(self):
		for person in (self.member, self.handler, self.clerk):
			self.assertRefused(frappe.PermissionError, self.call, person, [self.unit])

	def test_time_to_answer_lies_ahead(self):
		self.assertRefused(TaskError, self.call, self.leader, [self.unit], str(self.later(hours=-1)))

	def test_leader_releases_whom_they_called(self):
		(name,) = self.call(self.leader, [self.unit])
		with self.as_user(self.leader):
			self.assertEqual(api.release(name, "Already solved"), "Released")


class TestSilence(JointActionTestCase):
	def setUp(self):
		super().setUp()
		self.call(self.leader, [self.unit, self.helping])

	def test_each_unit_has_a_clock_of_its_own_until_the_time_that_was_said(self):
		clocks = self.clocks()
		self.assertEqual(set(clocks), {self.unit, self.helping})
		self.assertEqual({row.due_on for row in clocks.values()}, {get_datetime(self.by)})
		self.assertEqual({row.called_by for row in clocks.values()}, {self.leader})

	def test_form_shows_whose_clock_each_is(self):
		with self.as_user(self.leader):
			faces = [face for face in of_case(EVENT, self.event.name) if face["kind"] == "Joint Action"]
		names = frappe.get_all(
			"Functional Unit", {"name": ["in", [self.unit, self.helping]]}, pluck="unit_name"
		)
		self.assertEqual({face["called"] for face in faces}, set(names))

	def test_signing_is_the_answer_and_ends_the_clock(self):
		self.sign(self.helper, self.helping)
		self.sweep(minutes=1)
		clocks = self.clocks()
		self.assertEqual((clocks[self.helping].status, clocks[self.helping].in_time), ("Stopped", 1))
		self.assertEqual(clocks[self.unit].status, "Running")
		self.assertFalse(self.task_of(self.helping).answer_overdue)

	def test_silence_is_marked_and_the_caller_and_the_unit_hear_of_it_once(self):
		self.sign(self.helper, self.helping)
		self.sweep(minutes=1)
		self.assertTrue(self.task_of(self.unit).answer_overdue)
		(notice,) = self.notices()
		deliver()
		heard = frappe.get_all("Message Delivery", {"notice": notice}, pluck="receiver")
		self.assertEqual(set(heard), {self.leader, self.handler})
		self.assertEqual(self.deeds(self.event).count("Deadline Notice"), 2)

	def test_nobody_hears_of_silence_before_the_time_is_over(self):
		self.sweep(minutes=-1)
		self.assertFalse(self.notices())
		self.assertFalse(self.task_of(self.unit).answer_overdue)

	def test_mark_of_silence_stays_when_the_unit_comes_late(self):
		self.sweep(minutes=1)
		self.sign(self.handler, self.unit)
		task = self.task_of(self.unit)
		self.assertEqual((task.status, task.answer_overdue), ("In Progress", 1))

	def test_who_is_released_is_waited_for_no_longer(self):
		with self.as_user(self.leader):
			api.release(self.task_of(self.unit).name, "Not needed")
		self.act(self.dispatcher, self.event, "Cancel", decision_opinion="Twice")
		self.assertEqual({row.status for row in self.clocks().values()}, {"Stopped"})
		self.sweep(hours=9)
		self.assertFalse(self.notices())

	def test_suspension_of_the_event_stops_the_time_for_all(self):
		later = {"suspension_plan": "Wait", "review_on": self.later(days=3).date(), "decision_opinion": "Yes"}
		self.act(self.dispatcher, self.event, "Suspend", **later)
		self.assertEqual({row.status for row in self.clocks().values()}, {"Paused"})
		self.sweep(days=1)
		self.assertFalse(self.notices())
		self.act(self.dispatcher, self.event, "Resume", decision_opinion="Go on")
		self.assertEqual({row.status for row in self.clocks().values()}, {"Running"})

	def test_second_call_begins_further_clocks_and_calls_nobody_twice(self):
		self.assertRefused(TaskError, self.call, self.leader, [self.unit])
		third = make_unit().name
		self.call(self.leader, [third])
		self.assertEqual({row.run for row in self.clocks().values()}, {1, 2, 3})

	def test_office_without_the_rule_calls_without_a_clock(self):
		frappe.get_doc("Time Limit Rule", {"kind": "Joint Action"}).update({"is_active": 0}).save()
		self.event = self.in_progress()
		self.call(self.leader, [self.unit])
		self.assertEqual((self.clocks(), self.task_of(self.unit).answer_clock), ({}, None))
