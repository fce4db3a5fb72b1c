"""What the Workflow Builder saves keeps what only the rows said."""

import json

import frappe

from yumen_governance.tests.case import GovernanceTestCase

# What the builder of early v15 writes of a row
STATE_FIELDS = ("state", "allow_edit", "update_field", "update_value", "is_optional_state", "message")
TRANSITION_FIELDS = ("state", "action", "next_state", "allowed")
SAID = ("stage", "asks_for", "effect", "condition", "allow_self_approval")


def saved_by_builder(workflow, elements: list[dict]):
	"""The Workflow as the builder sends it: all rows new, with the fields that it knows, and the picture."""
	sent = workflow.as_dict()
	states = [element["data"] for element in elements if element["type"] == "state"]
	actions = [element["data"] for element in elements if element["type"] == "action"]
	sent["states"] = [
		{**{field: data.get(field) for field in STATE_FIELDS}, "doc_status": "0"} for data in states
	]
	ways = [{**data, "state": data["from"], "next_state": data["to"]} for data in actions]
	sent["transitions"] = [{field: way[field] for field in TRANSITION_FIELDS} for way in ways]
	sent["workflow_data"] = json.dumps([{**element, "selected": False} for element in elements])
	return frappe.get_doc(sent)


def said(workflow) -> list[tuple]:
	rows = [*workflow.states, *workflow.transitions]
	return [(row.get("state"), row.get("action"), *(row.get(name) or None for name in SAID)) for row in rows]


class TestDrawing(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.workflow = frappe.get_doc("Workflow", "Governance Event").save()
		self.elements = json.loads(self.workflow.workflow_data)

	def element(self, **data) -> dict:
		return next(each for each in self.elements if data.items() <= each.get("data", {}).items())

	def save(self):
		return saved_by_builder(self.workflow, self.elements).save().reload()

	def test_every_row_stays_what_it_was(self):
		before = said(self.workflow)
		self.save()
		self.assertEqual(said(frappe.get_doc("Workflow", "Governance Event")), before)

	def test_a_state_drawn_with_a_stage_has_it(self):
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "On Hold"}).insert()
		data = {"state": "On Hold", "doc_status": "Draft", "allow_edit": "Dispatcher", "stage": "Suspended"}
		self.elements.append({"id": "900", "type": "state", "position": {"x": 1, "y": 2}, "data": data})
		workflow = saved_by_builder(self.workflow, self.elements).save()
		row = next(row for row in workflow.states if row.state == "On Hold")
		self.assertEqual((row.stage, row.allow_edit), ("Suspended", "Dispatcher"))
		drawn = [element for element in json.loads(workflow.workflow_data) if element["type"] == "state"]
		self.assertEqual(drawn[-1]["position"], {"x": 1, "y": 2})

	def test_a_renamed_action_goes_on_asking_for_the_same(self):
		frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": "Hand In"}).insert()
		for element in self.elements:
			if element.get("data", {}).get("action") == "Submit Result":
				element["data"]["action"] = "Hand In"
		workflow = saved_by_builder(self.workflow, self.elements).save()
		asked = {row.asks_for for row in workflow.transitions if row.action == "Hand In"}
		self.assertEqual(asked, {"result"})

	def test_a_change_in_the_form_is_drawn(self):
		way = next(row for row in self.workflow.transitions if row.action == "Submit Result")
		place = self.element(action="Submit Result", allowed=way.allowed)["position"]
		way.asks_for = "result\naddress"
		self.workflow.save()
		self.elements = json.loads(self.workflow.workflow_data)
		drawn = self.element(action="Submit Result", allowed=way.allowed)
		self.assertEqual((drawn["data"]["asks_for"], drawn["position"]), ("result\naddress", place))

	def test_every_line_has_its_ends(self):
		nodes = {element["id"] for element in self.elements if element["type"] != "transition"}
		lines = [element for element in self.elements if element["type"] == "transition"]
		self.assertEqual(len(lines), 2 * len(self.workflow.transitions))
		self.assertTrue(all({line["source"], line["target"]} <= nodes for line in lines))

	def test_a_picture_that_frappe_drew_without_stages_loses_none(self):
		before = said(self.workflow)
		self.workflow.db_set("workflow_data", None)
		for element in self.elements:
			for name in SAID:
				element.get("data", {}).pop(name, None)
		self.save()
		self.assertEqual(said(frappe.get_doc("Workflow", "Governance Event")), before)
