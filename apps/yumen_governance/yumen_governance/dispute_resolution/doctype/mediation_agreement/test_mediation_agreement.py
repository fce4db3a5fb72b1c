import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, now_datetime, today

from yumen_governance.dispute_resolution.agreements import drafting, performance
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


class TestMediationAgreement(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.step = make_mediation()

	def test_it_takes_effect_when_the_last_one_has_signed(self):
		agreement = drafted(self.step, days=3)
		agreement.committee_sealed_on = add_days(today(), -1)
		agreement.save()
		agreement = sign(agreement)
		self.assertEqual(agreement.effective_on, getdate(add_days(today(), -1)))
		self.assertEqual((agreement.stage, agreement.copies), ("Handling", 3))

	def test_signing_ends_the_step_with_an_agreement_and_lets_the_case_wait_for_performance(self):
		sign(drafted(self.step))
		step = fresh(self.step)
		self.assertEqual((step.outcome, step.stage), ("Agreement", "Closed"))
		self.assertEqual(frappe.db.get_value("Dispute Case", step.dispute_case, "stage"), "Review")

	def test_without_liable_party_and_date_it_is_refused_with_the_article(self):
		agreement = drafted(self.step, plan=False)
		with self.in_language("zh"):
			said = self.assertRefused(AgreementError, sign, agreement)
		self.assertIn("《人民调解法》第二十九条", said)
		self.assertEqual(fresh(agreement).stage, "Intake")

	def test_an_instalment_without_liable_party_or_date_is_not_stored(self):
		agreement = drafted(self.step, plan=False)
		for missing in ("liable_party", "first_on"):
			values = {"liable_party": party(self.step, "Respondent"), "first_on": today(), "amount": 1}
			with self.subTest(missing):
				self.assertRefused(
					performance.PerformanceError, performance.plan, agreement, values | {missing: None}
				)
		self.assertEqual(instalments(agreement), [])

	def test_each_missing_signature_is_refused(self):
		agreement = drafted(self.step)
		for field in ("mediator_signed_on", "committee_sealed_on", "mediator"):
			with self.subTest(field):
				kept = agreement.get(field)
				agreement.db_set(field, None)
				self.assertRefused(AgreementError, sign, agreement)
				agreement.db_set(field, kept)
		agreement.signatures[0].db_set("signed_on", None)
		said = self.assertRefused(AgreementError, sign, agreement)
		self.assertIn(agreement.signatures[0].party_name, said)

	def test_nothing_is_promised_for_a_day_before_it_takes_effect(self):
		agreement = drafted(self.step, first_on=add_days(today(), -1))
		self.assertRefused(AgreementError, sign, agreement)
		agreement = fresh(agreement)
		self.assertEqual((agreement.stage, agreement.effective_on), ("Intake", None))

	def test_facts_terms_and_performance_are_stated(self):
		agreement = drafted(self.step, terms="  ")
		self.assertRefused(AgreementError, sign, agreement)

	def test_both_sides_are_parties(self):
		agreement = drafted(self.step)
		agreement.set("signatures", [row for row in agreement.signatures if row.side == "Applicant"])
		agreement.save()
		self.assertRefused(AgreementError, sign, agreement)

	def test_nobody_signs_tomorrow(self):
		self.assertRefused(AgreementError, sign, drafted(self.step, days=-1))

	def test_a_stranger_to_the_case_is_no_party(self):
		agreement = drafted(self.step)
		agreement.append("signatures", {"party": party(make_mediation(), "Applicant")})
		self.assertRefused(AgreementError, agreement.save)

	def test_an_oral_one_takes_effect_when_reached_without_signatures(self):
		agreement = drafted(self.step, kind="Oral", reached_on=add_days(today(), -2))
		for row in agreement.signatures:
			row.update({"signed_on": None, "how": None})
		agreement.update({"mediator_signed_on": None, "committee_sealed_on": None})
		agreement.save()
		self.assertEqual(sign(agreement).effective_on, getdate(add_days(today(), -2)))

	def test_an_oral_one_needs_its_day(self):
		self.assertRefused(AgreementError, sign, drafted(self.step, kind="Oral"))

	def test_what_was_signed_is_not_edited(self):
		agreement = sign(drafted(self.step))
		for field, value in {
			"terms": "另一内容",
			"facts": "另一事实",
			"performance_place": "别处",
			"kind": "Oral",
			"committee_sealed_on": "2020-01-01",
		}.items():
			with self.subTest(field):
				doc = fresh(agreement)
				doc.set(field, value)
				self.assertRefused(SignedRecordError, doc.save)
		doc = fresh(agreement)
		doc.signatures[0].how = "Seal"
		self.assertRefused(SignedRecordError, doc.save)

	def test_what_the_code_writes_does_not_come_in_by_a_form(self):
		agreement = drafted(self.step)
		agreement.update({"effective_on": "2020-01-01", "version": 9, "confirmation_filed_on": "2020-01-01"})
		agreement.save()
		stored = fresh(agreement)
		self.assertEqual((stored.effective_on, stored.version, stored.confirmation_filed_on), (None, 1, None))

	def test_a_signed_one_is_not_deleted(self):
		self.assertRefused(SignedRecordError, sign(drafted(self.step)).delete)

	def test_a_step_has_one_agreement(self):
		drafted(self.step)
		self.assertRefused(AgreementError, drafting.draft, self.step, "Administrator")

	def test_a_new_version_replaces_it_when_signed_and_not_before(self):
		first = sign(drafted(self.step))
		second = drafting.new_version(first, "分期改为两期", actor("mediator"), now_datetime())
		self.assertEqual((fresh(first).stage, second.version), ("Handling", 2))
		performance.plan(
			second,
			{"liable_party": party(self.step, "Respondent"), "first_on": today(), "amount": 3000, "count": 2},
		)
		second = fresh(second)
		for row in second.signatures:
			row.update({"signed_on": today(), "how": "Signature"})
		second.update({"mediator_signed_on": today(), "committee_sealed_on": today()})
		second.save()
		sign(second)
		self.assertEqual(fresh(first).stage, "Void")
		self.assertEqual({row.status for row in instalments(first)}, {"Released"})
		self.assertEqual({row.status for row in instalments(second)}, {"Due"})

	def test_a_new_version_needs_a_reason_and_there_is_one_at_a_time(self):
		first = sign(drafted(self.step))
		self.assertRefused(
			SignedRecordError, drafting.new_version, first, " ", actor("mediator"), now_datetime()
		)
		drafting.new_version(first, "更正金额", actor("mediator"), now_datetime())
		self.assertRefused(
			AgreementError, drafting.new_version, first, "再次", actor("mediator"), now_datetime()
		)

	def test_nothing_is_replaced_without_a_new_version(self):
		first = sign(drafted(self.step))
		with self.as_user(actor("mediator")):
			self.assertRefused(AgreementError, apply_workflow, fresh(first), "Replace by New Version")

	def test_a_mediator_of_another_case_sees_and_changes_nothing_of_it(self):
		agreement = drafted(self.step)
		with self.as_user(actor("other_mediator")):
			self.assertFalse(frappe.has_permission("Mediation Agreement", "read", agreement.name))
			self.assertEqual(frappe.get_list("Mediation Agreement", {"name": agreement.name}), [])
			self.assertEqual(frappe.get_list("Performance Instalment", {"agreement": agreement.name}), [])
