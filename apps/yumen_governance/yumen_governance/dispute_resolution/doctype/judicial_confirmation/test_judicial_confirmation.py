from datetime import date

import frappe
from frappe.utils import add_days, getdate, today

from yumen_governance.dispute_resolution.agreements import confirming, telling
from yumen_governance.dispute_resolution.agreements.confirming import ConfirmationError
from yumen_governance.dispute_resolution.tests.mediation import drafted, make_mediation, sign
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh


class TestJudicialConfirmation(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.agreement = sign(drafted(make_mediation(), days=45))

	def applied(self, **values):
		application = frappe.get_doc(
			{
				"doctype": "Judicial Confirmation",
				"agreement": self.agreement.name,
				"court": "玉门市人民法院",
				"jurisdiction": "Domicile of a Party",
				"promise": 1,
			}
		).insert()
		for row in application.applicants:
			row.has_signed = 1
		application.save()
		application.update(values)
		return application

	def with_(self, application, **values):
		doc = fresh(application)
		doc.update(values)
		return doc

	def day(self, number):
		return add_days(self.agreement.effective_on, number)

	def test_all_parties_apply_unless_somebody_changes_that(self):
		application = self.applied()
		self.assertEqual({row.party_name for row in application.applicants}, {"申请甲", "被申请乙"})
		self.assertEqual(application.file_until, confirming.last_day(self.agreement.effective_on))

	def test_filed_on_day_twelve_it_stands_on_the_agreement(self):
		application = self.applied(filed_on=self.day(12)).save()
		self.assertEqual(application.status, "Filed")
		self.assertEqual(fresh(self.agreement).confirmation_filed_on, getdate(self.day(12)))

	def test_the_last_day_is_in_time_and_the_day_after_is_refused_with_the_source(self):
		last = confirming.last_day(self.agreement.effective_on)
		application = self.applied(filed_on=add_days(last, 1))
		with self.in_language("zh"):
			said = self.assertRefused(ConfirmationError, application.save)
		self.assertIn("《民事诉讼法》第二百零五条", said)
		self.assertFalse(frappe.db.get_value("Judicial Confirmation", application.name, "filed_on"))
		self.assertIsNone(fresh(self.agreement).confirmation_filed_on)
		self.assertEqual(self.with_(application, filed_on=last).save().status, "Filed")

	def test_thirty_days_the_first_not_counted_and_a_day_off_rolls_on(self):
		self.assertEqual(confirming.last_day(date(2026, 3, 2)), date(2026, 4, 1))
		self.assertEqual(confirming.last_day(date(2026, 5, 7)), date(2026, 6, 8))  # the 6th is a Saturday

	def test_a_missing_applicant_is_refused_with_the_source(self):
		application = self.applied(filed_on=self.day(5))
		application.applicants.pop()
		said = self.assertRefused(ConfirmationError, application.save)
		self.assertIn("205", said)

	def test_an_applicant_who_did_not_sign_is_refused(self):
		application = self.applied(filed_on=self.day(5))
		application.applicants[0].has_signed = 0
		self.assertRefused(ConfirmationError, application.save)

	def test_what_courts_do_not_confirm_is_said(self):
		application = self.applied()
		for matter in confirming.REFUSED_MATTERS:
			with self.subTest(matter):
				doc = self.with_(application, filed_on=self.day(5), matter=matter)
				self.assertRefused(ConfirmationError, doc.save)

	def test_without_a_promise_or_before_the_effect_or_tomorrow_it_is_refused(self):
		application = self.applied()
		for bad in ({"promise": 0}, {"filed_on": self.day(-1)}, {"filed_on": add_days(today(), 1)}):
			with self.subTest(bad):
				doc = self.with_(application, **{"filed_on": self.day(5), **bad})
				self.assertRefused(ConfirmationError, doc.save)

	def test_a_filed_application_is_kept(self):
		application = self.applied(filed_on=self.day(5)).save()
		for field, value in {"court": "别的法院", "filed_on": self.day(6), "promise": 0}.items():
			with self.subTest(field):
				doc = fresh(application)
				doc.set(field, value)
				self.assertRefused(ConfirmationError, doc.save)
		self.assertRefused(ConfirmationError, fresh(application).delete)

	def test_the_court_accepts_and_decides_in_this_order(self):
		application = self.applied(filed_on=self.day(5)).save()
		days = {"accepted_on": self.day(7), "decided_on": self.day(9)}
		for bad in ({"accepted_on": self.day(4)}, days, {**days, "result": "Confirmed"}):
			with self.subTest(bad):
				self.assertRefused(ConfirmationError, self.with_(application, **bad).save)
		decided = {**days, "result": "Confirmed", "document_number": "（2026）甘0981民特1号"}
		self.assertEqual(self.with_(application, **decided).save().status, "Decided")
		self.assertEqual(fresh(self.agreement).confirmation_decided_on, getdate(self.day(9)))

	def test_one_application_at_a_time(self):
		self.applied()
		self.assertRefused(ConfirmationError, self.applied)

	def test_a_draft_agreement_is_not_confirmed(self):
		self.agreement = drafted(make_mediation())
		self.assertRefused(ConfirmationError, self.applied)

	def test_a_mediator_of_another_case_does_not_see_it(self):
		application = self.applied()
		with self.as_user(actor("other_mediator")):
			self.assertFalse(frappe.has_permission(application.doctype, "read", application.name))


class TestTimeForConfirmation(GovernanceTestCase):
	def clocks(self, agreement):
		filters = {"reference_name": agreement.name, "kind": "Confirmation"}
		return frappe.get_all("Case Clock", filters, ["status", "due_on"])

	def test_the_clock_ends_on_the_last_day_that_is_accepted(self):
		agreement = sign(drafted(make_mediation(), days=3))
		(clock,) = self.clocks(agreement)
		self.assertEqual((clock.status, clock.due_on.date()), ("Running", agreement.confirmation_until))

	def test_filing_stops_the_clock(self):
		agreement = sign(drafted(make_mediation(), days=3))
		application = frappe.get_doc(
			{
				"doctype": "Judicial Confirmation",
				"agreement": agreement.name,
				"court": "玉门市人民法院",
				"jurisdiction": "Domicile of a Party",
				"promise": 1,
			}
		).insert()
		for row in application.applicants:
			row.has_signed = 1
		application.filed_on = today()
		application.save()
		self.assertEqual([clock.status for clock in self.clocks(agreement)], ["Stopped"])

	def test_the_mediators_are_those_who_act_next(self):
		agreement = sign(drafted(make_mediation()))
		self.assertEqual(telling.actors(agreement.name, "Mediator"), [actor("mediator")])
