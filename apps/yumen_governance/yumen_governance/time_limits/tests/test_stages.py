"""Administrators redraw the workflow; code goes on reading stages."""

import frappe
from frappe.model.workflow import apply_workflow

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid, put_in_state
from yumen_governance.time_limits.stages import StageError, requirements
from yumen_governance.time_limits.transitions import RequirementError


class TestRequirements(GovernanceTestCase):
	def test_lines_are_all_asked_and_bars_are_alternatives(self):
		self.assertEqual(
			requirements("lead_grid | lead_unit\n\n opinion "), [["lead_grid", "lead_unit"], ["opinion"]]
		)
		self.assertEqual(requirements(None), [])


class TestStages(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.workflow = frappe.get_doc("Workflow", "Governance Event")
		self.event = make_event(make_grid().name)

	def test_state_without_a_stage_is_refused(self):
		self.workflow.states[3].stage = ""
		with self.in_language("zh"):
			self.assertIn("必须填写阶段", self.assertRefused(StageError, self.workflow.save))

	def test_rows_of_one_state_cannot_differ_in_stage(self):
		self.workflow.states[1].stage = "Review"
		self.assertRefused(StageError, self.workflow.save)

	def test_asking_for_a_field_that_is_not_there_is_refused(self):
		self.workflow.transitions[0].asks_for = "title\nno_such_field"
		self.assertIn("no_such_field", self.assertRefused(StageError, self.workflow.save))

	def test_renamed_stage_reaches_existing_records(self):
		put_in_state(self.event, "Pending Review")
		other = put_in_state(make_event(self.event.grid), "Reported")
		for row in self.workflow.states:
			if row.state == "Pending Review":
				row.stage = "Suspended"
		self.workflow.save()
		self.assertEqual(frappe.db.get_value(self.event.doctype, self.event.name, "stage"), "Suspended")
		self.assertEqual(frappe.db.get_value(other.doctype, other.name, "stage"), "Triage")

	def test_state_added_by_an_administrator_is_governed_like_any_other(self):
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "On Hold"}).insert()
		frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": "Hold"}).insert()
		role = {"allow_edit": "Dispatcher", "doc_status": "0"}
		self.workflow.append("states", {"state": "On Hold", "stage": "Suspended", **role})
		self.workflow.append(
			"transitions",
			{
				"state": "Reported",
				"action": "Hold",
				"next_state": "On Hold",
				"allowed": "Dispatcher",
				"asks_for": "dispatch_opinion",
				"allow_self_approval": 1,
			},
		)
		self.workflow.save()
		put_in_state(self.event, "Reported")
		with self.as_user(actor("dispatcher")):
			event = frappe.get_doc(self.event.doctype, self.event.name)
			self.assertRefused(RequirementError, apply_workflow, event.as_json(), "Hold")
			event.update({"dispatch_opinion": "Waiting for the budget"}).save()
			apply_workflow(event.as_json(), "Hold")
		event.reload()
		self.assertEqual((event.workflow_state, event.stage), ("On Hold", "Suspended"))
		entry = frappe.get_doc("Timeline Entry", {"reference_name": event.name})
		self.assertEqual((entry.action, entry.opinion), ("Hold", "Waiting for the budget"))

	def test_workflow_of_other_doctypes_needs_no_stage(self):
		values = {"workflow_name": "ToDo test", "document_type": "ToDo", "workflow_state_field": "status"}
		state = {"state": "Approved", "doc_status": "0", "allow_edit": "System Manager"}
		workflow = frappe.get_doc({"doctype": "Workflow", "is_active": 0, **values, "states": [state]})
		self.assertTrue(workflow.insert().name)

	def test_governance_administrator_edits_the_workflow(self):
		with self.as_user(actor("administrator")):
			workflow = frappe.get_doc("Workflow", "Governance Event")
			workflow.transitions[0].asks_for = "reporter_name"
			self.assertTrue(workflow.save().name)
