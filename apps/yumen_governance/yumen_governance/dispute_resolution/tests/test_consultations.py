"""Consultations: who is called about which cases, and what each case gets of them."""

import frappe
from frappe.utils import add_to_date, now_datetime

from yumen_governance.api import consultations as api
from yumen_governance.dispute_resolution.consultations import ConsultationError
from yumen_governance.dispute_resolution.steps import StepNotOpenError, open_steps
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_dispute, make_unit

DOCTYPE, STEP, CASE = "Case Consultation", "Resolution Step", "Dispute Case"


class ConsultationTestCase(GovernanceTestCase):
	def call(self, method: str, *cases, units=None, **values):
		units = units or [make_unit(actor("handler")).name, make_unit(actor("other_handler")).name]
		given = {"subject": "会诊", "held_on": str(now_datetime()), "place": "第二会议室", **values}
		name = api.call(method=method, cases=[case.name for case in cases], units=units, **given)
		return frappe.get_doc(DOCTYPE, name)

	def write_up(self, consultation, **values):
		consultation.minutes = "各方发言记录。"
		consultation.invitees[0].attended = 1
		for row in consultation.cases:
			row.update({"opinion": f"意见{row.idx}", "next_method": "联合调解", **values})
		return consultation.save()


class TestCalling(ConsultationTestCase):
	def test_it_opens_a_step_in_each_of_its_cases(self):
		cases = make_dispute(), make_dispute()
		consultation = self.call("集中会诊", *cases)
		for case, row in zip(cases, consultation.cases, strict=True):
			self.assertEqual(open_steps(case.name), [row.step])
			self.assertEqual(frappe.db.get_value(STEP, row.step, "consultation"), consultation.name)

	def test_saving_again_opens_nothing_more(self):
		case = make_dispute()
		consultation = self.call("个案会诊", case)
		consultation.save()
		self.assertEqual(len(open_steps(case.name)), 1)

	def test_what_doesnt_fit_its_type_is_refused_and_nothing_is_written(self):
		one, other = make_dispute(), make_dispute()
		unit = [make_unit().name]
		for method, cases, values in (
			("集中会诊", (one,), {}),
			("个案会诊", (one, other), {}),
			("联合会诊", (one,), {"units": unit}),
			("现场会诊", (one,), {"place": ""}),
		):
			with self.subTest(method):
				frappe.db.savepoint("refused")
				self.assertRefused(ConsultationError, self.call, method, *cases, **values)
				frappe.db.rollback(save_point="refused")
				self.assertFalse(open_steps(one.name))

	def test_it_is_refused_where_one_of_its_cases_is_closed(self):
		self.assertRefused(
			StepNotOpenError, self.call, "集中会诊", make_dispute(), make_dispute(state="Case Closed")
		)

	def test_nobody_called_is_refused(self):
		self.assertRefused(
			ConsultationError, api.call, "个案会诊", "会诊", str(now_datetime()), [make_dispute().name], []
		)

	def test_nobody_takes_in_a_case_that_isnt_theirs(self):
		case = make_dispute()
		with self.as_user(actor("mediator")):
			self.assertRefused(frappe.PermissionError, self.call_as_mediator, case)

	def call_as_mediator(self, case):
		return api.call("个案会诊", "会诊", str(now_datetime()), [case.name], ["SFJ"])


class TestConcluding(ConsultationTestCase):
	def test_each_case_gets_its_own_opinion_and_next_step(self):
		cases = make_dispute(), make_dispute()
		consultation = self.write_up(self.call("集中会诊", *cases))
		self.assertEqual(api.conclude(consultation.name), "Concluded")
		for case, row in zip(cases, consultation.cases, strict=True):
			step = frappe.get_doc(STEP, row.step)
			self.assertEqual((step.outcome, step.outcome_note), ("Opinion Given", row.opinion))
			self.assertEqual((step.stage, step.next_method), ("Closed", "联合调解"))
			self.assertFalse(open_steps(case.name))

	def test_minutes_attendance_opinion_and_next_step_are_needed(self):
		for missing in ("minutes", "attended", "opinion", "next_method"):
			consultation = self.write_up(self.call("个案会诊", make_dispute()))
			row = {"minutes": consultation, "attended": consultation.invitees[0]}.get(
				missing, consultation.cases[0]
			)
			row.set(missing, None)
			consultation.save()
			with self.subTest(missing):
				self.assertRefused(ConsultationError, api.conclude, consultation.name)
				self.assertEqual(fresh(consultation).status, "Convened")

	def test_what_is_concluded_stays(self):
		consultation = self.write_up(self.call("个案会诊", make_dispute()))
		api.conclude(consultation.name)
		consultation = fresh(consultation)
		consultation.minutes = "改写"
		self.assertRefused(ConsultationError, consultation.save)
		self.assertRefused(ConsultationError, api.conclude, consultation.name)
		self.assertRefused(ConsultationError, consultation.delete)

	def test_it_isnt_concluded_by_its_status(self):
		consultation = self.call("个案会诊", make_dispute())
		consultation.status = "Concluded"
		self.assertRefused(ConsultationError, consultation.save)

	def test_calling_it_off_withdraws_its_steps(self):
		case = make_dispute()
		consultation = self.call("个案会诊", case)
		self.assertRefused(ConsultationError, api.cancel, consultation.name, " ")
		api.cancel(consultation.name, "专家未能到会")
		self.assertFalse(open_steps(case.name))
		self.assertEqual(frappe.db.get_value(STEP, consultation.cases[0].step, "stage"), "Void")


class TestSight(ConsultationTestCase):
	def sees(self, person: str, consultation) -> bool:
		user = actor(person)
		one = frappe.has_permission(DOCTYPE, "read", consultation.name, user=user)
		with self.as_user(user):
			listed = consultation.name in frappe.get_list(DOCTYPE, pluck="name", limit=0)
		self.assertEqual(one, listed)
		return one

	def test_whoever_is_called_and_the_centre_see_it(self):
		consultation = self.call("个案会诊", make_dispute(), units=[make_unit(actor("handler")).name])
		for person, sees in (
			("handler", True),
			("other_handler", False),
			("centre_director", True),
			("dispatcher", True),
			("auditor", True),
			("other_mediator", False),
		):
			with self.subTest(person):
				self.assertEqual(self.sees(person, consultation), sees)

	def test_of_a_sealed_case_only_the_director_and_who_is_named(self):
		sealed = make_dispute(confidentiality="Sealed")
		unit = [make_unit(actor("handler")).name]
		consultation = self.call("个案会诊", sealed, units=unit, users=[actor("other_mediator")])
		for person, sees in (
			("handler", False),
			("dispatcher", False),
			("auditor", False),
			("centre_director", True),
			("other_mediator", True),
		):
			with self.subTest(person):
				self.assertEqual(self.sees(person, consultation), sees)

	def test_called_units_dont_conclude_it(self):
		consultation = self.write_up(
			self.call("个案会诊", make_dispute(), units=[make_unit(actor("handler")).name])
		)
		with self.as_user(actor("handler")):
			self.assertRefused(frappe.PermissionError, api.conclude, consultation.name)

	def test_the_host_does(self):
		with self.as_user(actor("centre_director")):
			consultation = self.write_up(self.call_by_director())
			self.assertEqual(api.conclude(consultation.name), "Concluded")

	def call_by_director(self):
		frappe.set_user("Administrator")
		case, unit = make_dispute(), make_unit(actor("handler")).name
		frappe.set_user(actor("centre_director"))
		later = str(add_to_date(now_datetime(), days=1))
		return frappe.get_doc(DOCTYPE, api.call("个案会诊", "会诊", later, [case.name], [unit]))
