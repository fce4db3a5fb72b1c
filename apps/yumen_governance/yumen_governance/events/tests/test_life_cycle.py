"""Whatever people try in whatever order, an event goes where the model goes and nowhere else (Hypothesis)."""

import os

import frappe
from frappe.model.workflow import WorkflowPermissionError, WorkflowTransitionError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from yumen_governance.events.tests.case import EVENT, HandlingTestCase
from yumen_governance.events.tests.life_model import ANSWERS, CENTRE, HANDLING, LEAD, PAUSED, STEPS, Life

EXAMPLES = int(os.environ.get("LIFE_EXAMPLES", 6))
LENGTH = 14
REFUSALS = (frappe.PermissionError, frappe.ValidationError, WorkflowTransitionError, WorkflowPermissionError)


class TestLifeCycle(HandlingTestCase):
	def test_event_goes_where_the_model_goes(self):
		case = self

		class Machine(RuleBasedStateMachine):
			def __init__(self):
				super().__init__()
				frappe.db.savepoint("life")
				self.life = Life()
				self.event = case.act(case.clerk, case.draft(), "Report")

			def teardown(self):
				frappe.set_user("Administrator")
				frappe.db.rollback(save_point="life")

			@rule(action=st.sampled_from(sorted(STEPS)), who=st.sampled_from((CENTRE, LEAD)))
			def attempt(self, action, who):
				case.attempt(self.life, self.event, action, who)

			@rule(number=st.integers(0, 10_000))
			def go_on(self, number):
				open_ways = sorted(
					(action, who) for action in STEPS for who in (CENTRE, LEAD) if self.life.may(action, who)
				)
				if open_ways:
					case.attempt(self.life, self.event, *open_ways[number % len(open_ways)])

			@invariant()
			def product_is_where_the_model_is(self):
				case.compare(self.life, self.event)

		run_state_machine_as_test(
			Machine,
			settings=settings(
				max_examples=EXAMPLES,
				stateful_step_count=LENGTH,
				deadline=None,
				suppress_health_check=list(HealthCheck),
				database=None,
			),
		)

	def attempt(self, life: Life, event, action: str, who: str) -> None:
		"""Try an action as somebody, and hold that it happens exactly when the model allows it."""
		values = dict(ANSWERS.get(action, {}))
		if action in ("Dispatch", "Re-dispatch"):
			values["lead_grid"] = self.community
		if life.may(action, who):
			self.act(self.person(who), event, action, **values)
			life.take(action)
			return
		frappe.db.savepoint("attempt")
		try:
			self.act(self.person(who), event, action, **values)
		except REFUSALS:
			frappe.clear_messages()
			frappe.db.rollback(save_point="attempt")
			event.reload()
		else:
			self.fail(f"{who} took {action} from {life.state}")

	def person(self, who: str) -> str:
		return self.dispatcher if who == CENTRE else self.leader

	def compare(self, life: Life, event) -> None:
		"""Hold what must be true of an event wherever it stands."""
		event.reload()
		self.assertEqual(event.workflow_state, life.state)
		deeds = [deed for deed in self.deeds(event) if deed in STEPS or deed == "Report"]
		self.assertEqual(sorted(deeds), sorted(life.deeds))
		self.assertEqual(bool(event.closed_on), life.ended)
		clocks = frappe.get_all(
			"Case Clock",
			{"reference_doctype": EVENT, "reference_name": event.name, "status": ["!=", "Stopped"]},
			["kind", "status", "due_on"],
		)
		self.assertEqual(len({clock.kind for clock in clocks}), len(clocks))
		if life.ended:
			self.assertEqual(clocks, [])
		handling = [clock for clock in clocks if clock.kind == "Handle"]
		if life.state in HANDLING:
			self.assertEqual(
				[(clock.status, clock.due_on) for clock in handling], [("Running", event.due_on)]
			)
		if life.state in PAUSED:
			self.assertEqual([clock.status for clock in handling], ["Paused"])
