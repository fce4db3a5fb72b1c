from unittest.mock import patch

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, today

from yumen_governance.api import mediation as door
from yumen_governance.dispute_resolution import tasks
from yumen_governance.dispute_resolution.agreements import performance
from yumen_governance.dispute_resolution.agreements.performance import PerformanceError
from yumen_governance.dispute_resolution.agreements.signing import AgreementError
from yumen_governance.dispute_resolution.signed_records import SignedRecordError
from yumen_governance.dispute_resolution.tests.mediation import (
	drafted,
	instalments,
	make_mediation,
	party,
	sign,
)
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh


class TestPerformance(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.breach()  # what of the site is late already
		self.step = make_mediation()

	def signed(self, **values):
		return sign(drafted(self.step, **values))

	def pay(self, row, amount, on=None):
		with self.as_user(actor("mediator")):
			return door.receive_payment(row.name, on or today(), amount, "Cash")

	def state(self, agreement):
		return fresh(agreement).workflow_state

	def breach(self):
		with patch.object(frappe.db, "commit"):
			return tasks.note_breached_agreements()

	def test_a_plan_adds_up_and_shows_on_the_draft(self):
		agreement = drafted(self.step)
		rows = instalments(agreement)
		self.assertEqual([row.amount for row in rows], [1000, 1000, 1000])
		self.assertEqual({row.status for row in rows}, {"Planned"})
		self.assertEqual((agreement.amount_agreed, agreement.next_due_on), (3000, None))

	def test_a_plan_of_nonsense_is_refused(self):
		agreement = drafted(self.step, plan=False)
		good = {"liable_party": party(self.step, "Respondent"), "first_on": today(), "amount": 10}
		for bad in ({"count": 0}, {"count": 121}, {"count": -1}, {"amount": -5}, {"every": 0}):
			values = good | bad
			with self.subTest(bad):
				if bad in ({"count": 0}, {"every": 0}):
					self.assertEqual(len(performance.plan(agreement, values)), 1)
				else:
					self.assertRefused(PerformanceError, performance.plan, agreement, values)

	def test_all_performed_closes_it_and_resolves_the_case(self):
		agreement = self.signed()
		for row in instalments(agreement):
			self.pay(row, 1000)
		stored = fresh(agreement)
		self.assertEqual((stored.stage, stored.amount_performed, stored.next_due_on), ("Closed", 3000, None))
		case = frappe.get_doc("Dispute Case", self.step.dispute_case)
		self.assertEqual((case.stage, case.amount_recovered), ("Feedback", 3000))

	def test_a_part_is_noted_and_the_rest_stays_owed(self):
		agreement = self.signed()
		row = instalments(agreement)[0]
		self.assertEqual(self.pay(row, 400), "Partly Performed")
		self.assertEqual(self.pay(row, 600), "Performed")
		self.assertEqual(len(fresh(row).receipts), 2)
		self.assertEqual(fresh(agreement).next_due_on, instalments(agreement)[1].due_on)

	def test_more_than_is_owed_nothing_and_tomorrow_are_refused(self):
		row = instalments(self.signed())[0]
		for amount, on in ((1000.01, today()), (0, today()), (-1, today()), (10, add_days(today(), 1))):
			with self.subTest(amount=amount, on=on):
				self.assertRefused(PerformanceError, self.pay, row, amount, on)
		self.assertEqual(fresh(row).amount_performed, 0)

	def test_nothing_is_received_for_a_draft_or_twice(self):
		self.assertRefused(PerformanceError, self.pay, instalments(drafted(self.step))[0], 1000)
		row = instalments(sign(fresh(frappe.get_last_doc("Mediation Agreement"))))[0]
		self.pay(row, 1000)
		self.assertRefused(PerformanceError, self.pay, row, 1)

	def test_what_is_owed_is_changed_neither_by_form_nor_by_planning_anew(self):
		agreement = self.signed()
		row = instalments(agreement)[0]
		row.amount = 1
		self.assertRefused(SignedRecordError, row.save)
		self.assertRefused(SignedRecordError, fresh(row).delete)
		values = {"liable_party": row.liable_party, "first_on": today(), "amount": 5}
		self.assertRefused(PerformanceError, performance.plan, agreement, values)

	def test_a_form_does_not_write_what_was_received(self):
		row = instalments(drafted(self.step))[0]
		row.update({"amount_performed": 1000, "status": "Performed", "amount": 900})
		row.save()
		stored = fresh(row)
		self.assertEqual((stored.amount_performed, stored.status, stored.amount), (0, "Planned", 900))

	def test_a_day_that_passed_is_a_breach_told_once(self):
		agreement = self.signed(days=20, first_on=add_days(today(), -1))
		self.assertEqual(self.breach(), 1)
		self.assertEqual(self.breach(), 0)
		self.assertEqual(self.state(agreement), "Breached")
		self.assertEqual([row.status for row in instalments(agreement)], ["Breached", "Due", "Due"])
		notices = frappe.get_all(
			"Outgoing Notice", {"event_type": "Instalment Breached"}, pluck="reference_name"
		)
		self.assertEqual(notices.count(agreement.name), 1)
		self.assertEqual(frappe.db.get_value("Dispute Case", self.step.dispute_case, "stage"), "Handling")

	def test_the_day_itself_is_in_time(self):
		self.signed(days=20, first_on=today())
		self.assertEqual(self.breach(), 0)

	def test_jobs_that_were_lost_for_months_find_all_that_is_late(self):
		agreement = self.signed(days=100, first_on=add_days(today(), -95))
		self.assertEqual(self.breach(), 3)
		self.assertEqual({row.status for row in instalments(agreement)}, {"Breached"})

	def test_a_breach_says_what_is_open_to_the_other_party(self):
		agreement = self.signed(days=20, first_on=add_days(today(), -1))
		with self.in_language("zh"):
			self.breach()
		filters = {"reference_name": agreement.name, "to_state": "Breached"}
		self.assertIn("提起诉讼", frappe.db.get_value("Timeline Entry", filters, "opinion"))

	def test_paying_late_brings_it_back_into_performance(self):
		agreement = self.signed(days=20, first_on=add_days(today(), -1))
		self.breach()
		row = instalments(agreement)[0]
		self.assertEqual(self.pay(row, 400), "Breached")
		self.assertEqual(self.state(agreement), "Breached")
		self.assertEqual(self.pay(row, 600), "Performed")
		self.assertEqual(self.state(agreement), "In Performance")

	def test_what_is_no_money_is_done_at_once(self):
		agreement = drafted(self.step, plan=False)
		values = {"liable_party": party(self.step, "Respondent"), "what": "拆除围墙", "first_on": today()}
		performance.plan(agreement, values)
		agreement = sign(agreement)
		self.assertEqual(self.pay(instalments(agreement)[0], 0), "Performed")
		self.assertEqual(fresh(agreement).stage, "Closed")

	def test_nobody_closes_it_while_something_is_owed(self):
		agreement = self.signed()
		agreement.db_set("ending_reason", "未付款")
		with self.as_user(actor("mediator")):
			self.assertRefused(AgreementError, apply_workflow, fresh(agreement), "Confirm Performance")
			self.assertRefused(AgreementError, apply_workflow, fresh(agreement), "Note Breach")

	def test_another_mediator_receives_nothing(self):
		row = instalments(self.signed())[0]
		with self.as_user(actor("other_mediator")):
			self.assertRefused(frappe.PermissionError, door.receive_payment, row.name, today(), 10)
		self.assertEqual(fresh(row).amount_performed, 0)
