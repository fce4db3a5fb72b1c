"""Dates, panels and notices of a step: what is out of order is refused with the rule's source."""

from datetime import date, datetime

from frappe.tests.utils import FrappeTestCase

from yumen_governance.dispute_resolution.step_rules import (
	Terms,
	begins_problems,
	ending_problems,
	problems,
)
from yumen_governance.time_limits.clocks.working_time import Calendar

NOW = datetime(2026, 11, 23, 10)
# Monday to Friday, no holidays
CALENDAR = Calendar({})
ARBITRATION = Terms("Arbitration", "劳动争议调解仲裁法第43条", 5, "第35条")
COURT = Terms("Litigation", "民事诉讼法第126条")
MEDIATION = Terms("Mediation")
FILED = {"filed_on": date(2026, 9, 1), "accepted_on": date(2026, 9, 4)}
# Monday; five working days later is the next Monday
NOTICE = date(2026, 10, 12)


def said(step, terms=ARBITRATION) -> list[str]:
	return list(problems(step, terms, CALENDAR, NOW))


class TestOrder(FrappeTestCase):
	def test_a_procedure_in_order_has_no_problem(self):
		step = {
			**FILED,
			"hearing_notice_on": NOTICE,
			"hearing_on": datetime(2026, 10, 19, 9),
			"decided_on": date(2026, 10, 20),
			"decision_served_on": date(2026, 10, 22),
			"sued_on": date(2026, 11, 3),
			"panel": [{"post": "Sole Arbitrator"}],
		}
		self.assertEqual(said(step), [])

	def test_what_is_out_of_order_names_both_dates_and_the_source(self):
		for fieldname, day, before in (
			("accepted_on", date(2026, 8, 31), "2026-09-01"),
			("decided_on", date(2026, 9, 3), "2026-09-04"),
			("decided_on", date(2026, 8, 31), "2026-09-01"),
		):
			with self.subTest(fieldname, day=day):
				(first, *_rest) = said({**FILED, fieldname: day})
				self.assertIn(before, first)
				self.assertIn(str(day), first)
				self.assertIn("第43条", first)

	def test_the_same_day_is_in_order(self):
		self.assertEqual(said({"filed_on": date(2026, 9, 1), "accepted_on": date(2026, 9, 1)}), [])

	def test_nothing_is_recorded_without_what_it_rests_on(self):
		for fieldname, value in (
			("accepted_on", date(2026, 9, 1)),
			("refused_on", date(2026, 9, 1)),
			("hearing_on", datetime(2026, 9, 1, 9)),
			("decided_on", date(2026, 9, 1)),
			("decision_served_on", date(2026, 9, 1)),
			("sued_on", date(2026, 9, 1)),
			("appealed_on", date(2026, 9, 1)),
			("enforcement_applied_on", date(2026, 9, 1)),
		):
			with self.subTest(fieldname):
				self.assertTrue(said({fieldname: value}))

	def test_a_hearing_before_its_notice_is_refused(self):
		step = {**FILED, "hearing_notice_on": NOTICE, "hearing_on": datetime(2026, 10, 9, 9)}
		self.assertTrue(said(step, Terms("Litigation")))

	def test_the_notice_comes_five_working_days_before(self):
		step = {**FILED, "hearing_notice_on": NOTICE, "hearing_on": datetime(2026, 10, 16, 9)}
		(words,) = said(step)
		self.assertIn("2026-10-19", words)
		self.assertIn("第35条", words)
		self.assertEqual(said({**step, "hearing_on": datetime(2026, 10, 19, 9)}), [])

	def test_facts_dont_lie_ahead_but_hearings_may(self):
		self.assertTrue(said({"filed_on": date(2026, 11, 24)}))
		step = {**FILED, "hearing_notice_on": date(2026, 11, 20), "hearing_on": datetime(2026, 12, 20, 9)}
		self.assertEqual(said(step), [])

	def test_a_panel_is_one_or_an_odd_number_beside_its_clerk(self):
		member, clerk = {"post": "Arbitrator"}, {"post": "Clerk"}
		self.assertTrue(said({"panel": [member, member]}))
		for panel in ([member], [member, clerk], [member] * 3, []):
			with self.subTest(len(panel)):
				self.assertEqual(said({"panel": panel}), [])

	def test_mediation_has_no_order_of_filing(self):
		self.assertEqual(said({"accepted_on": date(2026, 9, 1)}, MEDIATION), [])


class TestEnds(FrappeTestCase):
	def test_failed_mediation_tells_the_other_remedies(self):
		for outcome in ("No Agreement", "Refused"):
			with self.subTest(outcome):
				self.assertTrue(list(ending_problems({"outcome": outcome}, MEDIATION)))
				told = {"outcome": outcome, "remedies_told": 1}
				self.assertEqual(list(ending_problems(told, MEDIATION)), [])

	def test_a_court_decides_by_judgment_or_ruling(self):
		step = {"decided_on": date(2026, 9, 1), "outcome": "Award"}
		self.assertTrue(list(ending_problems(step, COURT)))
		self.assertEqual(list(ending_problems({**step, "outcome": "Ruling"}, COURT)), [])

	def test_mediation_begins_with_a_mediator_who_isnt_recused(self):
		step = {"accepted_on": date(2026, 9, 1), "mediators": [{"recused": 1}]}
		self.assertTrue(list(begins_problems(step, MEDIATION)))
		step["mediators"].append({"recused": 0})
		self.assertEqual(list(begins_problems(step, MEDIATION)), [])

	def test_a_hearing_has_a_panel(self):
		step = {"hearing_on": datetime(2026, 10, 19, 9)}
		self.assertTrue(list(begins_problems(step, ARBITRATION)))
		self.assertEqual(list(begins_problems({**step, "panel": [{"post": "Judge"}]}, ARBITRATION)), [])
