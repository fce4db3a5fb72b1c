"""Mediators of a step: assigned or chosen, barred, recused, replaced."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.api import mediation as door
from yumen_governance.dispute_resolution import access, assignment
from yumen_governance.dispute_resolution.assignment import AssignmentError, reading
from yumen_governance.dispute_resolution.tests.mediation import make_mediation
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_mediator, make_user, put_in_state


class TestAssigning(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.step = make_mediation()
		self.colleagues = frappe.get_all(
			"Committee Member",
			{"parent": self.step.committee, "mediator": ["!=", self.step.mediators[0].mediator]},
			pluck="mediator",
		)

	def assign(self, *mediators, **values):
		return assignment.assign(fresh(self.step), mediators, "Administrator", now_datetime(), **values)

	def recuse(self, mediator, reason="是当事人的亲属", replacement=None):
		return assignment.recuse(
			fresh(self.step), mediator, reason, "Administrator", now_datetime(), replacement
		)

	def sees(self, user):
		return frappe.has_permission("Dispute Case", "read", self.step.dispute_case, user=user)

	def test_members_of_the_committee_are_proposed_with_reasons_and_the_others_left_out_with_theirs(self):
		outsider = make_mediator().name
		told = door.propose_mediators(self.step.name)
		self.assertEqual({row["mediator"] for row in told["suited"]}, set(self.colleagues))
		self.assertTrue(all(row["reasons"] for row in told["suited"]))
		left = {row["mediator"]: row for row in told["left_out"]}
		self.assertFalse(left[outsider]["barred"])
		self.assertTrue(left[self.step.mediators[0].mediator]["barred"])

	def test_a_proposal_reads_in_the_same_number_of_queries_whatever_the_number_of_mediators(self):
		def count():
			queries = []
			original = frappe.db.sql

			def counted(*args, **kwargs):
				queries.append(args[0])
				return original(*args, **kwargs)

			frappe.db.sql = counted
			try:
				assignment.propose(fresh(self.step))
			finally:
				frappe.db.sql = original
			return len(queries)

		count()
		before = count()
		for _ in range(10):
			make_mediator()
		self.assertEqual(count(), before)

	def test_who_is_assigned_sees_the_case_and_is_told(self):
		user = make_user("Mediator")
		mediator = make_mediator(user).name
		self.assertFalse(self.sees(user))
		step = self.assign(mediator, reason="熟悉当地情况")
		self.assertTrue(self.sees(user))
		self.assertEqual(step.mediators[-1].user, user)
		notices = frappe.get_all("Outgoing Notice", {"event_type": "Mediators Assigned"}, pluck="audience")
		self.assertTrue(any(user in audience for audience in notices))

	def test_an_outsider_needs_a_reason_unless_the_parties_chose_them(self):
		outsider = make_mediator().name
		self.assertRefused(AssignmentError, self.assign, outsider)
		step = self.assign(outsider, chosen_by_parties=True)
		self.assertTrue(step.mediators[-1].chosen_by_parties)

	def test_the_excluded_are_refused_even_when_chosen(self):
		user = make_user("Mediator")
		mediator = make_mediator(user).name
		access.exclude(self.step.dispute_case, user, "被申请人之妻", now_datetime())
		self.assertRefused(AssignmentError, self.assign, mediator, chosen_by_parties=True)

	def test_nobody_twice_nobody_out_of_use_and_not_nobody(self):
		retired = make_mediator(is_active=0).name
		for mediators in ((), (retired,), (self.step.mediators[0].mediator,)):
			with self.subTest(mediators):
				self.assertRefused(AssignmentError, self.assign, *mediators, reason="理由")

	def test_the_load_counts_open_steps_without_those_stepped_aside_from(self):
		mediator = self.step.mediators[0].mediator
		before = reading.open_steps()[mediator]
		self.recuse(mediator, replacement=self.colleagues[0])
		self.assertEqual(reading.open_steps().get(mediator, 0), before - 1)

	def test_who_steps_aside_loses_sight_and_the_replacement_leads(self):
		step = self.recuse(self.step.mediators[0].mediator, replacement=self.colleagues[0])
		self.assertTrue(step.mediators[0].recused)
		self.assertEqual((step.mediators[1].mediator, step.mediators[1].is_lead), (self.colleagues[0], 1))
		self.assertFalse(self.sees(actor("mediator")))

	def test_stepping_aside_needs_a_reason_and_somebody_left(self):
		mediator = self.step.mediators[0].mediator
		self.assertRefused(AssignmentError, self.recuse, mediator, " ", self.colleagues[0])
		self.assertRefused(AssignmentError, self.recuse, mediator)
		self.assertRefused(AssignmentError, self.recuse, self.colleagues[0])
		self.assertRefused(AssignmentError, self.recuse, mediator, "理由", mediator)

	def test_who_stepped_aside_does_not_come_back(self):
		mediator = self.step.mediators[0].mediator
		self.recuse(mediator, replacement=self.colleagues[0])
		self.assertRefused(AssignmentError, self.assign, mediator, chosen_by_parties=True)

	def test_a_step_that_has_ended_gets_nobody(self):
		put_in_state(self.step, "No Agreement")
		self.assertRefused(AssignmentError, self.assign, self.colleagues[0])

	def test_a_stranger_assigns_nobody(self):
		with self.as_user(actor("other_mediator")):
			self.assertRefused(
				frappe.PermissionError, door.assign_mediators, self.step.name, [self.colleagues[0]]
			)
			self.assertRefused(frappe.PermissionError, door.propose_mediators, self.step.name)
