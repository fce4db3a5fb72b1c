"""Number cards show what the lists behind them hold, whoever looks, and are answered from the tally where it can tell."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.desk.doctype.number_card.number_card import get_result as stock_get_result
from frappe.utils import now_datetime

from yumen_governance.api import number_cards
from yumen_governance.events.board.queues import EVENT
from yumen_governance.events.tally import answers
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid, make_grid_member, put_in_state

RUNNING = ["Triage", "Assigned", "Handling", "Review"]
CARD = {"document_type": EVENT, "function": "Count"}


class TestNumberCards(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		community = make_grid(make_grid().name).name
		make_grid_member(community, "Grid Leader", actor("leader"))
		self.now = now_datetime().replace(microsecond=0)
		for hours, state in (
			(-90, "Signed"),
			(-1, "Signed"),
			(0.2, "Signed"),
			(5, "Reported"),
			(30, "Closed"),
		):
			due = self.now + timedelta(hours=hours)
			put_in_state(make_event(make_grid(community).name), state, due_on=due)

	def filters(self):
		soon = [str(self.now), str(self.now + timedelta(days=1))]
		yield [[EVENT, "stage", "=", "Triage"]], True
		yield [[EVENT, "stage", "in", ["Assigned", "Handling"]]], True
		yield [[EVENT, "stage", "not in", ["Closed", "Void"]]], True
		yield [[EVENT, "stage", "in", RUNNING], [EVENT, "due_on", "<", str(self.now)]], True
		yield [[EVENT, "stage", "in", RUNNING], [EVENT, "due_on", "between", soon]], True
		yield [[EVENT, "stage", "in", RUNNING[:2]], [EVENT, "due_on", "<", str(self.now)]], False
		yield [[EVENT, "due_on", "<", str(self.now)]], False
		yield [[EVENT, "stage", "in", RUNNING], [EVENT, "due_on", "<", "2020-01-01"]], False
		yield [[EVENT, "creation", "Timespan", "today"]], False
		yield [[EVENT, "stage", "like", "T%"]], False
		yield [], False

	def test_numbers_are_those_of_the_framework(self):
		for person in ("dispatcher", "leader", "clerk", "auditor"):
			for filters, told in self.filters():
				with self.subTest(person, filters=filters), self.as_user(actor(person)):
					meant = [row for each in filters for row in self.to_the_second(each)] if told else filters
					expected = stock_get_result(frappe.as_json(CARD), frappe.as_json(meant))
					self.assertEqual(number_cards.get_result(CARD, filters), expected)

	def to_the_second(self, row):
		"""The framework counts an empty due time as long past, and whole days between two moments."""
		if row[1:3] == ["due_on", "<"]:
			return [row, [EVENT, "due_on", "is", "set"]]
		if row[1:3] == ["due_on", "between"]:
			return [[EVENT, "due_on", ">=", row[3][0]], [EVENT, "due_on", "<=", row[3][1]]]
		return [row]

	def test_the_tally_answers_what_it_can_tell_and_nothing_else(self):
		with self.as_user(actor("dispatcher")):
			for filters, told in self.filters():
				with self.subTest(filters=filters):
					self.assertEqual(answers.count(EVENT, filters) is not None, told)
			self.assertIsNone(answers.count("Grid", [["Grid", "stage", "=", "Triage"]]))

	def test_seeded_cards_of_events_need_no_count_of_the_table(self):
		with self.as_user(actor("dispatcher")), patch.object(number_cards, "stock_get_result") as stock:
			for label in (
				"Events to Triage",
				"Events in Handling",
				"Events to Review",
				"Events to Follow Up",
			):
				card = frappe.get_doc("Number Card", label)
				number_cards.get_result(card.as_json(), card.filters_json)
			stock.assert_not_called()

	def test_card_of_events_is_refused_to_whom_events_are_refused(self):
		with self.as_user(actor("privacy_officer")):
			self.assertRefused(
				frappe.PermissionError, number_cards.get_result, CARD, [[EVENT, "stage", "=", "Triage"]]
			)
