"""The two cases that the product is measured by, from the first call to the last, as the people who would act."""

import frappe

from yumen_governance.api import event_tasks, follow_up, supervision
from yumen_governance.events.handling import unit_tasks as tasks_of_units
from yumen_governance.events.handling.unit_tasks import TaskError
from yumen_governance.events.tests.case import HandlingTestCase
from yumen_governance.tests.factories import actor, invented_phone, make_unit, make_user, next_number
from yumen_governance.time_limits import clocks

EVENT = "Governance Event"


class TestRubbishFee(HandlingTestCase):
	"""A hotline call about a rubbish fee, given straight to the community, explained at the door within the hour."""

	def test_call_is_settled_by_the_community_leader_and_the_caller_is_satisfied(self):
		with self.as_user(self.clerk):
			ticket = f"ZB{next_number()}"
			values = {
				"title": "垃圾费为何上涨",
				"category": "0401",
				"source": "Hotline",
				"external_ticket": ticket,
				"reporter_name": "章先生",
				"reporter_phone": invented_phone(),
			}
			event = frappe.get_doc({"doctype": EVENT, "grid": self.compound, **values}).insert()
		event = self.act(self.clerk, event, "Report")
		event = self.act(self.dispatcher, event, "Accept")
		event = self.act(
			self.dispatcher, event, "Dispatch", lead_grid=self.community, dispatch_opinion="请一小时内上门"
		)
		self.assertFalse(self.sees(self.handler, EVENT, event.name))
		event = self.act(self.leader, self.act(self.leader, event, "Sign"), "Start")
		event = self.act(self.leader, event, "Submit Result", result="已上门说明收费依据")
		event = self.act(self.dispatcher, event, "Approve Result")
		kinds = {"reference_name": event.name, "kind": ["in", ["Sign", "First Response", "Handle"]]}
		stopped = frappe.get_all("Case Clock", kinds, ["kind", "status", "in_time"])
		self.assertEqual({(row.status, row.in_time) for row in stopped}, {("Stopped", 1)})
		with self.as_user(self.dispatcher):
			follow_up.reached(event.name, "Satisfied", [{"question": "Explained?", "answer": "Yes"}])
		event = self.act(self.dispatcher, event.reload() or event, "Close")
		self.assertEqual((event.stage, event.satisfaction), ("Closed", "Satisfied"))
		self.assertFalse(clocks.running(EVENT, event.name))


class TestUnpaidPickers(HandlingTestCase):
	"""Nearly a hundred pickers unpaid: four units together, an emergency, and the money."""

	def setUp(self):
		super().setUp()
		self.police, self.court = make_user("Department Handler"), make_user("Department Handler")
		self.units = {self.helping: self.helper}
		self.units |= {make_unit(user).name: user for user in (self.police, self.court)}

	def gathering(self):
		people = [{"representative_name": f"代表{number}"} for number in range(5)]
		values = {
			"title": "近百名采摘工讨要劳务费",
			"category": "0104",
			"is_group_case": 1,
			"people_count": 96,
			"representatives": people,
			"amount_claimed": 1_086_400,
			"mass_incident": 1,
			"skip_level_petition": 1,
		}
		return self.act(self.clerk, self.draft(**values), "Report")

	def tasks(self, event, **filters):
		return tasks_of_units.tasks_of(event.name, **filters)

	def test_four_units_act_together_until_the_money_is_paid(self):
		event = self.gathering()
		self.assertEqual(event.urgency, "Very Urgent")
		self.assertIn("Emergency", {clock.kind for clock in clocks.running(EVENT, event.name)})
		event = self.act(self.dispatcher, event, "Accept")
		event = self.act(
			self.dispatcher,
			event,
			"Dispatch",
			lead_unit=self.unit,
			assisting_units=[{"unit": unit} for unit in self.units],
			dispatch_opinion="四家到场",
		)
		self.assertEqual(len(self.tasks(event, role="Assist", status="To Sign")), 3)
		event = self.act(self.handler, self.act(self.handler, event, "Sign"), "Start")
		for task in self.tasks(event, role="Assist"):
			self.assertRefused(
				TaskError,
				self.act,
				self.handler,
				event,
				"Submit Result",
				result="已支付",
				amount_recovered=1_086_400,
			)
			with self.as_user(self.units[task.unit]):
				event_tasks.sign(task.name)
				event_tasks.finish(task.name, "已到场")
		event = self.act(self.handler, event, "Submit Result", result="已支付", amount_recovered=1_086_400)
		event = self.act(self.dispatcher, event, "Approve Result")
		with self.as_user(self.dispatcher):
			follow_up.reached(event.name, "Very Satisfied")
		event = self.act(self.dispatcher, event.reload() or event, "Close")
		self.assertEqual((event.stage, event.amount_recovered), ("Closed", 1_086_400))
		self.assertEqual({task.status for task in self.tasks(event)}, {"Done"})
		self.assertFalse(any(self.sees(user, EVENT, event.name) for user in self.units.values()))

	def test_emergency_that_nobody_takes_on_is_supervised_and_urged(self):
		event = self.act(self.dispatcher, self.gathering(), "Accept")
		event = self.act(
			self.dispatcher, event, "Dispatch", lead_unit=self.unit, dispatch_opinion="请立即到场"
		)
		with self.as_user(self.dispatcher):
			supervision.urge(event.name, "请立即到场")
			order = supervision.issue(event.name, "Listed", "近百人聚集无人到场")
		self.assertEqual(frappe.db.get_value(EVENT, event.name, "supervision_level"), "Listed")
		with self.as_user(self.handler):
			self.assertEqual(supervision.answer(order, "已到场"), "Answered")
		self.assertTrue(self.sees(actor("auditor"), "Supervision Order", order))
