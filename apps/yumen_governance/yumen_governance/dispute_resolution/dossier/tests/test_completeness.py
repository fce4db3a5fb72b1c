"""What is missing in a dossier, and what is told to who keeps it."""

import unittest
from unittest.mock import patch

import frappe

from yumen_governance.dispute_resolution.dossier import completeness, contents
from yumen_governance.dispute_resolution.dossier.completeness import MISSING, NONE_THERE, NOT_NEEDED, PRESENT
from yumen_governance.dispute_resolution.dossier.contents import Item
from yumen_governance.dispute_resolution.dossier.facts import Facts, of_case, of_step
from yumen_governance.dispute_resolution.dossier.tests import mediations
from yumen_governance.tests.case import GovernanceTestCase

ROW = frappe._dict


def facts(**values) -> Facts:
	"""A mediation of two parties that ended in nothing yet."""
	step = ROW(name="S", accepted_on="2026-11-01", **values.pop("step", {}))
	parties = [
		ROW(name="A", side="Applicant", party_name="甲"),
		ROW(name="B", side="Respondent", party_name="乙"),
	]
	return Facts(step, parties=parties, **values)


def state_of(content: str, need: str, found: Facts):
	return completeness.judge([Item("x", need, content, "do it")], found)[0]


class TestRules(unittest.TestCase):
	def test_notice_must_have_reached_every_party(self):
		state = state_of(contents.NOTICE, contents.MUST, facts(told={"A"}))
		self.assertEqual((state.state, state.todo), (MISSING, "do it"))
		self.assertIn("乙", state.detail)
		self.assertNotIn("甲", state.detail)
		self.assertEqual(state_of(contents.NOTICE, contents.MUST, facts(told={"A", "B"})).state, PRESENT)

	def test_identity_papers_are_asked_of_every_party(self):
		half = facts(papers={"x": [("A", None, "/f")]})
		self.assertIn("乙", state_of(contents.IDENTITY, contents.MUST, half).detail)
		whole = facts(papers={"x": [("A", None, "/f"), ("B", None, "/g")]})
		self.assertEqual(state_of(contents.IDENTITY, contents.MUST, whole).state, PRESENT)

	def test_agent_needs_a_power_of_attorney_although_the_item_is_as_needed(self):
		found = facts()
		self.assertEqual(state_of(contents.POWER, contents.AS_NEEDED, found).state, NONE_THERE)
		found.parties[0].agent_name = "丙"
		self.assertEqual(state_of(contents.POWER, contents.AS_NEEDED, found).state, MISSING)
		found.powers.add("A")
		self.assertEqual(state_of(contents.POWER, contents.AS_NEEDED, found).state, PRESENT)

	def test_written_agreement_needs_its_signed_file_and_an_oral_one_none(self):
		agreed = {"step": {"outcome": "Agreement"}}
		written = ROW(name="M", kind="Written", stage="Handling", signed_file=None)
		self.assertEqual(self.agreement(facts(agreements=[written], **agreed)), MISSING)
		written.signed_file = "/f"
		self.assertEqual(self.agreement(facts(agreements=[written], **agreed)), PRESENT)
		oral = ROW(name="M", kind="Oral", stage="Handling")
		self.assertEqual(self.agreement(facts(agreements=[oral], **agreed)), PRESENT)

	def test_failed_mediation_needs_its_reason_and_the_other_remedies_told_in_place_of_the_agreement(self):
		self.assertEqual(self.agreement(facts()), MISSING)
		failed = {"outcome": "No Agreement"}
		self.assertEqual(self.agreement(facts(step=failed)), MISSING)
		self.assertEqual(self.agreement(facts(step={**failed, "outcome_note": "分歧过大"})), MISSING)
		told = {**failed, "outcome_note": "分歧过大", "remedies_told": 1}
		self.assertEqual(self.agreement(facts(step=told)), NOT_NEEDED)

	def agreement(self, found: Facts) -> str:
		return state_of(contents.AGREEMENT, contents.IF_AGREED, found).state

	def test_session_that_is_not_signed_is_missing(self):
		draft = ROW(number=1, status="Draft")
		self.assertEqual(state_of(contents.SESSION, contents.MUST, facts()).state, MISSING)
		self.assertEqual(state_of(contents.SESSION, contents.MUST, facts(sessions=[draft])).state, MISSING)
		draft.status = "Signed"
		self.assertEqual(state_of(contents.SESSION, contents.MUST, facts(sessions=[draft])).state, PRESENT)

	def test_item_of_an_office_is_asked_for_when_it_must_be_there(self):
		self.assertEqual(state_of(contents.ATTACHED, contents.MUST, facts()).state, MISSING)
		there = facts(papers={"x": [(None, None, "/f")]})
		self.assertEqual(state_of(contents.ATTACHED, contents.MUST, there).state, PRESENT)


class TestFacts(GovernanceTestCase):
	def test_the_thirteen_items_of_the_ministry_are_there_in_their_order(self):
		items = contents.items()
		self.assertEqual(len(items), 13)
		self.assertEqual(items[0].content, contents.COVER)
		self.assertEqual(items[8].need, contents.IF_AGREED)
		self.assertEqual([item.need for item in items].count(contents.MUST), 5)

	def test_fresh_mediation_lacks_what_it_must_have_and_a_complete_one_nothing(self):
		step = mediations.make_mediation()
		self.assertEqual(
			{state.item.content for state in self.missing(step)},
			{contents.NOTICE, contents.IDENTITY, contents.SESSION, contents.AGREEMENT},
		)
		self.assertEqual(self.missing(frappe.get_doc("Resolution Step", mediations.make_complete().step)), [])

	def missing(self, step):
		return completeness.missing(completeness.judge(contents.items(), of_step(step.name)))

	def test_papers_of_another_mediation_of_the_case_do_not_count(self):
		step = mediations.make_mediation()
		mediations.make_session(step)
		other = frappe.copy_doc(step)
		other.update({"name": "other-mediation", "step_number": 2})
		other.db_insert()
		found = {each.step.name: each for each in of_case(step.dispute_case)}
		self.assertEqual(len(found[step.name].sessions), 1)
		self.assertEqual(found["other-mediation"].sessions, [])

	def test_number_of_queries_does_not_grow_with_mediations_and_papers(self):
		step = mediations.make_mediation()
		few = self.queries(step)
		for number in range(2, 6):
			mediations.make_session(step, number=number)
			mediations.make_notice(step)
			other = frappe.copy_doc(step)
			other.update({"name": f"other-{number}", "step_number": number})
			other.db_insert()
		self.assertLessEqual(self.queries(step), few + 2)

	def queries(self, step) -> int:
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
			of_case(step.dispute_case)
		return sql.call_count
