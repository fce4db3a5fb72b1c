"""Lead and assisting units: who gets a task, who sees what, who may do what, and what the lead waits for."""

import frappe

from yumen_governance.api import event_tasks as api
from yumen_governance.events.board.pages import Wanted, read_page
from yumen_governance.events.handling import unit_tasks as tasks_of_units
from yumen_governance.events.handling.unit_tasks import TaskError
from yumen_governance.events.tests.case import HandlingTestCase
from yumen_governance.grid_management.code_written import WrittenByActionsOnlyError

EVENT, TASK = "Governance Event", "Event Task"


class TaskTestCase(HandlingTestCase):
	def setUp(self):
		super().setUp()
		helping = [{"unit": self.helping}]
		self.event = self.dispatched({"lead_unit": self.unit, "assisting_units": helping})
		self.task = self.tasks(role="Assist")[0]

	def tasks(self, **filters):
		return tasks_of_units.tasks_of(self.event.name, **filters)

	def begin(self):
		self.act(self.handler, self.event, "Sign")
		return self.act(self.handler, self.event, "Start")

	def do(self, user, method, *args):
		with self.as_user(user):
			return method(*args)

	def told(self, event_type):
		return frappe.get_all(
			"Outgoing Notice", {"reference_name": self.event.name, "event_type": event_type}, pluck="audience"
		)


class TestAssignment(TaskTestCase):
	def test_dispatch_gives_the_lead_and_each_assisting_unit_a_task(self):
		found = {(task.role, task.unit, task.status, task.asked) for task in self.tasks()}
		self.assertEqual(
			found,
			{("Lead", self.unit, "To Sign", None), ("Assist", self.helping, "To Sign", "Please handle")},
		)
		self.assertIn(self.helping, "".join(self.told("Task Assigned")))

	def test_task_of_the_lead_follows_the_event(self):
		self.begin()
		lead = self.tasks(role="Lead")[0]
		self.assertEqual((lead.status, lead.signed_by), ("In Progress", self.handler))
		self.do(self.helper, api.sign, self.task.name)
		self.do(self.helper, api.finish, self.task.name, "Checked")
		self.act(self.handler, self.event, "Submit Result", result="Repaired")
		lead.reload()
		self.assertEqual((lead.status, lead.result), ("Done", "Repaired"))
		self.act(self.dispatcher, self.event, "Send Back", dispatch_opinion="Not yet")
		lead.reload()
		self.assertEqual((lead.status, lead.done_on), ("In Progress", None))

	def test_another_lead_gets_a_task_and_the_first_is_released(self):
		self.act(self.handler, self.event, "Request Return", request_reason="No")
		self.act(
			self.dispatcher,
			self.event,
			"Re-dispatch",
			lead_grid=self.community,
			lead_unit=None,
			dispatch_opinion="Go",
		)
		found = {(task.unit, task.grid, task.status) for task in self.tasks(role="Lead")}
		self.assertEqual(found, {(self.unit, None, "Released"), (None, self.community, "To Sign")})
		self.assertEqual(len(self.tasks(role="Assist")), 1)

	def test_centre_adds_who_assists_and_nobody_twice(self):
		names = self.do(self.dispatcher, api.assist, self.event.name, "Please look", [], [self.township])
		self.assertEqual(frappe.db.get_value(TASK, names[0], ["grid", "role"]), (self.township, "Assist"))
		for units in ([self.helping], [self.unit]):
			self.assertRefused(
				TaskError, self.do, self.dispatcher, api.assist, self.event.name, "Again", units
			)

	def test_only_the_centre_adds_who_assists(self):
		for person in (self.handler, self.helper, self.leader):
			self.assertRefused(
				frappe.PermissionError,
				self.do,
				person,
				api.assist,
				self.event.name,
				"Look",
				[],
				[self.township],
			)

	def test_ended_event_ends_its_tasks(self):
		self.act(self.dispatcher, self.event, "Cancel", decision_opinion="Twice")
		self.assertEqual({(task.status, task.is_live) for task in self.tasks()}, {("Released", 0)})


class TestSight(TaskTestCase):
	def test_assisting_unit_reads_the_event_and_changes_nothing_of_it(self):
		self.assertTrue(self.sees(self.helper, EVENT, self.event.name))
		with self.as_user(self.helper):
			self.assertFalse(frappe.has_permission(EVENT, "write", self.event.name))
			page = read_page(self.helper, Wanted(), None, 50)
			self.assertIn(self.event.name, [row.name for row in page])

	def test_sight_ends_with_the_task_and_with_the_event(self):
		self.do(self.dispatcher, api.release, self.task.name, "Not needed")
		self.assertFalse(self.sees(self.helper, EVENT, self.event.name))
		self.assertTrue(self.sees(self.helper, TASK, self.task.name))

	def test_who_assists_sees_their_own_task_only(self):
		lead = self.tasks(role="Lead")[0]
		self.assertTrue(self.sees(self.helper, TASK, self.task.name))
		self.assertFalse(self.sees(self.helper, TASK, lead.name))
		for person in (self.handler, self.clerk, self.above, self.dispatcher):
			self.assertTrue(self.sees(person, TASK, self.task.name), person)

	def test_territory_that_assists_sees_the_event(self):
		elsewhere = self.dispatched({"lead_unit": self.unit})
		elsewhere.db_set({"grid_path": "620981.", "grid": "620981"})
		self.assertFalse(self.sees(self.leader, EVENT, elsewhere.name))
		self.do(self.dispatcher, api.assist, elsewhere.name, "Please look", [], [self.compound])
		self.assertTrue(self.sees(self.leader, EVENT, elsewhere.name))


class TestWork(TaskTestCase):
	def test_unit_signs_and_finishes_its_task(self):
		self.do(self.helper, api.sign, self.task.name)
		self.assertRefused(TaskError, self.do, self.helper, api.finish, self.task.name, "  ")
		self.do(self.helper, api.finish, self.task.name, "Checked the meters")
		self.task.reload()
		self.assertEqual(
			(self.task.status, self.task.signed_by, self.task.done_by, self.task.result),
			("Done", self.helper, self.helper, "Checked the meters"),
		)
		self.assertIn("Finish Task", self.deeds(self.event))

	def test_nobody_else_signs_it(self):
		for person in (self.handler, self.leader, self.member, self.clerk):
			self.assertRefused(frappe.PermissionError, self.do, person, api.sign, self.task.name)

	def test_task_is_signed_once_and_finished_after_that(self):
		self.assertRefused(TaskError, self.do, self.helper, api.finish, self.task.name, "Early")
		self.do(self.helper, api.sign, self.task.name)
		self.assertRefused(TaskError, self.do, self.helper, api.sign, self.task.name)

	def test_task_is_written_by_actions_only(self):
		with self.as_user(self.helper):
			task = frappe.get_doc(TASK, self.task.name).update({"status": "Done", "result": "Forged"})
			self.assertRefused(WrittenByActionsOnlyError, task.save)

	def test_lead_waits_for_who_assists_until_the_centre_releases_them(self):
		self.begin()
		message = self.assertRefused(
			TaskError, self.act, self.handler, self.event, "Submit Result", result="Repaired"
		)
		self.assertIn(frappe.db.get_value("Functional Unit", self.helping, "unit_name"), message)
		self.assertRefused(
			frappe.PermissionError, self.do, self.handler, api.release, self.task.name, "No need"
		)
		self.do(self.dispatcher, api.release, self.task.name, "No need")
		self.act(self.handler, self.event, "Submit Result", result="Repaired")
		self.assertEqual(self.event.stage, "Review")
