"""The dispatch board over its endpoints: queues, pages, and the same step with many events."""

import json
from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.api.board import get_counts, open_board, preview, take_step, urge
from yumen_governance.events.board import bulk
from yumen_governance.events.board.queues import EVENT
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_event,
	make_grid,
	make_grid_member,
	make_unit,
	put_in_state,
)
from yumen_governance.tests.outbox import counted_statements
from yumen_governance.time_limits import clocks


class BoardTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.community = make_grid(make_grid().name).name
		self.compound = make_grid(self.community).name
		self.unit = make_unit(actor("handler")).name
		make_grid_member(self.community, "Grid Leader", actor("leader"))

	def events(self, number, state="Reported", **values):
		with self.as_user(actor("clerk")):
			events = [make_event(self.compound, **values.pop("intake", {})) for _number in range(number)]
		return [put_in_state(event, state, **values).name for event in events]

	def board(self, queue=None, **filters):
		"""The names of a queue of this test's territory."""
		filters = {"grid": self.community, **filters}
		return [row["name"] for row in open_board(queue, filters)["events"]]

	def state(self, name):
		return frappe.db.get_value(EVENT, name, "workflow_state")

	def dispatched_to_grid(self, **values):
		return {"lead_grid": self.community, "dispatch_opinion": "Please see to it", **values}


class TestQueues(BoardTestCase):
	def test_each_event_stands_where_its_next_step_is(self):
		lead = {
			"lead_grid": self.community,
			"lead_grid_path": frappe.db.get_value("Grid", self.community, "grid_path"),
		}
		now = now_datetime()
		standing = {
			"to_accept": self.events(1, "Reported"),
			"to_dispatch": self.events(1, "Accepted"),
			"to_sign": self.events(1, "Dispatched", **lead),
			"late": self.events(1, "In Progress", due_on=now - timedelta(hours=1), **lead),
			"soon": self.events(1, "In Progress", due_on=now + timedelta(hours=1), **lead),
			"returned": self.events(1, "In Progress", open_request="Return", **lead),
			"to_review": self.events(1, "Pending Review", **lead),
			"to_follow_up": self.events(1, "Resolved", follow_up="To Call", **lead),
		}
		with self.as_user(actor("dispatcher")):
			for queue, names in standing.items():
				with self.subTest(queue):
					self.assertEqual(self.board(queue), names)
			self.assertCountEqual(self.board("open"), [name for names in standing.values() for name in names])
		with self.as_user(actor("leader")):
			self.assertEqual(self.board("to_sign"), standing["to_sign"])
			self.assertEqual(self.board("late"), standing["late"])
			in_hand = standing["late"] + standing["soon"] + standing["returned"]
			self.assertCountEqual(self.board("handling"), in_hand)

	def test_first_request_brings_counts_page_and_titles(self):
		names = self.events(3)
		with self.as_user(actor("dispatcher")):
			board = open_board(filters=json.dumps({"grid": self.community}), limit=2)
			self.assertEqual(board["queue"], "to_accept")
			self.assertEqual(len(board["events"]), 2)
			rest = open_board(filters={"grid": self.community}, after=board["next"])
			self.assertCountEqual([row["name"] for row in board["events"] + rest["events"]], names)
			self.assertIsNone(rest["next"])
			self.assertIn(self.compound, board["titles"]["Grid"])
			self.assertEqual({row["key"] for row in get_counts()}, {row["key"] for row in board["queues"]})
			self.assertIn("accept", board["intents"])

	def test_search_narrows_the_queue(self):
		plain, urgent = self.events(1), self.events(1, urgency="Urgent")
		window = self.events(1, source="Grid Member", intake={"title": "100%_noise"})
		with self.as_user(actor("dispatcher")):
			self.assertEqual(self.board(urgency="Urgent"), urgent)
			self.assertEqual(self.board(source="Grid Member"), window)
			self.assertEqual(self.board(text="100%_"), window)
			self.assertEqual(self.board(text="1%e"), [])
			self.assertEqual(self.board(text=plain[0]), plain)
			self.assertCountEqual(self.board(category="0401"), plain + urgent + window)
			self.assertEqual(self.board(unit=self.unit), [])

	def test_what_is_unknown_is_refused_by_name(self):
		for call in (
			lambda: open_board("nothing"),
			lambda: open_board(filters={"grid": "nowhere"}),
			lambda: open_board(filters={"owner": "x"}),
			lambda: open_board(after="x"),
			lambda: take_step(["x"]),
			lambda: take_step(["x"], intent="fly"),
			lambda: take_step([], intent="accept"),
			lambda: take_step(["x"], action="Dispatch", answers={"nothing": 1}),
			lambda: take_step(["x"], action="Dispatch", answers={"lead_grid": "nowhere"}),
		):
			self.assertRefused(frappe.ValidationError, call)

	def test_nobody_without_rights_on_events_opens_the_board(self):
		for call in (open_board, get_counts):
			with self.as_user(actor("privacy_officer")):
				self.assertRefused(frappe.PermissionError, call)

	def test_preview_shows_an_event_of_ones_own_territory_only(self):
		mine = self.events(1, "Dispatched")[0]
		other = make_event(make_grid().name).name
		with self.as_user(actor("leader")):
			self.assertEqual(preview(mine)["event"]["name"], mine)
			self.assertRefused(frappe.PermissionError, preview, other)

	def test_preview_says_what_may_be_done(self):
		name = self.events(1, "Accepted")[0]
		with self.as_user(actor("dispatcher")):
			dispatch = next(row for row in preview(name)["actions"] if row["intent"] == "dispatch")
			self.assertEqual(dispatch["action"], "Dispatch")
			self.assertIn("lead_grid", dispatch["asks"])
		with self.as_user(actor("auditor")):
			self.assertFalse(preview(name)["actions"])


class TestManyAtOnce(BoardTestCase):
	def test_clocks_and_actions_follow_each_event_of_many_as_of_one(self):
		names = self.events(3)
		frappe.db.set_value(EVENT, {"name": ["in", names]}, "reported_on", now_datetime())
		clocks.start_many(EVENT, names, now_datetime())
		with self.as_user(actor("dispatcher")):
			take_step(names, intent="accept")
			answer = take_step(names, intent="dispatch", answers=self.dispatched_to_grid())
		self.assertEqual(answer["done"], 3)
		for name in names:
			kinds = {clock.kind for clock in clocks.running(EVENT, name)}
			self.assertLessEqual({"Handle", "Sign"}, kinds)
			open_actions = frappe.get_all(
				"Workflow Action", {"reference_name": name, "status": "Open"}, pluck="workflow_state"
			)
			self.assertEqual(open_actions, ["Dispatched"])

	def test_a_further_event_costs_few_statements(self):
		few, many = self.events(2), self.events(12)
		counts = []
		with self.as_user(actor("dispatcher")):
			for names in (few[:1], few[1:], many):
				with counted_statements() as sent:
					take_step(names, intent="accept")
				counts.append(len(sent))
		self.assertLessEqual((counts[2] - counts[1]) / 11, 18)

	def test_what_is_refused_stays_and_the_others_move_on(self):
		names, closed = self.events(3), self.events(1, "Closed")
		with self.as_user(actor("dispatcher")):
			answer = take_step([*names[:1], *closed, *names[1:], "GE-none"], intent="accept")
		self.assertEqual((answer["done"], answer["refused"]), (3, 2))
		self.assertEqual([row["done"] for row in answer["rows"]], [True, False, True, True, False])
		self.assertTrue(all(row["reason"] for row in answer["rows"] if not row["done"]))
		self.assertEqual({self.state(name) for name in names}, {"Accepted"})
		self.assertEqual(self.state(closed[0]), "Closed")
		self.assertEqual(
			frappe.db.count("Timeline Entry", {"reference_name": ["in", names], "action": "Accept"}), 3
		)

	def test_dispatch_of_many_asks_what_one_is_asked(self):
		names = self.events(2, "Accepted")
		with self.as_user(actor("dispatcher")):
			for answers in ({}, {"lead_grid": self.community}, {"dispatch_opinion": "Go"}):
				answer = take_step(names, intent="dispatch", answers=answers)
				self.assertEqual((answer["done"], answer["refused"]), (0, 2))
			answer = take_step(names, intent="dispatch", answers=self.dispatched_to_grid())
		self.assertEqual(answer["done"], 2)
		for name in names:
			event = frappe.get_doc(EVENT, name)
			self.assertEqual((event.workflow_state, event.lead_grid), ("Dispatched", self.community))
			self.assertTrue(event.lead_grid_path)

	def test_each_event_goes_where_the_routing_proposed(self):
		to_grid = self.events(1, "Accepted", proposed_lead_grid=self.community)
		to_unit = self.events(1, "Accepted", proposed_lead_unit=self.unit)
		nowhere = self.events(1, "Accepted", proposed_lead_grid=None, proposed_lead_unit=None)
		with self.as_user(actor("dispatcher")):
			answers = {"dispatch_opinion": "As the rules say"}
			answer = take_step(
				to_grid + to_unit + nowhere, intent="dispatch", answers=answers, as_proposed=True
			)
		self.assertEqual([row["done"] for row in answer["rows"]], [True, True, False])
		self.assertEqual(frappe.db.get_value(EVENT, to_grid[0], "lead_grid"), self.community)
		self.assertEqual(frappe.db.get_value(EVENT, to_unit[0], "lead_unit"), self.unit)

	def test_nobody_takes_for_many_a_step_that_isnt_theirs_for_one(self):
		names = self.events(2)
		for person in ("clerk", "leader", "auditor", "handler"):
			with self.as_user(actor(person)):
				answer = take_step(names, action="Accept")
				self.assertEqual((answer["done"], answer["refused"]), (0, 2))
		self.assertEqual({self.state(name) for name in names}, {"Reported"})

	def test_answers_fill_no_field_that_the_transition_doesnt_ask_for(self):
		name = self.events(1)[0]
		with self.as_user(actor("dispatcher")):
			take_step([name], intent="accept", answers={"title": "Other", "result": "Other"})
		event = frappe.get_doc(EVENT, name)
		self.assertEqual(event.workflow_state, "Accepted")
		self.assertNotEqual(event.title, "Other")
		self.assertFalse(event.result)

	def test_fault_undoes_them_all(self):
		names = sorted(self.events(3))
		stock = bulk.apply_workflow

		def breaks(doc, action):
			if doc.name == names[-1]:
				raise frappe.QueryDeadlockError
			return stock(doc, action)

		with self.as_user(actor("dispatcher")), patch.object(bulk, "apply_workflow", breaks):
			frappe.db.savepoint("request")
			self.assertRaises(frappe.QueryDeadlockError, take_step, names, intent="accept")
			frappe.db.rollback(save_point="request")
		self.assertEqual({self.state(name) for name in names}, {"Reported"})

	def test_no_more_than_two_hundred(self):
		with self.as_user(actor("dispatcher")):
			names = [f"GE-{number}" for number in range(201)]
			self.assertRefused(frappe.ValidationError, take_step, names, intent="accept")

	def test_way_back_is_told_where_the_workflow_has_one(self):
		lead = {"lead_grid": self.community}
		reviewed = self.events(1, "In Progress", result="Done", **lead)
		accepted = self.events(1)
		with self.as_user(actor("dispatcher")):
			self.assertIsNone(take_step(accepted, intent="accept")["undo"])
		with self.as_user("Administrator"):
			doc = frappe.get_doc("Workflow", EVENT)
			row = {"state": "Accepted", "action": "Cancel", "next_state": "Reported", "allowed": "Dispatcher"}
			doc.append("transitions", {**row, "allow_self_approval": 1})
			doc.save()
		again = self.events(1)
		with self.as_user(actor("dispatcher")):
			self.assertEqual(take_step(again, intent="accept")["undo"], "Cancel")
			self.assertEqual(take_step(again, action="Cancel")["done"], 1)
		self.assertEqual(self.state(again[0]), "Reported")
		self.assertTrue(reviewed)

	def test_reasons_are_chinese_for_a_chinese_reader(self):
		closed = self.events(1, "Closed")
		with self.as_user(actor("dispatcher")), self.in_language("zh"):
			answer = take_step(closed, intent="accept")
		self.assertRegex(answer["rows"][0]["reason"], "[\u4e00-\u9fff]")

	def test_urging_many_is_refused_for_what_nobody_has_in_hand(self):
		lead = {"lead_grid": self.community}
		in_hand, new = self.events(2, "In Progress", **lead), self.events(1)
		with self.as_user(actor("dispatcher")):
			answer = urge([*in_hand, *new], "Please hurry")
			self.assertEqual((answer["done"], answer["refused"]), (2, 1))
			self.assertEqual(urge(in_hand)["refused"], 2)


class TestSentBack(BoardTestCase):
	def test_step_to_an_earlier_stage_marks_the_event_until_the_work_goes_on(self):
		path = frappe.db.get_value("Grid", self.community, "grid_path")
		lead = {"lead_grid": self.community, "lead_grid_path": path}
		name = self.events(1, "Pending Review", result="Done", **lead)[0]
		with self.as_user(actor("dispatcher")):
			take_step([name], action="Send Back", answers={"dispatch_opinion": "A picture, please"})
		with self.as_user(actor("leader")):
			self.assertEqual(self.board("returned"), [name])
			take_step([name], action="Submit Result", answers={"result": "Done, with a picture"})
			self.assertEqual(self.board("returned"), [])


class TestAdministratorsState(BoardTestCase):
	"""A state that the administrator adds finds its place in queues, counts and rights without a change of code."""

	STATE, ACTION, BACK = "待领导批示", "报请批示", "批示"

	def setUp(self):
		super().setUp()
		state = {"doctype": "Workflow State", "workflow_state_name": self.STATE}
		frappe.get_doc(state).insert(ignore_if_duplicate=True)
		for action in (self.ACTION, self.BACK):
			master = {"doctype": "Workflow Action Master", "workflow_action_name": action}
			frappe.get_doc(master).insert(ignore_if_duplicate=True)
		workflow = frappe.get_doc("Workflow", EVENT)
		state = {"state": self.STATE, "stage": "Review", "doc_status": "0", "allow_edit": "Dispatcher"}
		workflow.append("states", state)
		for row in (("Accepted", self.ACTION, self.STATE), (self.STATE, self.BACK, "Accepted")):
			fields = dict(zip(("state", "action", "next_state"), row, strict=True))
			workflow.append("transitions", {**fields, "allowed": "Dispatcher", "allow_self_approval": 1})
		workflow.save()

	def count(self, queue):
		return next(row["count"] for row in get_counts() if row["key"] == queue)

	def test_queues_counts_and_rights_go_on_working(self):
		name = self.events(1, "Accepted")[0]
		with self.as_user(actor("dispatcher")):
			before = {row["key"]: row["count"] for row in get_counts()}
			self.assertEqual(take_step([name], action=self.ACTION)["done"], 1)
			self.assertEqual(frappe.db.get_value(EVENT, name, "stage"), "Review")
			self.assertEqual((self.board("to_review"), self.board("to_dispatch")), ([name], []))
			self.assertEqual(self.count("to_review"), before["to_review"] + 1)
			self.assertEqual(self.count("to_dispatch"), before["to_dispatch"] - 1)
			self.assertEqual([row["action"] for row in preview(name)["actions"]], [self.BACK])
		with self.as_user(actor("leader")):
			self.assertEqual(take_step([name], action=self.BACK)["refused"], 1)
		with self.as_user(actor("dispatcher")):
			self.assertEqual(take_step([name], action=self.BACK)["done"], 1)
			self.assertEqual(self.board("to_dispatch"), [name])

	def test_stage_edited_later_moves_what_stands_there(self):
		name = put_in_state(frappe.get_doc(EVENT, self.events(1)[0]), self.STATE).name
		with self.as_user(actor("dispatcher")):
			before = self.count("to_sign")
		workflow = frappe.get_doc("Workflow", EVENT)
		next(row for row in workflow.states if row.state == self.STATE).stage = "Assigned"
		workflow.save()
		with self.as_user(actor("dispatcher")):
			self.assertEqual(self.board("to_sign"), [name])
			self.assertEqual(self.count("to_sign"), before + 1)
