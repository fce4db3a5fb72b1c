"""What the guide decides, without a site's records: which roads are open, which not and why, what is proposed."""

from dataclasses import replace
from datetime import date

from frappe.tests.utils import FrappeTestCase

from yumen_governance.dispute_resolution import guide_rules as rules
from yumen_governance.dispute_resolution.guide_rules import Attempt, CaseFacts, Condition, Method, decide

TODAY = date(2026, 11, 23)
VOLUNTARY = Condition(rules.PARTY_REFUSES, rules.BLOCKS, "no mediation against the will of a party")
TALK = Method("talk", "Consultation", consultation_type="Joint", sequence=10, may_follow=("mediate", "sue"))
MEDIATE = Method(
	"mediate", "Mediation", sequence=20, conditions=(VOLUNTARY,), may_follow=("arbitrate", "sue")
)
OTHER_MEDIATION = Method("mediate otherwise", "Mediation", sequence=30, conditions=(VOLUNTARY,))
ARBITRATE = Method(
	"arbitrate",
	"Arbitration",
	sequence=40,
	dispute_types=frozenset({"labour"}),
	limitation_months=12,
	limitation_basis="art. 27",
	may_follow=("sue",),
	conditions=(Condition(rules.AWARD_MADE, rules.BLOCKS, "there is an award"),),
)
SUE = Method(
	"sue",
	"Litigation",
	sequence=50,
	conditions=(
		Condition(rules.COMES_FIRST, rules.BLOCKS, "arbitration first", "arbitrate", "labour"),
		Condition(rules.COURT_HAS_IT, rules.BLOCKS, "the court has it"),
	),
)
METHODS = (TALK, MEDIATE, OTHER_MEDIATION, ARBITRATE, SUE)
CASE = CaseFacts(stage="Triage", dispute_type="labour")


def attempt(method: Method, number=1, **values) -> Attempt:
	given = {"state": "Done", "stage": "Closed", "outcome": "No Agreement", **values}
	return Attempt(f"RS-{number}", method.name, method.form, number, **given)


def after(*attempts: Attempt, **values) -> CaseFacts:
	return replace(CASE, attempts=attempts, stage="Handling", **values)


def texts(road) -> str:
	return " ".join(reason.text for reason in road.reasons)


class TestRoads(FrappeTestCase):
	def road(self, facts, method):
		return decide(facts, METHODS, TODAY).road(method.name)

	def test_nothing_is_left_out(self):
		self.assertEqual([road.method for road in decide(CASE, METHODS, TODAY).roads], list(METHODS))

	def test_a_refusal_blocks_mediation_and_says_whose(self):
		road = self.road(replace(CASE, refusers=("甲",)), MEDIATE)
		self.assertEqual((road.status, road.can_open), (rules.BLOCKED, False))
		self.assertIn("甲", texts(road))

	def test_a_method_for_other_types_is_blocked(self):
		road = self.road(replace(CASE, dispute_type="neighbours"), ARBITRATE)
		self.assertEqual(road.status, rules.BLOCKED)

	def test_what_must_come_first_is_said_only_for_its_type(self):
		self.assertIn("arbitration first", texts(self.road(CASE, SUE)))
		self.assertEqual(self.road(replace(CASE, dispute_type="neighbours"), SUE).status, rules.OPEN)

	def test_what_came_first_opens_the_road(self):
		facts = after(attempt(ARBITRATE, outcome="Award"))
		self.assertEqual(self.road(facts, SUE).status, rules.OPEN)

	def test_a_withdrawn_step_is_no_try(self):
		facts = after(attempt(ARBITRATE, outcome="Withdrawn", stage="Void"))
		self.assertIn("arbitration first", texts(self.road(facts, SUE)))

	def test_the_way_to_court_is_never_blocked(self):
		for facts in (
			CASE,
			replace(CASE, court_has_it=True, refusers=("甲",), domestic_violence=True),
			after(attempt(MEDIATE, stage="Handling", outcome=None)),
			replace(CASE, stage="Closed"),
			replace(CASE, stage="Intake"),
		):
			with self.subTest(facts=facts):
				road = self.road(facts, SUE)
				self.assertIn(road.status, (rules.OPEN, rules.WARNED))
				self.assertTrue(all(reason.effect != rules.BLOCKS for reason in road.reasons))

	def test_a_closed_or_unregistered_case_takes_no_step(self):
		for stage in ("Intake", "Closed", "Void"):
			with self.subTest(stage):
				roads = decide(replace(CASE, stage=stage), METHODS, TODAY).roads
				self.assertFalse(any(road.can_open for road in roads))

	def test_an_open_step_is_under_way_and_bars_its_like(self):
		facts = after(attempt(MEDIATE, stage="Handling", outcome=None))
		self.assertEqual(self.road(facts, MEDIATE).status, rules.UNDER_WAY)
		self.assertEqual(self.road(facts, MEDIATE).step, "RS-1")
		self.assertEqual(self.road(facts, OTHER_MEDIATION).status, rules.BLOCKED)
		self.assertEqual(self.road(facts, ARBITRATE).status, rules.WARNED)
		self.assertEqual(self.road(facts, TALK).status, rules.OPEN)

	def test_an_award_isnt_made_twice(self):
		facts = after(attempt(ARBITRATE, outcome="Award"))
		self.assertEqual(self.road(facts, ARBITRATE).status, rules.BLOCKED)

	def test_limitation_over_near_and_far(self):
		for starts_on, status, word in (
			(date(2025, 11, 22), rules.WARNED, "2026-11-22"),
			(date(2025, 11, 23), rules.WARNED, "2026-11-23"),
			(date(2025, 12, 20), rules.WARNED, "27"),
			(date(2026, 6, 1), rules.OPEN, "2027-06-01"),
			(None, rules.OPEN, "12"),
		):
			with self.subTest(starts_on):
				road = self.road(replace(CASE, limitation_starts_on=starts_on), ARBITRATE)
				self.assertEqual(road.status, status)
				self.assertIn(word, texts(road))
				self.assertIn("art. 27", texts(road))

	def test_what_was_tried_in_vain_is_warned_of(self):
		self.assertEqual(self.road(after(attempt(MEDIATE)), MEDIATE).status, rules.WARNED)


class TestProposal(FrappeTestCase):
	def proposed(self, facts, methods=METHODS):
		return decide(facts, methods, TODAY).proposed

	def test_mediation_comes_first(self):
		self.assertEqual(self.proposed(CASE), "mediate")

	def test_in_an_emergency_units_come_together_first(self):
		self.assertEqual(self.proposed(replace(CASE, is_emergency=True)), "talk")

	def test_after_a_refusal_what_is_left(self):
		self.assertEqual(self.proposed(replace(CASE, refusers=("甲",))), "arbitrate")
		self.assertEqual(self.proposed(replace(CASE, refusers=("甲",), dispute_type="neighbours")), "sue")

	def test_what_may_follow_follows(self):
		self.assertEqual(self.proposed(after(attempt(MEDIATE))), "arbitrate")
		sued = attempt(ARBITRATE, 2, outcome="Award")
		self.assertEqual(self.proposed(after(attempt(MEDIATE), sued)), "sue")

	def test_the_opinion_of_a_consultation_is_followed(self):
		advised = attempt(TALK, outcome="Opinion Given", next_method="mediate otherwise")
		self.assertEqual(self.proposed(after(advised)), "mediate otherwise")

	def test_a_limitation_period_about_to_end_comes_first(self):
		near = replace(CASE, limitation_starts_on=date(2025, 12, 20))
		self.assertEqual(self.proposed(near), "arbitrate")
		self.assertEqual(
			self.proposed(after(attempt(MEDIATE), limitation_starts_on=date(2025, 12, 20))), "arbitrate"
		)
		self.assertEqual(self.proposed(replace(CASE, limitation_starts_on=date(2025, 11, 1))), "mediate")
		done = after(attempt(MEDIATE, outcome="Agreement"), limitation_starts_on=date(2025, 12, 20))
		self.assertIsNone(self.proposed(done))

	def test_nothing_is_proposed_beside_an_open_step_or_after_success(self):
		for facts in (
			after(attempt(MEDIATE, stage="Handling", outcome=None)),
			after(attempt(MEDIATE, outcome="Agreement")),
			after(attempt(SUE, outcome="Judgment")),
			replace(CASE, stage="Closed"),
			replace(CASE, stage="Intake"),
		):
			with self.subTest(facts=facts):
				self.assertIsNone(self.proposed(facts))

	def test_every_proposal_can_be_opened_and_says_why(self):
		for facts in (CASE, replace(CASE, refusers=("甲",)), after(attempt(MEDIATE))):
			found = decide(facts, METHODS, TODAY)
			self.assertTrue(found.road(found.proposed).can_open)
			self.assertTrue(found.because)

	def test_a_method_nobody_foresaw_is_weighed_like_the_others(self):
		thirteenth = Method("industry", "Mediation", sequence=5, conditions=(VOLUNTARY,))
		self.assertEqual(self.proposed(CASE, (*METHODS, thirteenth)), "industry")
