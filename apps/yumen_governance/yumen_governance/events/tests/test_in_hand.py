"""What a member's phone shows of events: what they may see, whose turn it is, and the steps of the Workflow as it is drawn now."""

import frappe

from yumen_governance.events.handling import in_hand, phone_steps
from yumen_governance.events.tests.case import EVENT, HandlingTestCase
from yumen_governance.events.tests.test_pictures import photo
from yumen_governance.permissions.scope import any_of, scope_of
from yumen_governance.time_limits.stages import workflow_of
from yumen_governance.time_limits.transitions import RequirementError


class TestInHand(HandlingTestCase):
	def on_phone(self, user: str) -> dict[str, dict]:
		with self.as_user(user):
			scope, event = scope_of(user), frappe.qb.DocType(EVENT)
			query = frappe.qb.from_(event).select(event.name, event.modified, *in_hand.FIELDS)
			rows = query.where(any_of(in_hand.seen(scope)) & in_hand.live()).run(as_dict=True)
			return {row["name"]: row for row in in_hand.shown(rows, scope)}

	def test_what_is_led_here_is_in_hand_and_what_others_lead_is_only_seen(self):
		mine, units = self.dispatched(), self.dispatched({"lead_unit": self.unit})
		leader, handler = self.on_phone(self.leader), self.on_phone(self.handler)
		self.assertEqual([leader[name]["in_hand"] for name in (mine.name, units.name)], [1, 0])
		self.assertEqual(handler[units.name]["in_hand"], 1)
		self.assertNotIn(mine.name, handler)
		self.assertEqual(self.on_phone(self.clerk)[mine.name]["is_mine"], 1)

	def test_what_is_over_leaves_the_phone(self):
		event = self.dispatched()
		self.state(event, "Closed")
		self.assertNotIn(event.name, self.on_phone(self.leader))

	def test_a_row_tells_history_labels_and_pictures(self):
		event = self.in_progress(address="测试路1号")
		file = {"doctype": "File", "file_name": "现场.jpg", "content": photo(), "is_private": 1}
		frappe.get_doc({**file, "attached_to_doctype": EVENT, "attached_to_name": event.name}).insert()
		with self.as_user(self.leader):
			row = in_hand.one(event.name, self.leader)
		actions = ["Report", "Accept", "Dispatch", "Sign", "Start"]
		self.assertEqual([entry["action"] for entry in row["history"]], actions)
		self.assertEqual(row["history"][2]["opinion"], "Please handle")
		self.assertEqual(row["grid_title"], frappe.db.get_value("Grid", self.compound, "grid_name"))
		self.assertEqual([picture["name"] for picture in row["pictures"]], ["现场.jpg"])
		self.assertFalse({"owner", "sealed", "reporter_phone_index"} & set(row))

	def test_many_rows_cost_as_many_queries_as_one(self):
		def queries() -> int:
			counted = []
			run, frappe.db.sql = (
				frappe.db.sql,
				lambda *args, **kwargs: counted.append(1) or run(*args, **kwargs),
			)
			try:
				self.on_phone(self.leader)
			finally:
				frappe.db.sql = run
			return len(counted)

		self.dispatched()
		self.on_phone(self.leader)
		one = queries()
		for _event in range(4):
			self.dispatched()
		self.assertEqual(queries(), one)


class TestPhoneSteps(HandlingTestCase):
	def ways(self, user: str) -> dict:
		return phone_steps.ways(workflow_of(EVENT), scope_of(user))

	def steps(self, user: str, state: str) -> dict[str, dict]:
		return {step["action"]: step for step in self.ways(user)["steps"] if step["state"] == state}

	def test_steps_say_what_they_ask_for_and_where_they_lead(self):
		steps = self.steps(self.leader, "In Progress")
		self.assertEqual([ask["fieldname"] for ask in steps["Submit Result"]["asks"]], ["result"])
		asked = [ask["fieldname"] for ask in steps["Request Extension"]["asks"]]
		self.assertEqual(asked, ["request_reason", "requested_due_on"])
		self.assertEqual(steps["Submit Result"]["next_stage"], "Review")
		self.assertEqual(steps["Raise Level"]["has_condition"], 1)

	def test_steps_of_other_roles_are_not_offered(self):
		self.assertEqual(self.steps(self.leader, "Reported"), {})
		self.assertNotIn("Raise Level", self.steps(self.handler, "In Progress"))
		self.assertIsNone(self.ways(self.handler)["settle"])

	def test_a_step_that_needs_a_field_of_the_desk_is_left_to_the_desk(self):
		self.assertNotIn("Merge", self.steps(self.dispatcher, "Accepted"))
		self.assertIn("Recall", self.steps(self.dispatcher, "Signed"))

	def test_what_an_administrator_draws_is_offered_and_taken(self):
		workflow = frappe.get_doc("Workflow", EVENT)
		frappe.get_doc(
			{"doctype": "Workflow Action Master", "workflow_action_name": "Call Fire Brigade"}
		).insert()
		way = {"state": "In Progress", "action": "Call Fire Brigade", "next_state": "Reported"}
		asks = "request_reason\nreview_on?"
		workflow.append("transitions", {**way, "allowed": "Grid Leader", "asks_for": asks})
		workflow.save()
		step = self.steps(self.leader, "In Progress")["Call Fire Brigade"]
		self.assertEqual(step["needs"], [["request_reason"]])
		self.assertEqual([ask["fieldname"] for ask in step["asks"]], ["request_reason", "review_on"])
		event = self.in_progress()
		with self.as_user(self.leader):
			phone_steps.take(
				frappe.get_doc(EVENT, event.name), "Call Fire Brigade", {"request_reason": "Smoke"}
			)
		event.reload()
		self.assertEqual((event.stage, event.request_reason), ("Triage", "Smoke"))

	def test_a_condition_is_answered_for_each_event(self):
		grids, units = self.in_progress(), self.in_progress({"lead_unit": self.unit})
		with self.as_user(self.leader):
			met = phone_steps.conditions_met([grids.name, units.name], scope_of(self.leader))
		self.assertEqual(met[grids.name], ["Raise Level"])
		self.assertEqual(met[units.name], [])

	def test_step_is_taken_with_its_answers_and_no_others(self):
		event = self.in_progress()
		with self.as_user(self.leader):
			doc = frappe.get_doc(EVENT, event.name)
			self.assertRefused(RequirementError, phone_steps.take, doc, "Submit Result", {})
			answers = {"result": "Done", "title": "Other"}
			phone_steps.take(frappe.get_doc(EVENT, event.name), "Submit Result", answers)
		event.reload()
		self.assertEqual((event.stage, event.result), ("Review", "Done"))
		self.assertNotEqual(event.title, "Other")

	def test_event_of_others_is_not_moved(self):
		event = self.dispatched({"lead_unit": self.unit})
		with self.as_user(self.helper):
			doc = frappe.get_doc(EVENT, event.name)
			self.assertRefused(frappe.PermissionError, phone_steps.take, doc, "Sign", {})
