"""Routing Rules: the first that an event meets proposes or dispatches, and says why."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.api import routing as api
from yumen_governance.events.doctype.routing_rule.routing_rule import RoutingRuleError
from yumen_governance.events.intake.taking_in import take_in
from yumen_governance.events.routing import routes as routing
from yumen_governance.events.routing.routes import Matter, Rule
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_category,
	make_event,
	make_grid,
	make_unit,
	next_number,
	put_in_state,
)

EVENT = "Governance Event"


def make_rule(**values):
	"""Insert an active rule that leads to a new unit unless told otherwise."""
	rule = {"doctype": "Routing Rule", "rule_name": f"规则{next_number()}", "sort_order": 1, "is_active": 1}
	if not values.get("grid_level"):
		rule["lead_unit"] = values.pop("lead_unit", None) or make_unit().name
	return frappe.get_doc({**rule, **values}).insert()


class TestDecision(GovernanceTestCase):
	MATTER = Matter(
		category=12, grid_path="1.11.111.1111.", source="Hotline", urgency="Urgent", text="燃气泄漏"
	)

	def decided(self, *rules, matter=MATTER):
		decision = routing.route(matter, rules)
		return decision.rule and decision.rule.name

	def test_first_rule_that_matches_decides(self):
		rules = [Rule("a", "A", source="Window"), Rule("b", "B"), Rule("c", "C")]
		self.assertEqual(self.decided(*rules), "b")

	def test_each_condition_counts(self):
		for name, met, not_met in (
			("category", (10, 15), (13, 15)),
			("grid_path", "1.11.", "1.12."),
			("source", "Hotline", "Window"),
			("urgency", "Urgent", "Normal"),
			("keywords", ("漏水", "燃气"), ("漏水",)),
		):
			with self.subTest(name):
				self.assertEqual(self.decided(Rule("a", "A", **{name: met})), "a")
				self.assertIsNone(self.decided(Rule("a", "A", **{name: not_met})))

	def test_all_conditions_must_be_met(self):
		self.assertIsNone(self.decided(Rule("a", "A", source="Hotline", urgency="Normal")))

	def test_no_rule_leaves_it_to_the_dispatcher(self):
		decision = routing.route(self.MATTER, [])
		self.assertEqual((decision.rule, decision.lead_unit, decision.lead_grid), (None, None, None))

	def test_unit_out_of_use_is_not_led_to(self):
		self.assertIsNone(self.decided(Rule("a", "A", lead_unit="U", unit_in_use=False)))

	def test_grid_of_a_level_is_found_in_the_path(self):
		for level, grid in (("Level 1", "11"), ("Level 2", "111"), ("Level 3", "1111")):
			self.assertEqual(routing.lead_grid(self.MATTER.grid_path, level), grid)
		self.assertEqual(routing.lead_grid("1.11.", "Level 3"), "11")

	def test_explanation_tells_every_condition_of_every_rule(self):
		rules = [Rule("a", "A", source="Window", urgency="Urgent"), Rule("b", "B"), Rule("c", "C")]
		trials = routing.route(self.MATTER, rules, explains=True).trials
		self.assertEqual([trial.matches for trial in trials], [False, True, True])
		self.assertEqual([check.is_met for check in trials[0].checks], [False, True])


class RoutingTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Routing Rule", {"is_active": 1}, "is_active", 0)
		self.township = make_grid().name
		self.community = make_grid(self.township).name
		self.grid = make_grid(self.community).name
		self.category = make_category(is_group=1).name
		self.kind = make_category(parent_event_category=self.category).name

	def reported(self, **values):
		with self.as_user(actor("clerk")):
			event = make_event(self.grid, category=self.kind, **values)
			event.workflow_state = "Reported"
			return event.save()

	def taken_in(self, **values):
		report = {"source": "Window", "title": "噪声", "category": self.kind, "grid": self.grid}
		report["idempotency_key"] = f"R-{next_number()}"
		name = take_in({**report, **values}, actor("clerk"), now_datetime()).event
		return frappe.get_doc(EVENT, name)


class TestRoutingOfEvents(RoutingTestCase):
	def test_rule_proposes_its_lead_on_either_way_in(self):
		rule = make_rule(category=self.category, grid=self.township)
		for event in (self.reported(), self.taken_in()):
			self.assertEqual((event.routing_rule, event.proposed_lead_unit), (rule.name, rule.lead_unit))
			self.assertEqual((event.stage, event.lead_unit), ("Triage", None))

	def test_proposed_assisting_units_come_with_the_form_until_the_dispatch(self):
		assisting, closed = make_unit(), make_unit()
		make_rule(assisting_units=[{"unit": assisting.name}, {"unit": closed.name}])
		closed.update({"is_active": 0}).save()
		event = self.reported()
		proposed = [{"unit": assisting.name, "title": assisting.unit_name}]
		self.assertEqual(self.loaded(event), proposed)
		put_in_state(event, "Dispatched")
		self.assertEqual(self.loaded(event), [])

	def loaded(self, event):
		doc = frappe.get_doc(EVENT, event.name)
		doc.onload()
		return doc.get("__onload").get("proposed_assisting_units")

	def test_proposal_gives_the_unit_no_sight(self):
		make_rule(category=self.category, lead_unit=make_unit(actor("handler")).name)
		event = self.reported()
		self.assertFalse(frappe.has_permission(EVENT, "read", event.name, actor("handler")))

	def test_rule_dispatches_at_once_on_either_way_in(self):
		unit = make_unit(actor("handler")).name
		make_rule(lead_unit=unit, dispatches_at_once=1, assisting_units=[{"unit": make_unit().name}])
		for event in (self.reported(), self.taken_in()):
			self.assertEqual((event.stage, event.lead_unit), ("Assigned", unit))
			self.assertEqual(len(event.assisting_units), 1)
			stored = frappe.get_doc(EVENT, event.name)
			self.assertEqual((stored.stage, str(stored.modified)), (event.stage, str(event.modified)))
			actions = frappe.get_all("Timeline Entry", {"reference_name": event.name}, pluck="action")
			self.assertEqual(sorted(actions), ["Dispatch", "Report"])
			self.assertTrue(frappe.has_permission(EVENT, "read", event.name, actor("handler")))

	def test_grid_of_the_level_leads(self):
		make_rule(grid_level="Level 2", dispatches_at_once=1)
		self.assertEqual(self.reported().lead_grid, self.community)

	def test_order_and_activity_count(self):
		make_rule(sort_order=5, is_active=0)
		later, first = make_rule(sort_order=20), make_rule(sort_order=10)
		self.assertEqual(self.reported().routing_rule, first.name)
		first.update({"is_active": 0}).save()
		self.assertEqual(self.reported().routing_rule, later.name)

	def test_trial_explains_in_words(self):
		rule = make_rule(category=self.category, keywords="漏水\n\n燃气 ")
		self.assertEqual(rule.keywords, "漏水\n燃气")
		event = self.reported(title="噪声")
		with self.as_user(actor("dispatcher")), self.in_language("zh"):
			answer = api.try_event(event.name)
			also = api.try_values(self.kind, self.grid, text="燃气味很大")
		self.assertIsNone(answer["rule"])
		self.assertIn("调度员", answer["lead"])
		self.assertEqual([check[2] for check in answer["trials"][0]["checks"]], [True, False])
		self.assertEqual(also["rule"], rule.name)

	def test_rules_are_tried_by_those_who_may_read_them(self):
		with self.as_user(actor("member")):
			self.assertRefused(frappe.PermissionError, api.try_values, self.kind, self.grid)
			self.assertRefused(frappe.PermissionError, api.try_event, "GE-0")


class TestRuleItself(RoutingTestCase):
	def test_rule_leads_to_a_unit_or_a_grid(self):
		self.assertRefused(RoutingRuleError, make_rule, grid_level="Level 1", lead_unit=make_unit().name)
		rule = make_rule()
		self.assertRefused(RoutingRuleError, rule.update({"lead_unit": None}).save)

	def test_lead_does_not_assist(self):
		unit = make_unit().name
		self.assertRefused(RoutingRuleError, make_rule, lead_unit=unit, assisting_units=[{"unit": unit}])

	def test_active_rule_names_what_is_in_use(self):
		closed = make_category(is_active=0).name
		self.assertRefused(RoutingRuleError, make_rule, category=closed)
		make_rule(category=closed, is_active=0)

	def test_samples_only_propose(self):
		samples = frappe.get_all("Routing Rule", {"is_sample": 1}, pluck="dispatches_at_once")
		self.assertGreaterEqual(len(samples), 4)
		self.assertFalse(any(samples))
